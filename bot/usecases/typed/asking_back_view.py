"""The view of the question whether somebody's words count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.answering.asking_back import AskedBackView, Choice
from bot.messages.answering import AskedBackArgs
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery.outbox import BotMessage
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.answering import recording


def _choices(tx: Tx, about: Sequence[int]) -> tuple[Choice, ...]:
    found = [instructions.instruction(tx, each) for each in about]
    return tuple(Choice(each.id, each.number or 0, each.title) for each in found)


def asked_back_view(tx: Tx, message: BotMessage, _now: datetime) -> AskedBackView:
    """The words, their writer, and the decision."""
    args = message.args_as(AskedBackArgs)
    instruction = instructions.instruction(tx, message.subject_id or 0)
    held = recording.narrowed(answers.held_by(tx, instruction.id, args.by), args.part)
    writer = people.member(tx, args.by)
    return AskedBackView(
        instruction=instruction,
        by=named.of(tx, writer),
        units=tuple(each.target.unit.name for each in held),
        said=args.text or args.caption or "",
        own=message.member_id == writer.id,
        buildings=args.named,
        settled=args.settled,
        which=_choices(tx, args.about) if args.which else (),
    )
