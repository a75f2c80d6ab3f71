"""Files as offices have them, made in a few lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

Line = Sequence[object]
HEADINGS = "社区,小区,楼栋,职务,姓名,手机"


def text(lines: str, encoding: str = "utf-8", delimiter: str = ",", mark: bytes = b"") -> bytes:
    """A .csv of the lines, written with commas here."""
    lines = "\r\n".join(line.strip() for line in lines.strip("\n").split("\n"))
    return mark + lines.replace(",", delimiter).encode(encoding)


def book(
    lines: Sequence[Line],
    merged: Sequence[str] = (),
    change: Callable[[Any, Any], None] = lambda _book, _sheet: None,
) -> bytes:
    """An .xlsx of one sheet. `merged` are ranges like A2:A5; `change` does the rest."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(buffer, options) as made:
        sheet = made.add_worksheet("名册")
        fill(sheet, lines)
        for area in merged:
            sheet.merge_range(area, None)
            first = area.partition(":")[0]
            column, row = ord(first[0]) - ord("A"), int(first[1:]) - 1
            sheet.write(row, column, lines[row][column])
        change(made, sheet)
    return buffer.getvalue()


def fill(sheet: Any, lines: Sequence[Line]) -> None:
    """Write lines from the first cell on; blanks are left out."""
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if cell not in ("", None):
                sheet.write(row, column, cell)


def table(lines: str) -> list[list[str]]:
    """Lines with commas as lists."""
    return [[cell.strip() for cell in line.split(",")] for line in lines.strip().split("\n")]


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same workbook with its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def packed(**parts: bytes) -> bytes:
    """A zip of a few parts; `__` in a name stands for a slash, a trailing `_xml` for .xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()
