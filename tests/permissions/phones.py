"""Whether a phone number can be read anywhere it must not be."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping

from python_calamine import CalamineWorkbook

from bot.chat.outgoing import Outgoing
from tests.permissions.counter import Said

MASKED = re.compile(r"\d{3}\*{4}\d{4}")
_BETWEEN = re.compile(r"[\s().\-/]")
_THE_FILE = "roster_file"
"""The one thing that carries full phones, and goes to whoever asked for it, in private."""


CALL = "call"
"""The one number somebody is about to call; that they may is told in acts/calls.py."""

OWN = frozenset({"my_data_file"})
"""The file that tells people about themselves, their own number included."""


def told(
    said: Iterable[Said],
    toasts: Iterable[str],
    phones: Iterable[str],
    own: Mapping[int, frozenset[str]] | None = None,
) -> list[str]:
    """The phone numbers that can be read in these texts; `own`: everybody's, by account."""
    numbers = [each.removeprefix("+86") for each in phones]
    found = [text for text in toasts if _shows(text, numbers)]
    for each in said:
        text = "" if each.kind == CALL and each.chat > 0 else read(each)
        theirs = (own or {}).get(each.chat, frozenset()) if each.kind in OWN else frozenset()
        if _shows(text, [each for each in numbers if each not in theirs]) or (
            each.chat < 0 and MASKED.search(text)
        ):
            found.append(f"{each.kind} in {each.chat}: {text}")
        if each.kind == _THE_FILE and each.chat < 0:
            found.append(f"the roster in {each.chat}")
    return found


def read(said: Said) -> str:
    """All readable parts of a message, except the exported roster."""
    return "\n".join(_words(said.outgoing, file=said.kind != _THE_FILE))


def _words(outgoing: Outgoing, *, file: bool) -> Iterator[str]:
    yield outgoing.text
    yield outgoing.ask_contact or ""
    for button in (button for row in outgoing.keyboard for button in row):
        yield from (button.label, button.data or "", button.url or "")
    if outgoing.new_file is not None:
        yield outgoing.new_file.name
        yield _content(outgoing.new_file.content) if file else ""
        yield repr(outgoing.new_file.posters or "")
        yield outgoing.new_file.drawing or ""
        yield repr(outgoing.new_file.data or "")


def _content(data: bytes) -> str:
    """The text of a .csv, or all cells of a workbook."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = (book.get_sheet_by_name(name) for name in book.sheet_names)
    return "\n".join(str(row) for sheet in sheets for row in sheet.to_python())


def _shows(text: str, numbers: Iterable[str]) -> bool:
    plain = _BETWEEN.sub("", text)
    return any(number in plain for number in numbers)
