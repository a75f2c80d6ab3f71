"""同意: a second pair of eyes before an urgent instruction goes to many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.instructions.model import Instruction
from bot.instructions.quiet import QuietHours
from bot.roster.model import Member, Unit
from bot.roster.permissions import Right, may, relations
from bot.roster.seats import Seat

WAITS = timedelta(minutes=10)
"""How long a request for approval stays open."""

LONGEST_REASON = 200
"""Longest reason of a refusal, in characters."""


class ApprovalState(StrEnum):
    """open → approved | refused | lapsed | undone."""

    OPEN = "open"
    APPROVED = "approved"
    REFUSED = "refused"
    LAPSED = "lapsed"
    UNDONE = "undone"
    """Taken back by its issuer, or nobody may send it any more."""


@dataclass(frozen=True, slots=True)
class Approval:
    """A request to approve an instruction that asks so many units."""

    id: int
    instruction_id: int
    units: int
    state: ApprovalState
    asked_at: datetime
    until: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None
    reason: str | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state is ApprovalState.OPEN


def takes_second(instruction: Instruction, units: int, above: int | None) -> bool:
    """Whether it takes a second person to send it: urgent, and to more units than `above`."""
    return instruction.urgent and above is not None and units > above


def until(instruction: Instruction, now: datetime) -> datetime:
    """Until when it is asked: ten minutes, or the deadline its issuer set where that is sooner."""
    due = instruction.deadline_of_its_own
    return min(now + WAITS, due) if due else now + WAITS


def wakes_unasked(found: Approval, night: QuietHours | None, now: datetime) -> bool:
    """Whether it would ring at night although its issuer asked by day, when nobody was to be woken:
    at night the issuer has confirmed how many are."""
    return night is not None and night.covers(now) and not night.covers(found.asked_at)


def may_approve(seats: Iterable[Seat], scope: Sequence[Unit]) -> bool:
    """Whether somebody with these seats may approve what goes to all of a scope."""
    held = list(seats)
    return bool(scope) and all(may(Right.APPROVE, relations(held, unit)) for unit in scope)


def whom_to_ask(seats: Iterable[Seat], scope: Sequence[Unit], issuer_id: int) -> list[Member]:
    """Of the holders of these seats, each once, those who may approve and can be asked."""
    by_member: dict[Member, list[Seat]] = {}
    for seat in seats:
        if seat.member is not None:
            by_member.setdefault(seat.member, []).append(seat)
    return [
        member
        for member, held in by_member.items()
        if member.listening and member.id != issuer_id and may_approve(held, scope)
    ]
