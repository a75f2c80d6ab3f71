"""Blank tables that are not meant well, or damaged: each is refused with its reason, as rosters
are, or read."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZipFile

import pytest

from bot.errors import Refused
from bot.instructions.forms.office_table import OfficeTable, TableRow
from bot.sheets.tables.filling import filled_table
from bot.sheets.tables.layout import read_table
from tests.sheets.files import book, packed, repacked
from tests.sheets.office_tables import typhoon_table
from tests.sheets.test_office_tables import TIERS, WORDS

GOOD = typhoon_table()
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
LOL = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def changed(change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    return repacked(GOOD, lambda name, data: change(data) if name == part else data)


def cells(more: str) -> bytes:
    return changed(lambda data: data.replace(b"</sheetData>", more.encode() + b"</sheetData>"))


def merged(ranges: str) -> bytes:
    return changed(lambda data: data.replace(b'ref="A1:I1"', f'ref="{ranges}"'.encode()))


def _read(data: bytes, name: str = "表.xlsx") -> OfficeTable:
    return read_table(data, name, TIERS)


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        (b"", "sheet_empty"),
        (OLE, "sheet_is_xls"),
        (b"<html><table><tr><td>", "sheet_is_html"),
        (b"%PDF-1.7\n", "not_a_sheet"),
        (packed(xl__workbook_xml=b"<a"), "sheet_damaged"),
        (GOOD[: len(GOOD) // 2], "sheet_damaged"),
        ("楼栋,户数\n1栋,\0\n".encode(), "encoding_unknown"),
        (("楼栋" + ",项" * 300).encode(), "too_many_columns"),
        (cells("<row/>" * 12_000_000), "sheet_inflates"),
        (changed(lambda data: data + b" " * 8_000_000), "sheet_inflates"),
        (changed(lambda data: data.replace(b"<worksheet", LOL + b"<worksheet")), "sheet_damaged"),
        (cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "too_many"),
        (cells("<row>" + "<c/>" * 16_384 + "<c><v>1</v></c></row>"), "too_many"),
        (merged("A1:XFD1048576"), "sheet_too_heavy"),
        (merged("I1:A0"), "sheet_damaged"),
        (merged("A1:"), "sheet_damaged"),
        (book([["=1+1", "=2"], ["楼", ""]]), "table_no_unit"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_refused_with_a_reason(data: bytes, reasons: str) -> None:
    with pytest.raises(Refused) as refused:
        _read(data)
    assert refused.value.reason.startswith(reasons)


def test_macros_do_not_come_back() -> None:
    with_macros = repacked(GOOD, lambda _, data: data)
    buffer = io.BytesIO(with_macros)
    with ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(Refused, match="sheet_macros"):
        _read(buffer.getvalue(), "表.xlsm")


def test_headings_that_are_formulas_ask_nothing() -> None:
    def heading(data: bytes) -> bytes:
        start = data.index(b'<c r="I3"')
        end = data.index(b"</c>", start) + 4
        return data[:start] + b'<c r="I3"><f>HYPERLINK("http://x")</f></c>' + data[end:]

    asked = [each.at for each in _read(changed(heading)).columns]
    assert asked == [3, 4, 6, 7, 8]


def test_links_to_other_files_stay_as_they_are() -> None:
    def linked(data: bytes) -> bytes:
        return data.replace(b"</sheets>", b"</sheets><externalReferences/>")  # fmt: skip

    data = changed(linked, BOOK)
    filled = filled_table(data, _read(data), [TableRow(("", "1栋"), {3: "2"}, True)], WORDS)
    with ZipFile(io.BytesIO(filled)) as made:
        assert b"<externalReferences/>" in made.read(BOOK)
