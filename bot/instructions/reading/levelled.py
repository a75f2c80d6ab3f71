"""Normalises width, script and case of a text; question marks, digits and breaks are kept."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

BREAK = ","
"""Replaces every punctuation mark that ends a clause."""

_BREAKS = ",，。.！!、;；…~～\n\r/|()（）<>《》—–－·•"
_DROPPED = "'’‘`\"“”「」『』\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\u2640\u2642"
_SKIN = range(0x1F3FB, 0x1F400)
_MARKS = "?؟⁇⸮"
_RUN = re.compile(r"([^\d,])\1{2,}")
_REPEATED = 2
"""A run of three repeats a character twice: most texts are short and hold none."""
_BREAK_RUN = re.compile(r",[, ]*")
_NUMERO = re.compile(r"\bno[,.] *(?=\d)")
_COUNTED = re.compile(r"(?<=\d) (?=[号栋幢楼座#户单])")
_SPACED_OUT = re.compile(r"(?:[^\x00-\x7f] )+[^\x00-\x7f]")


class _Table(dict[int, str]):
    """A translation table, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _even(code)
        return found


def level(text: str) -> str:
    """The text in the form in which phrases are looked up."""
    plain = unicodedata.normalize("NFKC", text).translate(_TABLE).strip(" ")
    if "no" in plain:
        plain = _NUMERO.sub("no ", plain)
    if " " in plain:
        plain = re.sub(" +", " ", plain)
        plain = _COUNTED.sub("", plain)
        if _SPACED_OUT.fullmatch(plain):
            plain = plain.replace(" ", "")
    if len(plain) - len(set(plain)) >= _REPEATED:
        plain = _RUN.sub(r"\1", plain)
    return _BREAK_RUN.sub(BREAK, plain) if ",," in plain or ", " in plain else plain


def level_phrase(phrase: str) -> str:
    """A phrase of a word list in the same form."""
    return level(phrase).strip(BREAK)


def _even(code: int) -> str:
    char = chr(code)
    if char in _DROPPED or code in _SKIN:
        return ""
    if char in _MARKS:
        return "?"
    if char == "\n" or char in _BREAKS:
        return BREAK
    if char.isspace() or char == "_" or char == "*":
        return " "
    folded = char.casefold()
    return folded if folded.isascii() else _simplified(folded)


_converter: Any = None


def _simplified(char: str) -> str:
    global _converter
    if char < "\u2e80":
        return char
    if _converter is None:
        from opencc import OpenCC  # imported late: it loads its tables on import

        _converter = OpenCC("t2s")
    found: str = _converter.convert(char)
    return found


_TABLE = _Table()
