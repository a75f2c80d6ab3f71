"""有困难: what a lead cannot solve reaches the next one up, and climbs while nobody takes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.model import Instruction, InstructionState
from bot.instructions.quiet import later
from bot.instructions.upwards import ABOVE, told_on_rung
from bot.roster.model import Member
from bot.roster.permissions import Right
from bot.store import answers, audit, expectations, helps, instructions, outbox, people
from bot.store.answers import Held
from bot.store.helps import HelpRequest
from bot.store.outbox import Lane, Saying
from bot.store.tx import Tx
from bot.usecases import aftermath, answering, rights
from bot.usecases.answered import AlreadyAnswered, Answered, Recorded
from bot.usecases.answering import Press

REASONS = ("nobody_home", "refused", "need_hands", "broken")
"""Nobody opens, somebody refuses, hands are needed, something is broken."""

WORDS_WAIT = timedelta(minutes=30)
"""How long the next words in the private chat are taken for what the trouble is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Help was asked for: who was told."""

    told: tuple[str, ...]
    in_private: bool


def press_help(tx: Tx, command: Press, now: datetime) -> Answered | Asked:
    """有困难 was pressed: it counts as received and opens a request."""
    found = answering.asked(tx, command, now)
    result = answering.answer_asked(tx, command, found, now)
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None or not isinstance(result, Recorded | AlreadyAnswered):
        return result
    instruction, held = next(_asked_of(tx, found, member))
    told = open_help(tx, instruction, member, held, None, now)
    return Asked(tuple(each.name for each in told), member.reachable)


def _asked_of(
    tx: Tx, found: answering.Asked, member: Member
) -> Iterator[tuple[Instruction, list[Held]]]:
    """Of what was pressed, the running instructions that ask one of the presser's units."""
    for each in found.instructions:
        held = answers.held_by(tx, each.id, member.id)
        if held and each.state is InstructionState.RUNNING:
            yield each, held


def open_help(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    held: list[Held],
    words: str | None,
    now: datetime,
) -> list[Member]:
    """Open a request for the first of the units somebody holds; who was told."""
    target = held[0].target
    if helps.current(tx, target.id) is not None:
        return []
    due = _climbs_at(instruction, now)
    request = helps.open_request(tx, target.id, member.id, words, due, now)
    audit.record(
        tx, now, audit.by(member.id), "help.ask",
        instruction_id=instruction.id, unit_id=target.unit.id,
    )  # fmt: skip
    told = _tell_upwards(tx, instruction, request, now)
    if words is None and member.reachable:
        _ask_for_words(tx, request, member, now)
    return told


def _climbs_at(instruction: Instruction, now: datetime) -> datetime:
    """Unclaimed, it climbs after as long as a silence waits for its first step."""
    policy = instruction.ladder
    if policy is None:
        return now + timedelta(minutes=30)
    return later(now, policy.steps[0].after, policy.quiet)


def _tell_upwards(
    tx: Tx, instruction: Instruction, request: HelpRequest, now: datetime
) -> list[Member]:
    """Tell the next rung above where somebody can be told, and set when it climbs on."""
    unit = instructions.target(tx, request.target_id).unit
    seats = people.holders_upwards(tx, unit.id)
    for rung in range(request.rung, len(ABOVE)):
        found = [
            each for each in told_on_rung(ABOVE[rung], unit, seats) if each.id != request.member_id
        ]
        if found:
            for each in found:
                _tell(tx, request, each, now)
            due = _climbs_at(instruction, now) if rung + 1 < len(ABOVE) else None
            helps.climb(tx, request.id, rung + 1, due)
            return found
    helps.climb(tx, request.id, len(ABOVE), None)
    return []


def _tell(tx: Tx, request: HelpRequest, member: Member, now: datetime) -> None:
    saying = Saying(
        chat_id=member.telegram_id or 0,
        kind="help",
        lane=Lane.REPLY,
        subject_id=request.id,
        member_id=member.id,
    )
    outbox.say(tx, saying, now)


def _ask_for_words(tx: Tx, request: HelpRequest, member: Member, now: datetime) -> None:
    chat = member.telegram_id or 0
    saying = Saying(
        chat_id=chat, kind="help_words", lane=Lane.REPLY, subject_id=request.id,
        member_id=member.id,
    )  # fmt: skip
    outbox.say(tx, saying, now)
    expectations.expect(tx, chat, "help_words", request.id, {}, now + WORDS_WAIT)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the trouble is: one of REASONS, or words."""

    telegram_id: int
    request_id: int
    reason: str | None = None
    words: str | None = None


def explain(tx: Tx, command: Explanation, now: datetime) -> None:
    """Whoever asked says what the trouble is; all who were told see it."""
    request = _request(tx, command.request_id)
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None or member.id != request.member_id:
        raise Refused("not_allowed")
    unit = instructions.target(tx, request.target_id).unit
    rights.actor(tx, command.telegram_id).require(Right.ASK_HELP, unit)
    if command.reason is not None and command.reason not in REASONS:
        raise Refused("stale_button")
    words = command.words and command.words[:500]
    if not helps.explain(tx, request.id, command.reason, words):
        raise Refused("help_solved")
    expectations.clear(tx, command.telegram_id)
    _refresh(tx, request, now)


@dataclass(frozen=True, slots=True)
class Seeing:
    """Somebody presses 我来处理 or 已解决."""

    telegram_id: int
    request_id: int


def take(tx: Tx, command: Seeing, now: datetime) -> None:
    """Somebody above sees to it; the one who asked hears who. Refused("help_taken") if late."""
    request, member = _allowed(tx, command)
    if not helps.take(tx, request.id, member.id, now):
        raise Refused("help_solved" if request.state == "solved" else "help_taken")
    _log(tx, request, member, "help.take", now)
    _tell_asker(tx, request, "help_taken", member, now)
    _refresh(tx, request, now)


def solve(tx: Tx, command: Seeing, now: datetime) -> None:
    """It is done. Refused("help_solved") where it already was."""
    request, member = _allowed(tx, command)
    if not helps.solve(tx, request.id, now):
        raise Refused("help_solved")
    _log(tx, request, member, "help.solve", now)
    _tell_asker(tx, request, "help_solved", member, now)
    _refresh(tx, request, now)


def _allowed(tx: Tx, command: Seeing) -> tuple[HelpRequest, Member]:
    request = _request(tx, command.request_id)
    unit = instructions.target(tx, request.target_id).unit
    who = rights.actor(tx, command.telegram_id)
    who.require(Right.TAKE_HELP, unit)
    if who.member is None:
        raise Refused("not_allowed")
    return request, who.member


def _request(tx: Tx, request_id: int) -> HelpRequest:
    try:
        return helps.request(tx, request_id)
    except LookupError:
        raise Refused("stale_button") from None


def _log(tx: Tx, request: HelpRequest, member: Member, action: str, now: datetime) -> None:
    target = instructions.target(tx, request.target_id)
    audit.record(
        tx, now, audit.by(member.id), action,
        instruction_id=target.instruction_id, unit_id=target.unit.id,
    )  # fmt: skip


def _tell_asker(tx: Tx, request: HelpRequest, kind: str, helper: Member, now: datetime) -> None:
    asker = people.member(tx, request.member_id)
    if not asker.reachable or asker.id == helper.id:
        return
    saying = Saying(
        chat_id=asker.telegram_id or 0, kind=kind, lane=Lane.REPLY, subject_id=request.id,
        member_id=asker.id, args={"helper": helper.id},
    )  # fmt: skip
    outbox.say(tx, saying, now)


def _refresh(tx: Tx, request: HelpRequest, now: datetime) -> None:
    for kind in ("help", "help_words"):
        for message in outbox.messages_about(tx, kind, request.id):
            outbox.refresh(tx, message, now, lane=Lane.REPLY)
    target = instructions.target(tx, request.target_id)
    aftermath.refresh_about(tx, [target], now)


def helps_due(tx: Tx, most: int, now: datetime) -> int:
    """Let unclaimed requests climb, `most` at a time; how many there were."""
    found = helps.due(tx, most, now)
    for request in found:
        target = instructions.target(tx, request.target_id)
        instruction = instructions.instruction(tx, target.instruction_id)
        if instruction.state is InstructionState.WITHDRAWN:
            helps.climb(tx, request.id, request.rung, None)
        else:
            _tell_upwards(tx, instruction, request, now)
    return len(found)
