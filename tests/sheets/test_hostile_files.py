"""Files that are not rosters, or not meant well: each is refused with its reason."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Refused
from bot.roster.proposal import compare
from bot.roster.reasons import FILE_REASONS
from bot.sheets import read_sheet
from tests.roster.sample import NOBODY, TIERS
from tests.sheets.files import HEADINGS, book, fill, packed, repacked, table, text

ROW = "\n和平社区,东区,1栋,楼长,甲,13900000001"
GOOD = book(table(HEADINGS + ROW))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
SHEET = "xl/worksheets/sheet1.xml"


def reason(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_sheet(data, "x", TIERS)
    assert set(refused.value.facts) == set(FILE_REASONS[refused.value.reason])
    return refused.value.reason


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    return repacked(GOOD, lambda name, part: change(part) if name == SHEET else part)


def with_cells(cells: str) -> bytes:
    return with_sheet(lambda part: part.replace(b"</sheetData>", cells.encode() + b"</sheetData>"))


def lying(data: bytes, name: str, size: int) -> bytes:
    """The zip with another size than the true one in its directory."""
    entry = data.rindex(name.encode()) - 46
    return data[: entry + 24] + struct.pack("<I", size) + data[entry + 28 :]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "sheet_empty"),
        (b"\0" * 5000, "sheet_empty"),
        (b"\xef\xbb\xbf", "sheet_empty"),
        (OLE, "sheet_is_xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "sheet_protected"),
        (b"<html><table><tr><td>", "sheet_is_html"),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><Workbook>", "sheet_is_html"),
        (b"%PDF-1.7\n", "not_a_sheet"),
        (b"\x89PNG\r\n\x1a\n", "not_a_sheet"),
        (packed(word__document_xml=b"<a/>"), "not_a_sheet"),
        (packed(content_xml=b"<a/>", mimetype=b"ods"), "sheet_format"),
        (packed(**{"xl__workbook.bin": b"x"}), "sheet_format"),
        (packed(xl__workbook_xml=b"<a/>"), "sheet_damaged"),
        (packed(xl__workbook_xml=b"<a"), "sheet_damaged"),
        (GOOD[: len(GOOD) // 2], "sheet_damaged"),
        (GOOD.replace(b"PK\1\2", b"PK\1\3"), "sheet_damaged"),
        ((HEADINGS + ROW + "\0").encode(), "not_a_sheet"),
        (b"\x81\x00\x00\x81" * 50, "not_a_sheet"),
        ((HEADINGS + ROW).encode() + b"\xff\xff\xfe", "encoding_unknown"),
        (b"x" * (10 * 1024 * 1024 + 1), "sheet_too_large"),
        (text("a,b,c\n1,2,3"), "no_headings"),
        (text("甲," * 300), "too_many_columns"),
        (text("社区,楼栋,姓名,手机\n和平社区,1栋,甲,"), "missing_columns"),
        (text("社区,小区,网格,楼栋,职务,姓名"), "heading_twice"),
        (text(HEADINGS), "no_rows"),
        (text(HEADINGS + "\n,,,,,\n  ,,,,,"), "no_rows"),
        (text(HEADINGS + '\n和平社区,东区,1栋,楼长,"甲,\n,,2栋,楼长,乙,'), "quotes_unbalanced"),
        (text(HEADINGS + "\n" + "长" * 200_000), "quotes_unbalanced"),
        (text(HEADINGS + "\n,,,,甲," * 100_001), "too_many_rows"),
    ],
)
def test_refused_with_a_reason(data: bytes, expected: str) -> None:
    assert reason(data) == expected


def test_a_part_that_inflates_to_a_hundred_times_what_is_allowed() -> None:
    assert reason(with_cells("<row/>" * 12_000_000)) == "sheet_inflates"


def test_a_part_that_is_much_too_dense() -> None:
    bomb = with_sheet(lambda part: part + b" " * 8_000_000)
    assert reason(bomb) == "sheet_inflates"


@pytest.mark.parametrize("size", [0, 100, 2**31])
def test_a_directory_that_lies_about_a_size(size: int) -> None:
    data = lying(GOOD, SHEET, size)
    assert reason(data) in {"sheet_damaged", "sheet_inflates"}


def test_a_directory_that_names_a_part_twice() -> None:
    buffer = BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    assert reason(buffer.getvalue()) == "sheet_damaged"


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='900000'><c r='A900000'><v>1</v></c><c r='CV900001'><v>1</v></c></row>",
        '<x:row xmlns:x="urn:x"><x:c r="ZZZZZZZ9999999999"><x:v>1</x:v></x:c></x:row>',
        "<row>" + "<c/>" * 300 + "<c><v>1</v></c></row>",
    ],
)
def test_cells_so_far_apart_that_laying_them_out_takes_terabytes(cells: str) -> None:
    assert reason(with_cells(cells)) in {"too_many_rows", "too_many_columns"}


def test_more_formulas_than_anybody_writes() -> None:
    cells = "<row>" + '<c r="A3"><f>1</f></c>' * 200_001 + "</row><row/>"
    assert reason(with_cells(cells)) in {"too_many_formulas", "sheet_inflates"}


def test_entities_that_multiply() -> None:
    lol = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    data = with_sheet(lambda part: part.replace(b"<worksheet", lol + b"<worksheet", 1))
    assert reason(data) == "sheet_damaged"


def test_too_many_sheets() -> None:
    def many(made: Any, _sheet: Any) -> None:
        for _ in range(50):
            made.add_worksheet()

    assert reason(book([["a"]], change=many)) == "too_many_sheets"


def test_a_sheet_too_large_does_not_hide_the_one_after_it() -> None:
    def roster_second(made: Any, sheet: Any) -> None:
        sheet.write(1_000_000, 200, "x")
        fill(made.add_worksheet("名册2"), table(HEADINGS + ROW))

    assert read_sheet(book([["a"]], change=roster_second), "x", TIERS).title == "名册2"


@given(st.binary(max_size=400))
@example(GOOD[:30])
@example(b"PK\3\4" + bytes(26))
def test_random_bytes_are_read_or_refused(data: bytes) -> None:
    read_or_refused(data)


@given(st.text(max_size=200))
def test_random_text_below_headings_is_read_or_refused(lines: str) -> None:
    read_or_refused(f"{HEADINGS}\n{lines}".encode("utf-8", "ignore"))


@given(st.integers(0, len(GOOD)), st.binary(max_size=8), st.integers(0, 8))
def test_a_workbook_with_bytes_changed_is_read_or_refused(at: int, put: bytes, cut: int) -> None:
    read_or_refused(GOOD[:at] + put + GOOD[at + cut :])


PARTS = st.sampled_from([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])


@given(PARTS, st.integers(0, 900), st.text(max_size=6), st.integers(0, 6))
@example("xl/sharedStrings.xml", 165, "0", 0)
def test_a_workbook_with_a_part_changed_is_read_or_refused(
    changed: str, at: int, put: str, cut: int
) -> None:
    def change(name: str, part: bytes) -> bytes:
        new = part[:at] + put.encode("utf-8", "ignore") + part[at + cut :]
        return new if name == changed else part

    read_or_refused(repacked(GOOD, change))


def read_or_refused(data: bytes) -> None:
    """A changed letter may also leave a row's column blank that nothing else tells."""
    try:
        sheet = read_sheet(data, "x", TIERS)
        known = compare(sheet, NOBODY, TIERS).roster_version == NOBODY.version
    except Refused as refused:
        known = refused.reason in FILE_REASONS or refused.reason == "tops_unknown"
    assert known
