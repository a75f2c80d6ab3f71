"""References to cells, and what becomes of them where rows are inserted."""

from __future__ import annotations

import re
from functools import lru_cache

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import get_column_letter

_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9_.!'\"$])(\$?[A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?[A-Z]{1,3})(\$?)(\d{1,7}))?"
    r"(?![A-Za-z0-9_(.!])"
)
QUALIFIED = re.compile(
    r"(?:'((?:[^']|'')+)'|((?:[^\W\d]|[.])[\w.]*))!"
    r"(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?|\$?\d{1,7}:\$?\d{1,7})(?![\w(.!])"
)
"""A reference to another worksheet: its name, in quotes or not, and the place."""
_LEFT = re.compile(rf"\"[^\"]*\"|{QUALIFIED.pattern}")


@lru_cache(1024)
def letters(column: int) -> str:
    """The letters of a column: 28 as AB."""
    return str(get_column_letter(column))


def moved_references(text: str, after: int, by: int) -> str:
    """A formula or range once `by` rows stand below row `after`: what lies below moves down, and a
    range that ends there takes the new rows in. What names another worksheet stays."""
    pieces: list[str] = []
    at = 0
    for left in _LEFT.finditer(text):
        pieces += [_moved_all(text[at : left.start()], after, by), left[0]]
        at = left.end()
    return "".join([*pieces, _moved_all(text[at:], after, by)])


def _moved_all(part: str, after: int, by: int) -> str:
    return _REFERENCE.sub(lambda found: _moved(found, after, by), part)


def _moved(found: re.Match[str], after: int, by: int) -> str:
    first = int(found[3])
    start = f"{found[1]}{found[2]}{first + by if first > after else first}"
    if found[4] is None:
        return start
    last = int(found[6])
    return f"{start}:{found[4]}{found[5]}{last + by if last >= after else last}"


def copied_formula(text: str, origin: str, place: str) -> str:
    """The formula of one cell as it reads in another."""
    return str(Translator(f"={text}", origin).translate_formula(place))[1:]
