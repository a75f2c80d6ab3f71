"""Writes tables for reading: typed cells, a frozen heading, filters, and no formulas."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter

from bot.instructions.data_table import DataFormat, DataTable, TableCell
from bot.sheets.delimited import guard

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_NARROW, _WIDE = 8, 40
_BLANK = ("\t", "\r", "\n")
"""After these, some programs still see a formula."""


def write_table(table: DataTable, form: DataFormat) -> bytes:
    """The table as a file."""
    return _xlsx(table) if form is DataFormat.EXCEL else _csv(table)


def _csv(table: DataTable) -> bytes:
    out = io.StringIO(newline="")
    lines = [table.headings, *table.rows, *([table.totals] if table.totals else [])]
    csv.writer(out).writerows([_written(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def _written(cell: TableCell) -> str | float:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(_BLANK) else guard(cell)
    return "" if cell is None else cell


def _xlsx(table: DataTable) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"created": _SOME_DAY})
        sheet = book.add_worksheet(table.title[:31])
        forms = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "text": book.add_format({"num_format": "@"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "time": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            "total": book.add_format({"bold": True, "top": 1}),
        }
        _fill(sheet, table, forms)
    return out.getvalue()


def _fill(sheet: Any, table: DataTable, forms: dict[str, Any]) -> None:
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, forms["head"])
        sheet.set_column(column, column, _width(table, column))
    for number, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, forms)
    for column, cell in enumerate(table.totals):
        _write(sheet, len(table.rows) + 1, column, cell, {**forms, "text": forms["total"]})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)


def _write(sheet: Any, row: int, column: int, cell: TableCell, forms: dict[str, Any]) -> None:
    match cell:
        case datetime():
            sheet.write_datetime(row, column, cell, forms["time"])
        case date():
            sheet.write_datetime(row, column, cell, forms["day"])
        case int() | float():
            sheet.write_number(row, column, cell)
        case str() if cell:
            sheet.write_string(row, column, cell, forms["text"])


def _width(table: DataTable, column: int) -> int:
    """As wide as its first cells; a Chinese character takes two."""
    cells = [table.headings[column], *(str(row[column] or "") for row in table.rows[:200])]
    found = max(sum(2 if ord(each) > 0x2E80 else 1 for each in cell) for cell in cells) + 2
    return min(max(found, _NARROW), _WIDE)
