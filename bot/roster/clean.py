"""Tidies text without changing its meaning."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDE = {0xFF00 + low: 0x20 + low for low in range(1, 0x5F) if chr(0x20 + low).isalnum()}
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]*").fullmatch
JOINERS = "\u200c\u200d"
_LATIN = 0x24F
_CHINESE = re.compile(f"[{_CJK}]").fullmatch
_HIDDEN = frozenset({"Cc", "Cf", "Cs"})


def tidy(text: str) -> str:
    """One line, single spaces, no invisible characters; joiners stay where they shape glyphs."""
    if not _PLAIN(text):
        text = " ".join(text.split())
        text = "".join(
            char for i, char in enumerate(text) if _seen(char) or _joins(text[i - 1 : i + 2], char)
        )
        text = " ".join(text.split())
    return text


@lru_cache(65536)
def tidy_name(text: str) -> str:
    """As `tidy`; full-width letters and digits become ASCII, spaces beside Chinese are removed."""
    return text if _PLAIN(text) else _SPACE_AT_CJK.sub("", tidy(text.translate(_WIDE)))


def _joins(around: str, char: str) -> bool:
    """Whether this joiner changes how its neighbours are drawn.

    Sinhala, Malayalam and Persian names and composed emoji need joiners; between Chinese or Latin
    letters they draw nothing.
    """
    return char in JOINERS and len(around) == 3 and all(map(_shaped, around[::2]))


def _shaped(char: str) -> bool:
    return ord(char) > _LATIN and _seen(char) and not char.isspace() and not _CHINESE(char)


def _seen(char: str) -> bool:
    return unicodedata.category(char) not in _HIDDEN and ord(char) & 0xFFFE != 0xFFFE
