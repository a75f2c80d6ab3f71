"""The worksheets of a file with all that tells what their columns ask: formats, lists, formulas."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.cell import range_boundaries

from bot.errors import Refused
from bot.instructions.forms.columns import CellFormat
from bot.sheets.delimited import delimited_grids
from bot.sheets.encoding import decodings
from bot.sheets.grid import Line
from bot.sheets.limits import MAX_SHEETS
from bot.sheets.package import pack_parts, package_parts
from bot.sheets.scan import extent
from bot.sheets.sniff import is_workbook

Place = tuple[int, int]
"""Row and column, from 1."""


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as written; what a formula amounts to is not read."""

    text: str = ""
    format: CellFormat = "general"
    formula: bool = False


@dataclass(frozen=True, slots=True)
class CellRule:
    """A rule for what may be written into a rectangle of cells (top, left, bottom, right)."""

    where: tuple[int, int, int, int]
    choices: tuple[str, ...] = ()
    kind: str = ""
    bounds: tuple[Decimal, Decimal] | None = None


@dataclass(slots=True)
class RawTable:
    """One worksheet. `codec` and `delimiter`: of a .csv file."""

    name: str
    cells: Mapping[Place, RawCell]
    merged: Sequence[tuple[int, int, int, int]] = ()
    rules: Sequence[CellRule] = ()
    codec: str = ""
    delimiter: str = ""
    height: int = 0
    width: int = 0
    covering: dict[Place, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.height = max((row for row, _ in self.cells), default=0)
        self.width = max((column for _, column in self.cells), default=0)
        for top, left, bottom, right in self.merged:
            for row in range(top, min(bottom, top + _TALLEST) + 1):
                for column in range(left, min(right, left + _TALLEST) + 1):
                    self.covering[row, column] = (top, left)

    def cell(self, row: int, column: int) -> RawCell:
        """A cell; of merged ones the one that covers it."""
        return self.cells.get(self.covering.get((row, column), (row, column)), _NONE)

    def own(self, row: int, column: int) -> RawCell:
        """A cell, without what covers it."""
        return self.cells.get((row, column), _NONE)


_NONE = RawCell()
_TALLEST = 2000
_DATES = (date, datetime)


def raw_tables(data: bytes, name: str) -> Iterator[RawTable]:
    """The visible worksheets, or the .csv file in every reading it has. Raises Refused."""
    if is_workbook(data):
        yield from _of_workbook(data)
    else:
        yield from _of_text(data, name)


def _of_workbook(data: bytes) -> Iterator[RawTable]:
    parts = package_parts(data)
    _refuse_macros(data)
    for content in parts.values():
        if extent(content).merged > _MOST_MERGED:
            raise Refused("sheet_too_heavy")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(pack_parts(parts)))
    except MemoryError:
        raise
    except Exception as error:
        raise Refused("sheet_damaged") from error
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if len(shown) > MAX_SHEETS:
        raise Refused("too_many_sheets", limit=MAX_SHEETS)
    for sheet in shown:
        yield _of_worksheet(book, sheet)


_MOST_MERGED = 200_000
"""Cells in merged ranges: each is laid out."""


def _refuse_macros(data: bytes) -> None:
    """The file would come back with them, from us. Raises Refused."""
    with ZipFile(io.BytesIO(data)) as archive:
        names = [name.lower() for name in archive.namelist()]
    if any(name.startswith("xl/") and name.endswith(".bin") and "vba" in name for name in names):
        raise Refused("sheet_macros")


def _of_worksheet(book: Any, sheet: Any) -> RawTable:
    cells = {
        (cell.row, cell.column): _cell(cell)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.has_style
    }
    merged = [(each.min_row, each.min_col, each.max_row, each.max_col)
              for each in sheet.merged_cells.ranges]  # fmt: skip
    rules = [rule for each in sheet.data_validations.dataValidation for rule in _rules(book, each)]
    return RawTable(sheet.title, cells, merged, rules)


def _cell(cell: Any) -> RawCell:
    value = cell.value
    if cell.data_type == "f":
        return RawCell(formula=True)
    return RawCell(_text(value), _format(cell))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, _DATES):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _format(cell: Any) -> CellFormat:
    return _told_by(cell.number_format)


@lru_cache(1024)
def _told_by(form: str) -> CellFormat:
    if is_date_format(form):
        return "date"
    return "number" if _NUMBERS & set(form) else "general"


_NUMBERS = frozenset("0#")


def _rules(book: Any, found: Any) -> Iterator[CellRule]:
    choices: tuple[str, ...] = ()
    bounds = None
    if found.type == "list":
        choices = tuple(_choices(book, found.formula1 or ""))
    elif found.type in ("whole", "decimal") and found.operator in (None, "between"):
        bounds = _bounds(found.formula1, found.formula2)
    for each in found.sqref.ranges:
        where = (each.min_row, each.min_col, each.max_row, each.max_col)
        yield CellRule(where, choices, found.type or "", bounds)


def _bounds(low: str | None, high: str | None) -> tuple[Decimal, Decimal] | None:
    try:
        return Decimal(low or ""), Decimal(high or "")
    except ArithmeticError:
        return None


_MOST_CHOICES = 100


def _choices(book: Any, formula: str) -> list[str]:
    """The words of a list: "是,否", a range of cells, or a name of one."""
    if formula.startswith('"'):
        return [each.strip() for each in formula.strip('"').split(",")]
    named = book.defined_names.get(formula.lstrip("="))
    sheet, _, where = (named.attr_text if named else formula).lstrip("=").rpartition("!")
    try:
        here = book[sheet.strip("'")]
        left, top, right, bottom = range_boundaries(where.replace("$", ""))
        rows = here.iter_rows(top, min(bottom, top + _MOST_CHOICES), left, right, values_only=True)
        return [_text(value) for row in rows for value in row if value is not None]
    except (KeyError, TypeError, ValueError):
        return []


def _of_text(data: bytes, name: str) -> Iterator[RawTable]:
    grids, refused, read = delimited_grids(data, name), None, False
    for text in decodings(data):
        codec = _codec(data, text)
        for delimiter in _DELIMITERS:
            try:
                yield RawTable(name, _cells(next(grids).lines), codec=codec, delimiter=delimiter)
                read = True
            except Refused as found:
                refused = refused or found
    if refused is not None and (not read or refused.reason.startswith("too_many")):
        raise refused


_DELIMITERS = ",;\t"
_CODECS = ("utf-8-sig", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "cp950",
           "big5hkscs")  # fmt: skip


def _cells(lines: Iterator[Line]) -> dict[Place, RawCell]:
    return {
        (row, column): RawCell(cell if isinstance(cell, str) else cell.text)
        for row, line in lines
        for column, cell in enumerate(line, start=1)
        if cell
    }


def _codec(data: bytes, text: str) -> str:
    """The encoding in which the bytes are this text and the text is these bytes."""
    for codec in _CODECS:
        try:
            if text.encode(codec) == data:
                return codec
        except UnicodeEncodeError:
            continue
    return "utf-8-sig"
