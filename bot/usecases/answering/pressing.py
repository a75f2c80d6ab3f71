"""Presses of answer buttons on cards and reminders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.model import AnswerPath, Instruction, InstructionState, RelayPath
from bot.messages.answering import PartCountedArgs
from bot.messages.cascade import CardArgs, ChaseArgs
from bot.messages.looking import StatusArgs
from bot.roster.model import Member
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.cascade import instructions, versions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane
from bot.store.people import people
from bot.store.tx import Tx, instant
from bot.usecases.answering import recording
from bot.usecases.answering.recording import (
    NOWHERE,
    Answered,
    Given,
    InstructionEnded,
    NotLinked,
    Outdated,
    Outsider,
    Recorded,
    best,
)
from bot.usecases.cascade import bot_messages, relaying
from bot.usecases.cascade.relaying import Passing

PRESS_WAITS = timedelta(hours=24)
"""How long the press of an unlinked person may still count."""


@dataclass(frozen=True, slots=True)
class Press:
    """A press of an answer button; `relay` where it also relays."""

    telegram_id: int
    chat_id: int
    message_id: int
    instruction_id: int | None
    relay: bool = False


def press(tx: Tx, command: Press, now: datetime) -> Answered:
    """Acknowledge for every waiting unit in which the presser holds a post."""
    return answer_asked(tx, command, asked(tx, command, now), now)


@dataclass(frozen=True, slots=True)
class AskedBy:
    """The pressed message, and the instructions it asks about."""

    message: BotMessage
    instructions: list[Instruction]


def asked(tx: Tx, command: Press, now: datetime) -> AskedBy:
    """The pressed message. Raises Refused("stale_button") for a message that is not ours."""
    named = command.instruction_id
    message = bot_messages.asked_by(tx, command.chat_id, command.message_id, named, now)
    if message is None:
        raise Refused("stale_button")
    return AskedBy(message, bot_messages.instructions_on(tx, message, named))


def answer_asked(
    tx: Tx, command: Press, found: AskedBy, now: datetime, *, troubled: bool = False
) -> Answered:
    """Acknowledge the pressed message's instructions for whoever pressed it; `troubled`: they ask
    for help."""
    running = [each for each in found.instructions if each.state is InstructionState.RUNNING]
    if not running:
        return InstructionEnded(found.instructions[0].state)
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None:
        return _unknown(tx, command, found.message, running, now)
    given = _given(command, found.message)
    told = best([_answer(tx, each, member, command, given, now, troubled) for each in running])
    if found.message.kind in (PartCountedArgs.kind, StatusArgs.kind) or isinstance(told, Outdated):
        outbox.refresh(tx, found.message, now, lane=Lane.REPLY)
    return told


_SHOWS_THE_TEXT = frozenset({CardArgs.kind, ChaseArgs.kind})
"""Kinds that show what they ask about, so that a press on one is to what it shows."""


def _given(command: Press, message: BotMessage) -> Given:
    if message.kind not in _SHOWS_THE_TEXT:
        return Given(command.chat_id)
    return Given(command.chat_id, message.shown_version or 0)


def _answer(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    command: Press,
    given: Given,
    now: datetime,
    troubled: bool,
) -> Answered:
    if command.relay:
        return relay_by(tx, instruction, member, None, now, given)
    path = AnswerPath.BUTTON
    return recording.answer(tx, instruction, member, path, now, now, given=given, troubled=troubled)


def relay_by(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    words: str | None,
    now: datetime,
    given: Given = NOWHERE,
    path: AnswerPath = AnswerPath.BUTTON,
) -> Answered:
    """Acknowledge for a member, and relay from every unit they may relay for, with their words. A
    press on a text that was corrected does neither."""
    held = answers.held_by(tx, instruction.id, member.id)
    result = recording.answer(tx, instruction, member, path, now, now, given=given)
    if isinstance(result, Outdated) and given.shown is not None:
        return result
    passed = _relay(tx, instruction, member, held, words, now)
    if passed is None:
        return result
    units = tuple(each.target.unit.name for each in held)
    return Recorded(units, recording.answering_as(tx, member, held[0]), passed)


def _relay(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    held: list[Held],
    words: str | None,
    now: datetime,
) -> int | None:
    """Relay from every unit the presser may relay for; returns the number of units opened, None
    where there was nothing to relay."""
    passing = Passing(RelayPath.HOLDER, member.id, words)
    mine = [each.target for each in held if of_post(Right.RELAY, each.kind)]
    due = [each for each in mine if each.to_relay]
    passed = [each for each in due if relaying.pass_on(tx, instruction, each, passing, now)]
    if not passed:
        return None
    return sum(len(instructions.targets_behind(tx, each)) for each in passed)


def _unknown(
    tx: Tx, command: Press, message: BotMessage, asked: list[Instruction], now: datetime
) -> Answered:
    """Keep an unlinked account's press where some holders it asks are unlinked: the presser
    may be one."""
    if not answers.has_unlinked(tx, message.id):
        return Outsider()
    if versions.asked_anew_on(tx, message) > (message.shown_version or 0):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)
        return Outdated()
    for each in asked:
        facts = {"telegram_id": command.telegram_id, "instruction_id": each.id}
        tx.run("insert_pending_press", now=now, **facts)
    return NotLinked(bot_messages.group_id_of(tx, command.chat_id))


def count_pending(tx: Tx, member: Member, now: datetime) -> list[Answered]:
    """Count a member's presses from before they were linked, at most PRESS_WAITS old; returns what
    became of each."""
    since = now - PRESS_WAITS
    rows = tx.all("pending_presses", telegram_id=member.telegram_id, since=since)
    results = []
    for row in rows:
        # what has ended waits for nobody any more
        instruction = instructions.instruction(tx, row["instruction_id"])
        said = instant(row["pressed_at"])
        path, given = AnswerPath.BUTTON, Given(by_time=True)
        results.append(recording.answer(tx, instruction, member, path, said, now, given=given))
    tx.run("forget_pending_presses", telegram_id=member.telegram_id, before=since)
    return results
