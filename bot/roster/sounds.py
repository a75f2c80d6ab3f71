"""The sound of a Chinese name: 王芳 and "Wang Fang" are alike to a person."""

from __future__ import annotations

import os
import re
from functools import cache, lru_cache
from typing import Any

_LETTERS = re.compile(r"[a-z]+")


@lru_cache(65536)
def syllables(text: str) -> tuple[str, ...]:
    """The syllables of a text without tones; Latin words stand as they are, in small letters."""
    found = " ".join(_reader()(text)).casefold()
    return tuple(_LETTERS.findall(found))


@cache
def _reader() -> Any:
    # Imported late, and without the table of phrases: that takes half a second and 50 MB.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import lazy_pinyin

    return lazy_pinyin
