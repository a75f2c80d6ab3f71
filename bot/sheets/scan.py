"""A first pass over a worksheet's XML: its extent, and cells that cannot be trusted.

The actual reader allocates a full rectangle up to the farthest cell, so that two cells in opposite
corners would take half a terabyte: the extent is checked before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from bot.errors import Refused
from bot.sheets.limits import (
    MAX_BAD_CELLS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_LINES,
    MAX_MERGES,
    MAX_ROWS,
    MAX_SMALL_PART,
)

_REFERENCE = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")


@dataclass(slots=True)
class Extent:
    """A worksheet's first and last row and column, from 1. `bad`: the reason by (row, column)."""

    rows: tuple[int, int] = (0, 0)
    columns: tuple[int, int] = (0, 0)
    cells: int = 0
    merges: int = 0
    merged: int = 0
    """Cells that the merged ranges cover."""
    bad: dict[int, dict[int, str]] = field(default_factory=dict)
    bad_cells: int = 0

    def check(self) -> None:
        """Raise Refused where the rectangle is too large to be read."""
        height, width = self.rows[1] - self.rows[0] + 1, self.columns[1] - self.columns[0] + 1
        if width > MAX_COLUMNS:
            raise Refused("too_many_columns", limit=MAX_COLUMNS)
        if height > MAX_LINES or max(height * width, self.cells) > MAX_CELLS:
            raise Refused("too_many_rows", limit=MAX_ROWS)
        if self.merges > MAX_MERGES:
            raise Refused("too_many_rows", limit=MAX_ROWS)
        if self.bad_cells > MAX_BAD_CELLS:
            raise Refused("too_many_formulas", limit=MAX_BAD_CELLS)

    def reach(self, row: int, column: int) -> None:
        """Extend the extent to a written cell."""
        self.rows = (min(self.rows[0] or row, row), max(self.rows[1], row))
        self.columns = (min(self.columns[0] or column, column), max(self.columns[1], column))

    def mark(self, row: int, column: int, reason: str) -> None:
        """Mark a cell as untrustworthy."""
        self.reach(row, column)
        self.bad.setdefault(row, {}).setdefault(column, reason)
        self.bad_cells += 1


def extent(content: bytes) -> Extent:
    """The extent of a worksheet.

    Raises Refused: sheet_damaged, too_many_rows, too_many_columns, too_many_formulas.
    """
    scanner = _Scanner()
    parser = _parser()
    parser.StartElementHandler = scanner.start
    _parse(parser, content)
    scanner.found.check()
    return scanner.found


def elements(content: bytes, name: str) -> list[dict[str, str]]:
    """The attributes of every element with that local name in a small part."""
    if len(content) > MAX_SMALL_PART:
        raise Refused("sheet_damaged")
    found: list[dict[str, str]] = []
    parser = _parser()
    parser.StartElementHandler = lambda tag, attributes: (
        found.append(attributes) if _local(tag) == name else None
    )
    _parse(parser, content)
    return found


class _Scanner:
    def __init__(self) -> None:
        self.found = Extent()
        self._row = self._column = 0
        self._cell = (0, 0)
        self._handlers = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._formula,
            "v": self._value,
            "is": self._value,
            "mergeCell": self._merge,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._handlers.get(_local(name))
        if handler:
            handler(attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self.found.cells > MAX_CELLS or self.found.bad_cells > MAX_BAD_CELLS:
            self.found.check()
        number = attributes.get("r")
        self._row = _number(number) if number else self._row + 1
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.found.cells += 1
        reference = attributes.get("r")
        row, self._column = _place(reference) if reference else (self._row, self._column + 1)
        self._cell = (row, self._column)
        if attributes.get("t") == "e":
            self.found.mark(*self._cell, "error_in_cell")

    def _formula(self, attributes: dict[str, str]) -> None:
        self.found.mark(*self._cell, "formula_in_cell")

    def _value(self, attributes: dict[str, str]) -> None:
        self.found.reach(*self._cell)

    def _merge(self, attributes: dict[str, str]) -> None:
        self.found.merges += 1
        first, _, last = attributes.get("ref", "").replace("$", "").partition(":")
        if _REFERENCE.fullmatch(first.upper()) and _REFERENCE.fullmatch(last.upper()):
            (top, left), (bottom, right) = _place(first), _place(last)
            self.found.merged += (abs(bottom - top) + 1) * (abs(right - left) + 1)


def _local(name: str) -> str:
    return name[name.rfind(":") + 1 :]


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = _refuse_definitions
    return parser


def _parse(parser: expat.XMLParserType, content: bytes) -> None:
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise Refused("sheet_damaged") from error


def _refuse_definitions(*_declared: object) -> None:
    raise Refused("sheet_damaged")


def _place(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference.upper())
    if found is None:
        raise Refused("sheet_damaged")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise Refused("sheet_damaged")
    return int(text)
