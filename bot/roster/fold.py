"""Folds names for comparison: width, script, spaces and case do not count."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from bot.roster.clean import JOINERS
from bot.roster.numerals import with_digits

_NOT_COMPARED = re.compile(rf"[\s·•‧・∙{JOINERS}]+")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_COUNTER = re.compile(r"(?<=[0-9a-z])(?:号楼|号栋|号幢|#楼|#栋|#幢|号|栋|幢|楼|#)$")
_ENGLISH = re.compile(r"^(?:building|bldg\.?|block|no\.?)#?(?=[0-9a-z]?\d)")


@lru_cache(65536)
def fold(text: str) -> str:
    """The text as it compares: `王　芳` as 王芳, `張三` as 张三, `ＡＢ` as ab."""
    if text.isascii() and text.isalnum():
        return text.lower()
    wide = unicodedata.normalize("NFKC", text).casefold()
    return "".join(map(_simplified, _NOT_COMPARED.sub("", wide)))


@lru_cache(65536)
def fold_unit(name: str) -> str:
    """As `fold`; 3幢, 3号楼, 三幢, 3栋, 3#, 第3栋 and 03栋 are all 3."""
    plain = _ZEROS.sub("", with_digits(fold(name)))
    return _COUNTER.sub("", _ENGLISH.sub("", plain)) or plain


fold_name = fold


def simplified(text: str) -> str:
    """The text in Simplified characters, one for one: 幾戶 as 几户."""
    return "".join(map(_simplified, text))


@cache
def _simplified(char: str) -> str:
    # Character by character: a phrase table would make the result depend on the neighbours.
    if char.isascii():
        return char
    found: str = _converter().convert(char)
    return found


@cache
def _converter() -> Any:
    from opencc import OpenCC  # imported late: it loads its tables on import

    return OpenCC("t2s")
