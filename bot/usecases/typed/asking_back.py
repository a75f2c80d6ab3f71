"""Words that may or may not mean 收到: the writer is asked in private, or the next one up where the
writer cannot be written to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.instructions.reading.reader import Meaning, Reading
from bot.instructions.upwards import next_one_up
from bot.roster.model import Member
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx, instant, to_micros
from bot.usecases.answering import proxying, recording, remarks
from bot.usecases.answering.proxying import AnswerFor
from bot.usecases.answering.recording import Recorded, best
from bot.usecases.answering.remarks import Note
from bot.usecases.cascade import bot_messages

KIND = "asked_back"
_MOST = 200
"""Characters of the words that are shown."""
AskedAbout = Sequence[tuple[Instruction, list[Held]]]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Who wrote what, where and when, and how it was read."""

    member: Member
    note: Note
    said: Reading
    said_at: datetime


def ask_back(
    tx: Tx, about: AskedAbout, unclear: Doubtful, now: datetime, *, which: bool = False
) -> list[Member]:
    """Ask whether words count as 收到, or with several instructions waiting, for `which`; returns
    who was asked."""
    instruction, held = about[0]
    unit, writer = held[0].target.unit, unclear.member
    if writer.reachable:
        asked = [writer]
    else:
        asked = next_one_up(unit, people.holders_upwards(tx, unit.id), but=writer.id)
    for each in asked:
        private = each is writer and unclear.note.chat_id == writer.telegram_id
        saying = Saying(
            chat_id=each.telegram_id or 0, kind=KIND, lane=Lane.REPLY, subject_id=instruction.id,
            member_id=each.id, args={**_args(about, unclear), "which": which},
            reply_to=unclear.note.message_id if private else None,
        )  # fmt: skip
        outbox.say(tx, saying, now)
    actor, facts = audit.by(writer.id), {"asked": [each.id for each in asked]}
    audit.record(tx, now, actor, "answer.unclear", instruction_id=instruction.id,
                 unit_id=unit.id, facts=facts)  # fmt: skip
    return asked


def _args(about: AskedAbout, unclear: Doubtful) -> dict[str, Any]:
    note, said = unclear.note, unclear.said
    return {
        "by": unclear.member.id,
        "text": note.text and note.text[:_MOST],
        "caption": note.caption and note.caption[:_MOST],
        "where": note.chat_id,
        "number": note.message_id,
        "at": to_micros(unclear.said_at),
        "about": [instruction.id for instruction, _ in about],
        "named": list(said.buildings) if said.meaning is Meaning.OTHER else [],
        "settled": None,
    }


@dataclass(frozen=True, slots=True)
class Settling:
    """A press of 算收到 or 不算."""

    telegram_id: int
    chat_id: int
    message_id: int
    counts: bool
    only: int | None = None
    """The instruction they count for, where several were named."""


def settle(tx: Tx, command: Settling, now: datetime) -> str:
    """Count the words or not, as decided by whoever was asked; returns the result.

    Raises Refused: "not_allowed" for others, "stale_button" once it is decided.
    """
    message = bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)
    member = people.member_by_telegram(tx, command.telegram_id)
    if message.kind != KIND or message.args["settled"] is not None:
        raise Refused("stale_button")
    if member is None or message.member_id != member.id:
        raise Refused("not_allowed")
    message = _narrowed(message, command.only)
    settled = _count(tx, message, member, now) if command.counts else _drop(tx, message, now)
    for each in outbox.messages_about(tx, KIND, message.subject_id or 0):
        if _same(each.args, message.args):
            outbox.refresh(
                tx, each, now, lane=Lane.REPLY, args={**message.args, "settled": settled}
            )
    return settled


def _narrowed(message: BotMessage, only: int | None) -> BotMessage:
    """The message limited to one of its instructions.

    Raises Refused where it does not name that one.
    """
    if only is None:
        return message
    if only not in message.args["about"]:
        raise Refused("stale_button")
    return replace(message, args={**message.args, "about": [only]})


def _same(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether two people were asked about the same words."""
    return all(first[key] == second[key] for key in ("by", "where", "number"))


def _count(tx: Tx, message: BotMessage, member: Member, now: datetime) -> str:
    if member.id != message.args["by"]:
        return _answer_for(tx, message, member, now)
    said_at, path = instant(message.args["at"]), AnswerPath.REPLY
    running = _running(tx, message)
    told = [recording.answer(tx, each, member, path, said_at, now) for each in running]
    if not running or not isinstance(best(told), Recorded):
        return "late"
    return "yes"


def _answer_for(tx: Tx, message: BotMessage, member: Member, now: datetime) -> str:
    """Count them as a proxy's answer: the writer could not be asked."""
    writer = message.args["by"]
    targets = [
        held.target.id
        for instruction in _running(tx, message)
        for held in answers.held_by(tx, instruction.id, writer)
    ]
    command = AnswerFor(member.telegram_id or 0, tuple(targets))
    return "proxy" if proxying.answer_for(tx, command, now) else "late"


def _drop(tx: Tx, message: BotMessage, now: datetime) -> str:
    """Do not count them; they go up, unless those above have read them here."""
    args = message.args
    if message.member_id != args["by"]:
        return "no"
    note = Note(args["text"], args["where"], args["number"], args["caption"])
    member = people.member(tx, args["by"])
    for instruction in _running(tx, message):
        for held in answers.held_by(tx, instruction.id, member.id)[:1]:
            remarks.pass_up(tx, instruction, member, held, note, now, doubt=True)
    return "no"


def _running(tx: Tx, message: BotMessage) -> list[Instruction]:
    found = [instructions.instruction(tx, each) for each in message.args["about"]]
    return [each for each in found if each.state is InstructionState.RUNNING]
