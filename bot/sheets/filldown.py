"""Fills blank unit cells.

Blanks left of a row's first written cell repeat the row above; blanks right of its last mean that
the post belongs there; a wholly blank row repeats all; a blank in between is an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import GridcallError


@dataclass(frozen=True, slots=True)
class WrittenCell:
    """A unit cell: its own text, or that of the merged cell it is `covered` by."""

    text: str = ""
    covered: bool = False


class UnplacedError(GridcallError):
    """A row that cannot be placed. `units` are known, the next one is not."""

    def __init__(self, reason: str, units: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.reason, self.units = reason, units


class FillDown:
    """Fills rows in order. `grouped`: the columns in which cells are merged downwards."""

    def __init__(self, grouped: Sequence[bool]) -> None:
        self._grouped = grouped
        self._above: tuple[str, ...] = ()
        self._broken = False

    def fill(self, cells: Sequence[WrittenCell]) -> tuple[str, ...]:
        """The units of a row, top down. Raises UnplacedError."""
        try:
            self._above, self._broken = self._filled(cells), False
        except UnplacedError as error:
            self._above, self._broken = error.units, error.reason != "no_unit"
            raise
        return self._above

    def lose(self, before: Sequence[WrittenCell]) -> tuple[str, ...]:
        """A row with an unreadable unit cell after those `before`; returns the units that
        are known."""
        texts = self._texts(before, len(before))
        self._above, self._broken = _until_blank(texts), True
        return self._above

    def _filled(self, cells: Sequence[WrittenCell]) -> tuple[str, ...]:
        first = next((i for i, cell in enumerate(cells) if cell.text and not cell.covered), None)
        if first is None:
            return self._all_blank(cells)
        texts = self._texts(cells, first)
        while not texts[-1]:
            texts.pop()
        known = _until_blank(texts)
        if len(known) < len(texts):
            above = self._broken and len(known) < first
            raise UnplacedError("above_unreadable" if above else "hole_in_units", known)
        return known

    def _all_blank(self, cells: Sequence[WrittenCell]) -> tuple[str, ...]:
        """A wholly blank row repeats all units; where others are merged, a blank stays blank."""
        merged = _until_blank([cell.text for cell in cells])
        if 0 < len(merged) < len(cells) and self._grouped[len(merged)]:
            return merged
        if self._broken or not self._above:
            raise UnplacedError("above_unreadable" if self._broken else "no_unit", self._above)
        return self._above

    def _texts(self, cells: Sequence[WrittenCell], first: int) -> list[str]:
        above = (*self._above, *([""] * len(cells)))
        return [cell.text or (above[i] if i < first else "") for i, cell in enumerate(cells)]


def _until_blank(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(texts[: texts.index("")] if "" in texts else texts)
