"""Reads .csv; encoding and delimiter are those with which headings are found."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from bot.errors import Refused
from bot.sheets.encoding import decodings
from bot.sheets.grid import Grid, Line
from bot.sheets.limits import MAX_COLUMNS, MAX_LINES, MAX_ROWS

_AS_TEXT = re.compile(r'="([^"]*)"')
_FORMULA = r"[=+\-@＝＋－＠]"
_GUARDED = re.compile(rf"'+{_FORMULA}")
_IN_DANGER = re.compile(rf"'*{_FORMULA}")


def delimited_grids(data: bytes, name: str) -> Iterator[Grid]:
    """The file in every possible encoding and delimiter, most likely first."""
    for text in decodings(data):
        for delimiter in ",;\t":
            yield Grid(name, _lines(text, delimiter))


def guard(text: str) -> str:
    """Protect a text from being read as a formula; `plain` reverses it."""
    return f"'{text}" if _IN_DANGER.match(text) else text


def plain_cell(text: str) -> str:
    """The plain text of a cell. Nothing is evaluated; some programs write ="001" to keep zeros."""
    if _GUARDED.match(text):
        return text[1:]
    found = _AS_TEXT.fullmatch(text)
    return found[1] if found else text


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, cells in enumerate(islice(reader, MAX_LINES), start=1):
            if len(cells) > MAX_COLUMNS:
                raise Refused("too_many_columns", limit=MAX_COLUMNS)
            yield number, [plain_cell(cell) for cell in cells]
        if next(reader, None) is not None:
            raise Refused("too_many_rows", limit=MAX_ROWS)
    except csv.Error as error:
        raise Refused("quotes_unbalanced", row=number + 1) from error
