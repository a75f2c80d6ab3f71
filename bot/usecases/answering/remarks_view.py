"""Views of small messages between people: copies, thanks, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.answering.remarks import NotCountedView, PartCountedView, ThanksView
from bot.chat.answering.results import NothingNewView
from bot.chat.outgoing import CopyOf
from bot.chat.persons import Named
from bot.errors import Refused
from bot.instructions.model import InstructionState
from bot.messages.answering import (
    CopyArgs,
    NotCountedArgs,
    NothingNew,
    NothingNewArgs,
    PartCountedArgs,
    ThanksArgs,
)
from bot.messages.house import SentenceArgs
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named


def copy_view(_tx: Tx, message: BotMessage, _now: datetime) -> CopyOf:
    """The picture or voice message of a remark."""
    args = message.args_as(CopyArgs)
    return CopyOf(args.chat_id, args.number, args.caption or "")


def not_counted_view(tx: Tx, message: BotMessage, _now: datetime) -> NotCountedView:
    """The words that did not count, and who was told."""
    args = message.args_as(NotCountedArgs)
    return NotCountedView(args.said, tuple(named.anybody(tx, each) for each in args.told))


def thanks_view(_tx: Tx, message: BotMessage, _now: datetime) -> ThanksView:
    """The units for which a typed answer was recorded."""
    args = message.args_as(ThanksArgs)
    who = Named(args.name, args.post, args.height, args.title)
    return ThanksView(who, args.units, args.passed)


def part_counted_view(tx: Tx, message: BotMessage, _now: datetime) -> PartCountedView | None:
    """The units for which an answer counted; the others of the writer's, while the instruction
    runs."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    member = people.member_by_telegram(tx, message.chat_id)
    if member is None:
        return None
    running = instruction.state is InstructionState.RUNNING
    held = answers.held_by(tx, instruction.id, member.id) if running else []
    rest = [each.target.unit.name for each in held if each.owes]
    who = named.of(tx, member)
    return PartCountedView(instruction.id, who, message.args_as(PartCountedArgs).units, rest)


def nothing_new_view(tx: Tx, message: BotMessage, now: datetime) -> NothingNewView:
    """Why an answer recorded nothing."""
    args = message.args_as(NothingNewArgs)
    view = NothingNewView(why=args.why, now=now, zone=house.zone(tx))
    if view.why is NothingNew.FORMER:
        held = named.former_seats(tx, message.subject_id or 0, message.member_id or 0)
        return replace(view, seats=tuple(held[:1]))
    first = None if args.target is None else answers.first_answer(tx, args.target)
    if first is None:
        return view
    own = first.member_id == message.member_id
    return replace(view, by=first.member_name, own=own, said_at=first.said_at)


def sentence_view(_tx: Tx, message: BotMessage, _now: datetime) -> Refused:
    """Why something was refused."""
    args = message.args_as(SentenceArgs)
    return Refused(args.reason, **args.facts)
