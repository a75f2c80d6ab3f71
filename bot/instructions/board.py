"""The states a board shows: of a unit with regard to an instruction, or of its readiness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.instructions.gaps import GapKind, gap_where_nobody_can_be_written_to
from bot.instructions.looks import UnitMark, mark_of
from bot.instructions.model import Rung, TargetState
from bot.roster.model import Unit


class CellState(StrEnum):
    """How a cell of the board stands, what most needs somebody first."""

    HELP = "help"
    VACANT = "vacant"
    AWAY = "away"
    UNREACHED = "unreached"
    """Nobody there is known to the bot, or can be written to."""
    BY_PHONE = "by_phone"
    ON_PAGE = "on_page"
    """Nobody there has Telegram, and somebody answers on the page, which does not ring."""
    WAITING = "waiting"
    NOT_YET = "not_yet"
    """Its card has not left, or waits to be passed on."""
    UNANSWERED = "unanswered"
    """It ended without an answer."""
    UNHEARD = "unheard"
    """Those who can be reached were asked and have answered nothing for long."""
    MUTED = "muted"
    """The bot may not write in its group."""
    LATE = "late"
    DELIVERED = "delivered"
    """It has what is for information only."""
    ANSWERED = "answered"
    READY = "ready"
    """Somebody there can be told of things."""


DONE = frozenset({CellState.LATE, CellState.DELIVERED, CellState.ANSWERED, CellState.READY})
"""The states in which nothing is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFacts:
    """What a target's cell is told from; the flags are columns of `board_target`."""

    state: TargetState
    opened: bool
    held: bool
    present: bool
    linked: bool
    helped: bool
    late: bool
    informing: bool
    called: bool = False
    paged: bool = False


def target_cell(facts: TargetFacts) -> CellState:
    """How a target's unit stands."""
    if facts.helped:
        return CellState.HELP
    found = mark_of(facts.state, facts.opened, facts.held, facts.linked, facts.called, facts.paged)
    if found is UnitMark.ANSWERED:
        return CellState.LATE if facts.late else CellState.ANSWERED
    if found not in (UnitMark.VACANT, UnitMark.UNANSWERED) and not facts.present:
        return CellState.AWAY
    if found is UnitMark.WAITING and facts.informing:
        return CellState.DELIVERED
    return _CELLS[found]


_CELLS: Mapping[UnitMark, CellState] = {
    UnitMark.VACANT: CellState.VACANT,
    UnitMark.UNLINKED: CellState.UNREACHED,
    UnitMark.CALLED: CellState.BY_PHONE,
    UnitMark.PAGED: CellState.ON_PAGE,
    UnitMark.UNREACHABLE: CellState.UNREACHED,
    UnitMark.BEHIND: CellState.NOT_YET,
    UnitMark.LEAVING: CellState.NOT_YET,
    UnitMark.WAITING: CellState.WAITING,
    UnitMark.UNANSWERED: CellState.UNANSWERED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """What a unit's readiness is told from: columns of `ready_unit`."""

    lowest: bool
    seats: bool
    held: bool
    present: bool
    linked: bool
    listening: bool
    called: bool
    muted: bool = False
    unheard: bool = False
    paged: bool = False


def unit_cell(facts: UnitFacts) -> CellState | None:
    """How ready a unit is; None for one above the buildings that has no posts."""
    if facts.unheard:
        return CellState.UNHEARD
    if facts.listening:
        return CellState.MUTED if facts.muted else CellState.READY
    gap = gap_where_nobody_can_be_written_to(
        facts.seats, facts.held, facts.linked, facts.lowest, 0, facts.present, facts.called
    )
    if gap is None:
        return _without_telegram(facts) if facts.held else None
    return _GAPS.get(gap, CellState.UNREACHED)


def _without_telegram(facts: UnitFacts) -> CellState:
    return CellState.ON_PAGE if facts.paged else CellState.BY_PHONE


_GAPS: Mapping[GapKind, CellState] = {
    GapKind.VACANCY: CellState.VACANT,
    GapKind.AWAY: CellState.AWAY,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit, how many of those at and below it stand how, and how many of them lack nothing:
    whoever asked for help has received it, too."""

    unit: Unit
    counts: Mapping[CellState, int] = field(default_factory=dict)
    done: int = 0
    alive_at: datetime | None = None
    """When somebody there last answered anything, where readiness is shown."""

    @property
    def total(self) -> int:
        """The number of units counted."""
        return sum(self.counts.values())

    @property
    def state(self) -> CellState:
        """The one that most needs somebody."""
        return next((each for each in CellState if self.counts.get(each)), CellState.READY)


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step of the ladder: when, and whom it tells."""

    at: datetime
    rung: Rung


@dataclass(frozen=True, slots=True)
class Timeline:
    """The answers to an instruction over time: (minute, how many), of `total`; the steps of its
    ladder until `until`."""

    started: datetime
    until: datetime
    total: int
    answers: tuple[tuple[datetime, int], ...]
    steps: tuple[TimelineStep, ...]
    deadline: datetime | None
