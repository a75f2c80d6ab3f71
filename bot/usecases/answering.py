"""Somebody answers an instruction: by button, by typing, or for a unit they phoned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.persons import Named
from bot.errors import Refused
from bot.instructions.model import AnswerPath, Instruction, InstructionState, RelayPath
from bot.instructions.routing import may_pass_on
from bot.roster.model import Member, PostKind
from bot.roster.permissions import Right
from bot.store import answers, audit, instructions, people
from bot.store.answers import Held
from bot.store.outbox import BotMessage
from bot.store.tx import Tx, instant
from bot.usecases import aftermath, pressing, relaying, rights
from bot.usecases.relaying import Passing
from bot.usecases.views import named

PRESS_WAITS = timedelta(hours=24)
"""How long the press of somebody not yet linked may still count."""


@dataclass(frozen=True, slots=True)
class Press:
    """Somebody presses an answer button; `relay` where it also passes on."""

    telegram_id: int
    chat_id: int
    message_id: int
    instruction_id: int | None
    relay: bool = False
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """Noted down: for which units, of whom, and whether it was passed on and to how many."""

    units: tuple[str, ...]
    who: Named
    passed_to: int | None = None


@dataclass(frozen=True, slots=True)
class AlreadyAnswered:
    """Nothing was left to answer: who did, and when."""

    by: str
    by_self: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class FormerHolder:
    """The presser held the post once."""

    unit: str
    kind: PostKind


@dataclass(frozen=True, slots=True)
class Outsider:
    """The presser holds no post this asks, or is not on the roster."""


@dataclass(frozen=True, slots=True)
class NotLinked:
    """The presser may be one of those asked; to be taken to the private chat."""

    group_id: int | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The instruction was withdrawn or is closed."""

    state: InstructionState


Answered = Recorded | AlreadyAnswered | FormerHolder | Outsider | NotLinked | Ended


def press(tx: Tx, command: Press, now: datetime) -> Answered:
    """An answer button: it answers every waiting unit in which the presser holds a post."""
    return answer_asked(tx, command, asked(tx, command, now), now)


@dataclass(frozen=True, slots=True)
class Asked:
    """The message that was pressed, and the instructions it asks about."""

    message: BotMessage
    instructions: list[Instruction]


def asked(tx: Tx, command: Press, now: datetime) -> Asked:
    """What was pressed; Refused("stale_button") where it is nothing of ours."""
    named = command.instruction_id
    message = pressing.asked_by(tx, command.chat_id, command.message_id, named, now)
    if message is None:
        raise Refused("stale_button")
    return Asked(message, pressing.instructions_on(tx, message, named))


def answer_asked(tx: Tx, command: Press, found: Asked, now: datetime) -> Answered:
    """Answer what was pressed, for whoever pressed it."""
    running = [each for each in found.instructions if each.state is InstructionState.RUNNING]
    if not running:
        return Ended(found.instructions[0].state)
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None:
        return _unknown(tx, command, found.message, running, now)
    return best([_answer(tx, each, member, command, now) for each in running])


def _answer(
    tx: Tx, instruction: Instruction, member: Member, command: Press, now: datetime
) -> Answered:
    held = answers.held_by(tx, instruction.id, member.id)
    result = answer(tx, instruction, member, AnswerPath.BUTTON, now, now)
    if command.relay:
        passed = _relay(tx, instruction, member, held, command.words, now)
        if passed is not None:
            units = tuple(each.target.unit.name for each in held)
            return Recorded(units, _named(tx, member, held[0]), passed)
    return result


def _relay(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    held: list[Held],
    words: str | None,
    now: datetime,
) -> int | None:
    """Pass on from every unit the presser may pass on for; to how many, None where from none."""
    passing = Passing(RelayPath.HOLDER, member.id, words)
    mine = [each.target for each in held if may_pass_on(each.kind) and each.target.to_relay]
    passed = [each for each in mine if relaying.pass_on(tx, instruction, each, passing, now)]
    if not passed:
        return None
    return sum(len(instructions.targets_behind(tx, each)) for each in passed)


def answer(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    path: AnswerPath,
    said_at: datetime,
    now: datetime,
) -> Answered:
    """Record a member's answer for every waiting unit in which they hold a post."""
    held = answers.held_by(tx, instruction.id, member.id)
    if not held:
        former = answers.former_seat(tx, instruction.id, member.id)
        return FormerHolder(former.unit_name, former.kind) if former else Outsider()
    waiting = [each for each in held if each.target.unanswered]
    if not waiting:
        return _already(tx, held, member)
    for each in waiting:
        record(tx, instruction, each, member, path, said_at, now)
    aftermath.answered(tx, instruction, [each.target for each in waiting], now)
    units = tuple(each.target.unit.name for each in waiting)
    return Recorded(units, _named(tx, member, waiting[0]))


def _named(tx: Tx, member: Member, held: Held) -> Named:
    return named.of_unit(tx, member, held.kind, held.target.unit.tier)


def record(
    tx: Tx,
    instruction: Instruction,
    held: Held,
    member: Member,
    path: AnswerPath,
    said_at: datetime,
    now: datetime,
) -> None:
    """Write down one unit's answer, late or not by when it was said."""
    late = instruction.deadline_at is not None and said_at > instruction.deadline_at
    answers.acknowledge(tx, held.target, member.id, path, said_at, late, now)
    audit.record(
        tx,
        now,
        audit.by(member.id),
        "acknowledgement.give",
        path=path.value,
        instruction_id=instruction.id,
        unit_id=held.target.unit.id,
    )


def _already(tx: Tx, held: list[Held], member: Member) -> Answered:
    first = answers.first_answer(tx, held[0].target.id)
    if first is None:
        return Ended(InstructionState.CLOSED)
    return AlreadyAnswered(first.member_name, first.member_id == member.id, first.said_at)


def _unknown(
    tx: Tx, command: Press, message: BotMessage, asked: list[Instruction], now: datetime
) -> Answered:
    """Where some of those asked are not linked yet, the presser may be one of them."""
    if not answers.has_unlinked(tx, message.id):
        return Outsider()
    for each in asked:
        facts = {"telegram_id": command.telegram_id, "instruction_id": each.id}
        tx.run("insert_pending_press", now=now, **facts)
    return NotLinked(pressing.group_of(tx, command.chat_id))


def best(results: list[Answered]) -> Answered:
    """Of several instructions answered at once, the one to tell of, with all units noted."""
    order = (Recorded, AlreadyAnswered, FormerHolder, Outsider, NotLinked, Ended)
    first = min(results, key=lambda each: order.index(type(each)))
    if not isinstance(first, Recorded):
        return first
    units = dict.fromkeys(
        unit for each in results if isinstance(each, Recorded) for unit in each.units
    )
    return Recorded(tuple(units), first.who, first.passed_to)


def count_pending(tx: Tx, member: Member, now: datetime) -> list[Recorded]:
    """Count what a person pressed before being linked, where it is not older than a day."""
    since = now - PRESS_WAITS
    rows = tx.all("pending_presses", telegram_id=member.telegram_id, since=since)
    results = []
    for row in rows:
        instruction = instructions.instruction(tx, row["instruction_id"])
        if instruction.state is InstructionState.RUNNING:
            said = instant(row["pressed_at"])
            results.append(answer(tx, instruction, member, AnswerPath.BUTTON, said, now))
    tx.run("forget_pending_presses", telegram_id=member.telegram_id, before=since)
    return [each for each in results if isinstance(each, Recorded)]


@dataclass(frozen=True, slots=True)
class AnswerFor:
    """Somebody above answers for units they phoned."""

    telegram_id: int
    target_ids: tuple[int, ...]


def answer_for(tx: Tx, command: AnswerFor, now: datetime) -> tuple[str, ...]:
    """Record answers for others; the names of the units. Refused("not_allowed") for any outside."""
    who = rights.actor(tx, command.telegram_id)
    if who.member is None:
        raise Refused("not_allowed")
    done: list[str] = []
    for target_id in command.target_ids:
        target = instructions.target(tx, target_id)
        instruction = instructions.instruction(tx, target.instruction_id)
        who.require(Right.ANSWER_FOR, target.unit)
        if instruction.state is not InstructionState.RUNNING or not target.unanswered:
            continue
        held = Held(target, PostKind.LEAD)
        record(tx, instruction, held, who.member, AnswerPath.PROXY, now, now)
        aftermath.answered(tx, instruction, [target], now)
        done.append(target.unit.name)
    return tuple(done)
