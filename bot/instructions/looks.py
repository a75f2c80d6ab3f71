"""Values for screens about an instruction: the state of each unit, and branches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.instructions.model import Target, TargetState
from bot.roster.model import Unit


class UnitMark(StrEnum):
    """How a unit stands with regard to an instruction."""

    ANSWERED = "answered"
    VACANT = "vacant"
    UNLINKED = "unlinked"
    CALLED = "called"
    """Reached by telephone alone."""
    PAGED = "paged"
    """Without Telegram too; they answer on the page, which does not ring."""
    UNREACHABLE = "unreachable"
    BEHIND = "behind"
    """It waits for the unit above to relay."""
    LEAVING = "leaving"
    """Its card has not left yet."""
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    """It had not answered when the instruction was closed."""


def mark(
    target: Target, held: bool, linked: bool, called: bool = False, paged: bool = False
) -> UnitMark:
    """The unit's mark; what keeps it from answering takes precedence over how long it is silent."""
    return mark_of(target.state, target.opened_at is not None, held, linked, called, paged)


def mark_of(
    state: TargetState,
    opened: bool,
    held: bool,
    linked: bool,
    called: bool = False,
    paged: bool = False,
) -> UnitMark:
    """As `mark`, from the target's state and whether it may have its card."""
    if state is TargetState.ACKNOWLEDGED:
        return UnitMark.ANSWERED
    if state not in _OPEN:
        return UnitMark.UNANSWERED
    if not held:
        return UnitMark.VACANT
    if not linked:
        return _without_telegram(called, paged)
    if state is TargetState.WAITING:
        return UnitMark.LEAVING if opened else UnitMark.BEHIND
    return _OPEN[state]


def _without_telegram(called: bool, paged: bool) -> UnitMark:
    if not called:
        return UnitMark.UNLINKED
    return UnitMark.PAGED if paged else UnitMark.CALLED


_OPEN = {
    TargetState.WAITING: UnitMark.LEAVING,
    TargetState.SENT: UnitMark.WAITING,
    TargetState.UNREACHABLE: UnitMark.UNREACHABLE,
}


@dataclass(frozen=True, slots=True)
class OpenHelp:
    """An unsolved help request, taken or not."""

    taken_by: str | None = None
    reason: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of the names screen: a unit, its holders, who answered first and when."""

    target: Target
    mark: UnitMark
    upper: str | None
    holder: str | None
    said_by: str | None = None
    said_at: datetime | None = None
    proxy: bool = False
    late: bool = False
    help: OpenHelp | None = None
    older: bool = False
    """The answer was to a text that has been corrected, and the unit was asked again."""
    people: tuple[int, int] | None = None
    """Where every holder answers: how many have, and how many there are."""

    @property
    def unit(self) -> Unit:
        """The unit of this line."""
        return self.target.unit


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with others below it: how many are asked, itself among them, and how many of these
    answered, or have what is for information only."""

    unit: Unit
    total: int
    done: int
    to_relay: bool
    """It has still to pass it on."""
    relay_due_at: datetime | None
    """When it goes on by itself."""
    alone: bool
    """No unit below it is asked, so it is listed among the names."""
