"""The contents of a board."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.looking.values import Heading
from bot.instructions.board import Cell, CellState, Timeline
from bot.roster.model import Unit
from bot.roster.rings import Ring


@dataclass(frozen=True, slots=True)
class BoardMap:
    """Where units lie: spots on the plan of the unit with this `code` (`ratio`: its height to its
    width; `version`: changes with the picture; `content`: the picture, where a drawing is
    to hold it), or outlines."""

    spots: Mapping[int, tuple[int, int]]
    outlines: Mapping[int, tuple[Ring, ...]]
    ratio: float = 1.0
    code: str = ""
    version: int = 0
    content: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """A place of the tree as cells: the unit itself where it is asked, and those right below it.

    `heading`: the instruction; None for the readiness of the units. `unit`: None at the top of what
    the reader may see. `buildings`: the cells are buildings, a state each. `undrawn`: cells beyond
    those that are drawn; they count.
    """

    heading: Heading | None
    unit: Unit | None
    unit_id: int
    own: Cell | None
    cells: tuple[Cell, ...]
    now: datetime
    zone: ZoneInfo
    undrawn: tuple[Cell, ...] = ()
    timeline: Timeline | None = None
    map: BoardMap | None = None
    """Where the cells lie; None where that is not known."""
    others: tuple[Heading, ...] = ()
    """Other open instructions, to be opened from here."""

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """The unit's own cell, and the others."""
        return (self.own, *self.cells) if self.own else self.cells

    @property
    def single(self) -> bool:
        """Whether every cell stands for one unit."""
        return all(each.total == 1 for each in (*self.cells, *self.undrawn))

    @property
    def counts(self) -> Counter[CellState]:
        """How many units stand how."""
        found: Counter[CellState] = Counter()
        for each in (*self.all_cells, *self.undrawn):
            found.update(each.counts)
        return found

    @property
    def done(self) -> int:
        """How many units lack nothing."""
        return sum(each.done for each in (*self.all_cells, *self.undrawn))

    @property
    def total(self) -> int:
        """How many units there are."""
        return sum(each.total for each in (*self.all_cells, *self.undrawn))
