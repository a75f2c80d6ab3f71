"""What somebody who looks at an instruction is shown of it: how far it is, how each unit stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.instructions.model import Target, TargetState
from bot.roster.model import Unit


@dataclass(frozen=True, slots=True)
class Progress:
    """How many units are asked, and how many of them have answered, or have been told."""

    total: int = 0
    done: int = 0
    sent: int = 0
    silent: int = 0

    def __add__(self, other: Progress) -> Progress:
        return Progress(
            self.total + other.total,
            self.done + other.done,
            self.sent + other.sent,
            self.silent + other.silent,
        )

    @property
    def complete(self) -> bool:
        """Whether every unit asked has answered."""
        return self.done >= self.total > 0


def progress_from(counts: Mapping[TargetState, int]) -> Progress:
    """From how many targets are in each state; a withdrawn one is asked no longer."""
    done = counts.get(TargetState.ACKNOWLEDGED, 0)
    sent = counts.get(TargetState.SENT, 0)
    silent = sent + counts.get(TargetState.WAITING, 0) + counts.get(TargetState.UNREACHABLE, 0)
    return Progress(
        total=done + silent + counts.get(TargetState.CLOSED, 0),
        done=done,
        sent=done + sent,
        silent=silent,
    )


class UnitMark(StrEnum):
    """How one unit stands to an instruction."""

    ANSWERED = "answered"
    VACANT = "vacant"
    UNLINKED = "unlinked"
    UNREACHABLE = "unreachable"
    BEHIND = "behind"
    """Waits for the unit above to pass it on."""
    LEAVING = "leaving"
    """Its card has not left yet."""
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    """Had not answered when the instruction was closed."""


def mark(target: Target, held: bool, linked: bool) -> UnitMark:
    """How a unit stands: what keeps it from answering goes before how long it has not."""
    if target.state is TargetState.ACKNOWLEDGED:
        return UnitMark.ANSWERED
    if target.state not in _OPEN:
        return UnitMark.UNANSWERED
    if not held:
        return UnitMark.VACANT
    if not linked:
        return UnitMark.UNLINKED
    if target.state is TargetState.WAITING:
        return UnitMark.BEHIND if target.opened_at is None else UnitMark.LEAVING
    return _OPEN[target.state]


_OPEN = {
    TargetState.WAITING: UnitMark.LEAVING,
    TargetState.SENT: UnitMark.WAITING,
    TargetState.UNREACHABLE: UnitMark.UNREACHABLE,
}


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """A call for help that is not settled: taken by somebody, or by nobody yet."""

    taken_by: str | None = None


@dataclass(frozen=True, slots=True)
class NameLine:
    """One unit among the names: who holds it, who answered it first and when."""

    target: Target
    mark: UnitMark
    upper: str | None
    holder: str | None
    said_by: str | None = None
    said_at: datetime | None = None
    proxy: bool = False
    late: bool = False
    help: OpenHelp | None = None

    @property
    def unit(self) -> Unit:
        """The unit it is about."""
        return self.target.unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with others below it, and how far they have come together."""

    unit: Unit
    progress: Progress
    to_relay: bool
    alone: bool
    """Nothing below it is asked: it stands among the names."""
