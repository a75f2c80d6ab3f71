"""Words that may or may not mean 收到: the writer is asked in private, or the next one up where the
writer cannot be written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.instructions.reading.meanings import Meaning, Reading
from bot.instructions.upwards import next_one_up
from bot.messages.answering import AskedBackArgs, Settlement
from bot.roster.model import Member
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx, instant, to_micros
from bot.usecases.answering import proxying, recording, remarks
from bot.usecases.answering.proxying import AnswerFor
from bot.usecases.answering.recording import Given, Outdated, Recorded, ToFillIn, best
from bot.usecases.answering.remarks import Note
from bot.usecases.cascade import bot_messages
from bot.usecases.forms import filling as filled

KIND = AskedBackArgs.kind
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
    part: tuple[str, ...] = ()
    """The numbers of the buildings they speak of; empty for all of the writer's."""


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
            chat_id=each.telegram_id or 0, args=_args(about, unclear, which), lane=Lane.REPLY,
            subject_id=instruction.id, member_id=each.id,
            reply_to=unclear.note.message_id if private else None,
        )  # fmt: skip
        outbox.say(tx, saying, now)
    actor, facts = audit.by(writer.id), {"asked": [each.id for each in asked]}
    audit.record(tx, now, actor, "answer.unclear", instruction_id=instruction.id,
                 unit_id=unit.id, facts=facts)  # fmt: skip
    return asked


def _args(about: AskedAbout, unclear: Doubtful, which: bool) -> AskedBackArgs:
    note, said = unclear.note, unclear.said
    return AskedBackArgs(
        by=unclear.member.id,
        text=note.text and note.text[:_MOST],
        caption=note.caption and note.caption[:_MOST],
        where=note.chat_id,
        number=note.message_id,
        at=to_micros(unclear.said_at),
        about=tuple(instruction.id for instruction, _ in about),
        named=said.buildings if said.meaning is Meaning.OTHER else (),
        which=which,
        part=unclear.part,
    )


@dataclass(frozen=True, slots=True)
class Settling:
    """A press of 算收到 or 不算."""

    telegram_id: int
    chat_id: int
    message_id: int
    counts: bool
    only: int | None = None
    """The instruction they count for, where several were named."""


def settle(tx: Tx, command: Settling, now: datetime) -> Settlement:
    """Count the words or not, as decided by whoever was asked; returns the result.

    Raises Refused: "not_allowed" for others, "stale_button" once it is decided.
    """
    message = bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)
    member = people.member_by_telegram(tx, command.telegram_id)
    if message.kind != KIND or (asked := message.args_as(AskedBackArgs)).settled is not None:
        raise Refused("stale_button")
    if member is None or message.member_id != member.id:
        raise Refused("not_allowed")
    asked = _narrowed(asked, command.only)
    settled = _count(tx, asked, member, now) if command.counts else _drop(tx, asked, member, now)
    for each in outbox.messages_about(tx, KIND, message.subject_id or 0):
        if _same(each.args_as(AskedBackArgs), asked):
            outbox.refresh(tx, each, now, lane=Lane.REPLY, args=replace(asked, settled=settled))
    return settled


def _narrowed(asked: AskedBackArgs, only: int | None) -> AskedBackArgs:
    """The question limited to one of its instructions.

    Raises Refused where it does not name that one.
    """
    if only is None:
        return asked
    if only not in asked.about:
        raise Refused("stale_button")
    return replace(asked, about=(only,))


def _same(first: AskedBackArgs, second: AskedBackArgs) -> bool:
    """Whether two people were asked about the same words."""
    one, other = ((each.by, each.where, each.number) for each in (first, second))
    return one == other


def _count(tx: Tx, asked: AskedBackArgs, member: Member, now: datetime) -> Settlement:
    if member.id != asked.by:
        return _answer_for(tx, asked, member, now)
    said_at, path = instant(asked.at), AnswerPath.REPLY
    running = _running(tx, asked)
    given = Given(asked.where, by_time=True)
    told = [recording.answer(tx, each, member, path, said_at, now, asked.part, given)
            for each in running]  # fmt: skip
    if told and isinstance(best(told), Outdated):
        return "no"
    if by_form := [each for each in told if isinstance(each, ToFillIn)]:
        filled.begin_form(tx, member, by_form[0].targets[0], path, now)
        return "form"
    if not running or not isinstance(best(told), Recorded):
        return "late"
    return "yes"


def _answer_for(tx: Tx, asked: AskedBackArgs, member: Member, now: datetime) -> Settlement:
    """Count them as a proxy's answer: the writer could not be asked."""
    targets = [
        held.target.id
        for instruction in _running(tx, asked)
        for held in recording.narrowed(answers.held_by(tx, instruction.id, asked.by), asked.part)
    ]
    command = AnswerFor(member.telegram_id or 0, tuple(targets))
    return "proxy" if proxying.answer_for(tx, command, now) else "late"


def _drop(tx: Tx, asked: AskedBackArgs, member: Member, now: datetime) -> Settlement:
    """Do not count them; they go up, unless those above have read them here."""
    if member.id != asked.by:
        return "no"
    note = Note(asked.text, asked.where, asked.number, asked.caption)
    for instruction in _running(tx, asked):
        for held in answers.held_by(tx, instruction.id, member.id)[:1]:
            remarks.pass_up(tx, instruction, member, held, note, now, doubt=True)
    return "no"


def _running(tx: Tx, asked: AskedBackArgs) -> list[Instruction]:
    found = [instructions.instruction(tx, each) for each in asked.about]
    return [each for each in found if each.state is InstructionState.RUNNING]
