"""Writes a spreadsheet that reads back unchanged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from bot.roster.model import Tier
from bot.roster.sheet import SheetRow
from bot.sheets.delimited import guard

FORMATS = ("xlsx", "csv")

_HEADINGS = {
    "zh-hans": ("职务", "姓名", "手机", "编码", "备注"),
    "zh-hant": ("職務", "姓名", "手機", "編碼", "備註"),
    "en": ("Post", "Name", "Phone", "Code", "Note"),
}
_TITLES = {"zh-hans": "名单", "zh-hant": "名單", "en": "Roster"}
_HELP = {"zh-hans": "怎么填", "zh-hant": "怎麼填", "en": "How to fill it in"}
_UNCHANGING = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH = 16
_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_sheet(
    rows: Iterable[SheetRow], form: str, tiers: Sequence[Tier], language: str = "zh-hans"
) -> bytes:
    """The rows as a file in one of FORMATS, with headings in one of the three languages."""
    lines = _lines(rows, tiers, language)
    if form == "csv":
        return _csv(lines)
    return _xlsx(lines, _TITLES.get(language, _TITLES["en"]))


def write_template(form: str, tiers: Sequence[Tier], language: str, said: Sequence[str]) -> bytes:
    """Headings only, with the instructions `said` beside them; in a .csv they follow as lines that
    are read as remarks."""
    lines = list(_lines((), tiers, language))
    if form == "csv":
        remark = _HEADINGS[language][-1]
        return _csv([*lines, *([f"{remark}: {line}"] for line in said if line)])
    title, how = _TITLES.get(language, _TITLES["en"]), [[line] for line in said]
    pages: dict[str, Iterable[Sequence[str]]] = {title: lines, _HELP[language]: how}
    return _workbook(pages)


def _lines(
    rows: Iterable[SheetRow], tiers: Sequence[Tier], language: str
) -> Iterator[Sequence[str]]:
    named = language in _HEADINGS and language != "en"
    units = [tier.name if named else tier.code.capitalize() for tier in tiers]
    yield [*units, *_HEADINGS.get(language, _HEADINGS["en"])]
    for row in rows:
        blank = [""] * (len(tiers) - len(row.units))
        yield [*row.units, *blank, row.post, row.name, row.phone, row.code, row.note]


def _csv(lines: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerows([guard(cell) for cell in line] for line in lines)
    return buffer.getvalue().encode("utf-8-sig")


def _xlsx(lines: Iterable[Sequence[str]], title: str) -> bytes:
    return _workbook({title: lines})


def _workbook(pages: Mapping[str, Iterable[Sequence[str]]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _UNCHANGING) as book:
        book.set_properties({"created": _SOME_DAY})
        plain, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        for title, lines in pages.items():
            _fill(book.add_worksheet(title), lines, plain, bold)
    return buffer.getvalue()


def _fill(sheet: Any, lines: Iterable[Sequence[str]], plain: Any, bold: Any) -> None:
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell:
                sheet.write_string(number, column, cell, plain if number else bold)
    sheet.set_column(0, 20, _WIDTH, plain)
    sheet.freeze_panes(1, 0)
