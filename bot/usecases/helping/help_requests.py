"""有困难: help requests go to the next one up and climb while nobody takes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.model import Instruction, InstructionState
from bot.instructions.quiet import later
from bot.instructions.upwards import ABOVE, even_away, next_told, told_on_rung
from bot.messages.helping import HelpWordsArgs
from bot.roster.model import Member
from bot.store.answering import answers, threads
from bot.store.answering.answers import Held
from bot.store.answering.threads import Remark, RemarkKind
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.helping import helps
from bot.store.helping.helps import HelpFor, HelpRequest
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases import rights
from bot.usecases.answering import pressing
from bot.usecases.answering.pressing import Press
from bot.usecases.answering.recording import AlreadyAnswered, Answered, Outdated, Recorded
from bot.usecases.answering.remarks import Note
from bot.usecases.cascade import refreshing
from bot.usecases.helping.telling import call_in, tell, told_so_far
from bot.usecases.taking_up import may_take_up, stands_above

_UNCLAIMED = timedelta(minutes=5)
"""How long a request waits to be taken where no ladder applies."""
WORDS_WAIT = timedelta(minutes=30)
"""How long the next words in the private chat are taken as the trouble."""


@dataclass(frozen=True, slots=True)
class HelpAsked:
    """Help was requested: who was told."""

    told: tuple[str, ...]
    in_private: bool


def press_help(tx: Tx, command: Press, now: datetime) -> Answered | HelpAsked:
    """有困难 was pressed: acknowledge and open a request."""
    found = pressing.asked(tx, command, now)
    result = pressing.answer_asked(tx, command, found, now, troubled=True)
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None or not isinstance(result, Recorded | AlreadyAnswered | Outdated):
        return result
    instruction, held = next(_asked_of(tx, found, member))
    note = Note(None, command.chat_id, command.message_id)
    told = open_help(tx, instruction, member, held, None, now, note=note)
    return HelpAsked(tuple(each.name for each in told), member.reachable)


def _asked_of(
    tx: Tx, found: pressing.AskedBy, member: Member
) -> Iterator[tuple[Instruction, list[Held]]]:
    """The running instructions of the pressed message that ask a unit of the presser."""
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
    *,
    danger: bool = False,
    note: Note | None = None,
) -> list[Member]:
    """Open a request for the first of the member's units; returns who was told.

    `danger`: life may be in danger; `note`: where they asked.
    """
    target = held[0].target
    what = HelpFor(target.unit.id, target.id)
    return ask_for_help(tx, what, instruction, member, words, now, danger=danger, note=note)


def ask_for_help(
    tx: Tx,
    what: HelpFor,
    instruction: Instruction | None,
    member: Member,
    words: str | None,
    now: datetime,
    *,
    danger: bool = False,
    note: Note | None = None,
) -> list[Member]:
    """Open a request, with or without an instruction; returns who was told."""
    if helps.current_help(tx, what) is not None:
        return []
    due = climbs_at(instruction, now)
    request = helps.open_request(tx, what, member.id, words, due, now)
    _begin_thread(tx, request, instruction, note, now)
    log_help(tx, request, member, "help.ask", now)
    told = _tell_upwards(tx, instruction, request, now)
    told += [each for each in call_in(tx, request, now) if each not in told]
    if words is None and member.reachable:
        _ask_for_words(tx, request, member, danger, now)
    if request.target_id is not None:
        refreshing.refresh_about(tx, [instructions.target(tx, request.target_id)], now)
    return told


def _begin_thread(
    tx: Tx, request: HelpRequest, about: Instruction | None, note: Note | None, now: datetime
) -> None:
    """Store the remark that begins the request's thread."""
    begun = Remark(
        kind=RemarkKind.HELP, instruction_id=about.id if about else None,
        unit_id=request.unit_id, member_id=request.member_id, help_id=request.id,
        chat_id=note.chat_id if note else 0, number=note.message_id if note else 0,
    )  # fmt: skip
    threads.add(tx, begun, now)


def climbs_at(instruction: Instruction | None, now: datetime) -> datetime:
    """When an untaken request climbs: after the delay of the ladder's first step."""
    policy = instruction.ladder if instruction else None
    if policy is None:
        return now + _UNCLAIMED
    return later(now, policy.steps[0].after, policy.quiet)


def _tell_upwards(
    tx: Tx, instruction: Instruction | None, request: HelpRequest, now: datetime
) -> list[Member]:
    """Tell the next rung above where somebody can be told, and set when it climbs on. Where all
    above are on leave and nobody was told so far, the nearest are told all the same."""
    unit = people.unit(tx, request.unit_id)
    seats = people.holders_upwards(tx, unit.id)
    if not request.rung and not next_told(unit, seats, request.member_id):
        seats = even_away(seats)
    for rung in range(request.rung, len(ABOVE)):
        found = [
            each for each in told_on_rung(ABOVE[rung], unit, seats) if each.id != request.member_id
        ]
        if found:
            for each in found:
                tell(tx, request, each, now)
            due = climbs_at(instruction, now) if rung + 1 < len(ABOVE) else None
            helps.climb_help(tx, request.id, rung + 1, due)
            return found
    helps.climb_help(tx, request.id, len(ABOVE), None)
    return []


def _ask_for_words(
    tx: Tx, request: HelpRequest, member: Member, danger: bool, now: datetime
) -> None:
    chat = member.telegram_id or 0
    saying = Saying(
        chat_id=chat, args=HelpWordsArgs(danger=danger), lane=Lane.REPLY,
        subject_id=request.id, member_id=member.id,
    )  # fmt: skip
    outbox.say(tx, saying, now)
    expectations.expect(tx, chat, "help_words", request.id, {}, now + WORDS_WAIT)


def tell_anew(tx: Tx, request: HelpRequest, now: datetime) -> list[Member]:
    """Tell all who were told of a request and can still help again, as something was added; returns
    them. Where nobody above can any more, others are told; where there are none, those on leave."""
    found = able(tx, request)
    if not somebody_above(tx, request):
        others = start_anew(tx, request, now)
        if not others and not found:
            found = [each for each in _told(tx, request) if may_help(tx, request, each)]
    else:
        others = []
    for each in found:
        tell(tx, request, each, now)
    return [*others, *found]


def _told(tx: Tx, request: HelpRequest) -> list[Member]:
    return [people.member(tx, each) for each in told_so_far(tx, request)]


def somebody_above(tx: Tx, request: HelpRequest) -> bool:
    """Whether somebody who stands above was told of a request and can still help."""
    unit = people.unit(tx, request.unit_id)
    return any(stands_above(rights.of_member(tx, each.id), unit) for each in able(tx, request))


def able(tx: Tx, request: HelpRequest) -> list[Member]:
    """Those who were told of a request and can still help."""
    return [each for each in _told(tx, request) if can_help(tx, request, each)]


def can_help(tx: Tx, request: HelpRequest, member: Member) -> bool:
    """Whether somebody may take a request, is present, and can be written to."""
    return member.listening and may_help(tx, request, member)


def may_help(tx: Tx, request: HelpRequest, member: Member) -> bool:
    """Whether somebody may take a request, which is not their own."""
    if member.id == request.member_id:
        return False
    unit = people.unit(tx, request.unit_id)
    return may_take_up(tx, rights.of_member(tx, member.id), unit, request.id)


def start_anew(tx: Tx, request: HelpRequest, now: datetime) -> list[Member]:
    """Open a request again and tell the nearest above; returns them. Where the instruction was
    withdrawn, or nobody present can be told, all stays as it is."""
    instruction, unit = about(tx, request), people.unit(tx, request.unit_id)
    if instruction is not None and instruction.state is InstructionState.WITHDRAWN:
        return []
    if not next_told(unit, people.holders_upwards(tx, unit.id), request.member_id):
        return []
    helps.release(tx, request.id)
    return _tell_upwards(tx, instruction, helps.help_request(tx, request.id), now)


def helps_due(tx: Tx, most: int, now: datetime) -> int:
    """Let due untaken requests climb, `most` at a time; returns how many were due."""
    found = helps.helps_due(tx, most, now)
    for request in found:
        climb_request(tx, request, now)
    return len(found)


def climb_request(tx: Tx, request: HelpRequest, now: datetime) -> list[Member]:
    """Tell the next rung above of a request, unless the instruction was withdrawn; returns
    who was told."""
    instruction = about(tx, request)
    if instruction is not None and instruction.state is InstructionState.WITHDRAWN:
        helps.climb_help(tx, request.id, request.rung, None)
        return []
    return _tell_upwards(tx, instruction, request, now)


def about(tx: Tx, request: HelpRequest) -> Instruction | None:
    """The instruction a request is about, if any."""
    if request.target_id is None:
        return None
    target = instructions.target(tx, request.target_id)
    return instructions.instruction(tx, target.instruction_id)


def help_request_of(tx: Tx, request_id: int) -> HelpRequest:
    """The request named by a button. Raises Refused("stale_button")."""
    try:
        return helps.help_request(tx, request_id)
    except LookupError:
        raise Refused("stale_button") from None


def log_help(tx: Tx, request: HelpRequest, member: Member, action: str, now: datetime) -> None:
    """Write what somebody did about a request into the audit log."""
    instruction = about(tx, request)
    audit.record(
        tx, now, audit.by(member.id), action,
        instruction_id=instruction.id if instruction else None, unit_id=request.unit_id,
    )  # fmt: skip


def refresh_request(tx: Tx, request: HelpRequest, now: datetime) -> None:
    """Update the request's messages to the asker and to those who were told."""
    refreshing.refresh_help(tx, request.id, now)
    for message in outbox.messages_about(tx, "help_words", request.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)
    if request.target_id is not None:
        refreshing.refresh_about(tx, [instructions.target(tx, request.target_id)], now)
