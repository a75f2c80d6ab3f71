"""A table of cells, independent of the file format."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Line: TypeAlias = "tuple[int, list[Cell]]"
"""A row's number as in the file, and its cells from the first column."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell whose text may not be what its author meant; only a note may use it."""

    reason: str
    text: str = ""


Cell: TypeAlias = str | BadCell


class Merges:
    """Vertically merged cells, by column; of a wider range only the first column counts."""

    def __init__(self, ranges: Iterable[tuple[int, int, int]] = ()) -> None:
        self._ranges: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for column, top, bottom in sorted(ranges):
            self._ranges[column].append((top, bottom))
        self._tops = {column: {top for top, _ in ranges} for column, ranges in self._ranges.items()}

    def top(self, row: int, column: int) -> int | None:
        """The row of the cell that covers this one; None for an unmerged cell."""
        ranges = self._ranges.get(column, ())
        place = bisect_right(ranges, row - 1, key=lambda found: found[0])
        if place == 0:
            return None
        top, bottom = ranges[place - 1]
        return top if top < row <= bottom else None

    def starts(self, row: int, column: int) -> bool:
        """Whether the cell covers others below it."""
        return row in self._tops.get(column, ())

    def grouped(self, column: int, below: int) -> bool:
        """Whether any cells of the column are merged below a row."""
        return any(bottom > below + 1 for _, bottom in self._ranges.get(column, ()))


@dataclass(slots=True)
class Grid:
    """One worksheet: its lines (read once, in order), its merged cells, and its sibling
    worksheets."""

    title: str
    lines: Iterator[Line]
    merges: Merges = field(default_factory=Merges)
    beside: tuple[str, ...] = ()
