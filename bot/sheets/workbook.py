"""Reads .xlsx: the package is checked first, then python-calamine reads the checked copy."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time, timedelta

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from bot.errors import Refused
from bot.sheets.grid import BadCell, Cell, Grid, Line, Merges
from bot.sheets.limits import MAX_SHEETS
from bot.sheets.package import pack_parts, package_parts
from bot.sheets.scan import Extent, elements, extent

_EMPTY = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def grids(data: bytes) -> Iterator[Grid]:
    """The visible worksheets in order.

    One that is too large is refused when its lines are read. Raises Refused as
    `bot.sheets.package.parts` does, and "too_many_sheets".
    """
    found = package_parts(data)
    extents = {name: _extent(content) for name, content in found.items()}
    for name, reach in extents.items():
        if isinstance(reach, Refused):
            found[name] = _EMPTY
    names = _sheet_parts(found)
    with _damage_is_refused():
        book = CalamineWorkbook.from_filelike(io.BytesIO(pack_parts(found)))
        shown = [sheet for sheet in book.sheets_metadata if _shown(sheet)]
    if len(shown) > MAX_SHEETS:
        raise Refused("too_many_sheets", limit=MAX_SHEETS)
    for sheet in shown:
        grid = _grid(book, sheet.name, extents.get(names.get(sheet.name, ""), Extent()))
        grid.beside = tuple(other.name for other in shown if other is not sheet)
        yield grid


def _extent(content: bytes) -> Extent | Refused:
    try:
        return extent(content)
    except Refused as refused:
        if refused.reason == "sheet_damaged":
            raise
        return refused


def _shown(sheet: SheetMetadata) -> bool:
    return sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet


def _sheet_parts(found: Mapping[str, bytes]) -> dict[str, str]:
    relations = elements(found.get(_RELATIONS, _EMPTY), "Relationship")
    targets = {part.get("Id"): part.get("Target", "") for part in relations}
    sheets = elements(found[_WORKBOOK], "sheet")
    return {sheet.get("name", ""): _part(targets.get(_relation(sheet), "")) for sheet in sheets}


def _part(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target))[1:]


def _relation(sheet: Mapping[str, str]) -> str | None:
    return next((value for key, value in sheet.items() if key.endswith(":id")), None)


def _grid(book: CalamineWorkbook, name: str, reach: Extent | Refused) -> Grid:
    if isinstance(reach, Refused):
        return Grid(name, _refusing(reach))
    with _damage_is_refused():
        sheet = book.get_sheet_by_name(name)
        merged = sheet.merged_cell_ranges or []
    ranges = [(left + 1, top + 1, low + 1) for (top, left), (low, _) in merged if low > top]
    return Grid(name, _lines(sheet, reach), Merges(ranges))


def _refusing(refused: Refused) -> Iterator[Line]:
    raise refused
    yield  # makes this a generator, so that the refusal comes only when the worksheet is read


def _lines(sheet: CalamineSheet, reach: Extent) -> Iterator[Line]:
    (top, left), (first, last) = sheet.start or (0, 0), reach.rows
    with _damage_is_refused():
        rows = sheet.iter_rows()
        for number in range(first, last + 1):
            values = next(rows, ()) if number > top else ()
            cells = [*([""] * left), *map(_text, values)]
            yield number, _marked(cells, reach.bad.get(number))


def _marked(cells: list[Cell], bad: Mapping[int, str] | None) -> list[Cell]:
    for column, reason in (bad or {}).items():
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = BadCell(reason)
    return cells


def _text(value: object) -> Cell:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, (date, time, timedelta)):
        return BadCell("date_in_cell", str(value))
    return str(value)


@contextmanager
def _damage_is_refused() -> Iterator[None]:
    """Turn errors of the reader, even panics, into Refused("sheet_damaged")."""
    try:
        yield
    except (Refused, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        raise Refused("sheet_damaged") from error
