"""Building cells: lists, ranges and stairwells."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from bot.roster.fold import fold
from bot.roster.numerals import with_digits

_COUNTER = r"(?:号楼|号栋|号幢|號樓|號棟|号|號|栋|棟|幢|座|楼|樓|#楼|#)"
_ITEM = rf"(?:第?[0-9]{{1,4}}|[A-Za-z]|第?[一二三四五六七八九十百]{{1,4}}){_COUNTER}?"
_LIST = re.compile(rf"{_ITEM}(?:\s*[、,，/／和及&+]\s*{_ITEM})+$")
_SURE_RANGE = re.compile(rf"(\d{{1,3}}){_COUNTER}?\s*(?:至|到|~|～)\s*(\d{{1,3}})({_COUNTER}?)$")
_DASHED = re.compile(r"(\d{1,3})(?:#|栋|棟|幢|号|號)?\s*[-‐‑‒–—－]\s*(\d{1,3})(.*)$")
_COUNTED = re.compile(rf"{_COUNTER}?$")
_STAIRWELL = re.compile(
    r"(.*?(?:栋|棟|幢|座|号楼|號樓|号|號|楼|樓|#))\s*"
    r"([0-9一二三四五六七八九十甲乙丙丁A-Za-z东西南北中、,，/和及\s-]+(?:单元|單元|門洞|门洞|梯|室|层|層)"
    r"[0-9A-Za-z、,，室层層-]*)$"
)
_SPLIT = re.compile(r"\s*[、,，/／和及&+]\s*")
_MOST = 40


@dataclass(frozen=True, slots=True)
class UnitCell:
    """The buildings of a cell, and the stairwell or flat behind them.

    `names`: those of the range instead, where a question decides whether it is a range.
    """

    names: tuple[str, ...]
    note: str = ""
    range: tuple[str, ...] = ()


@lru_cache(65536)
def read_unit(text: str) -> UnitCell:
    """The buildings of a cell. `range`: what 1-3栋 means if it is a range."""
    stairwell = _STAIRWELL.match(text)
    if stairwell:
        return UnitCell((stairwell[1].strip(),), stairwell[2].strip())
    if _LIST.match(text):
        return UnitCell(_listed(text))
    sure = _SURE_RANGE.match(text)
    if sure and (found := _between(sure[1], sure[2], sure[3])):
        return UnitCell(found)
    dashed = _DASHED.match(text)
    if dashed and _COUNTED.fullmatch(dashed[3]):
        return UnitCell((text,), "", _between(dashed[1], dashed[2], dashed[3]))
    return UnitCell((text,))


def is_one_of_a_kind(text: str, others: Collection[str]) -> bool:
    """Whether other rows, like 3-2栋 beside 3-1栋, show that the first number is part
    of the name."""
    own = _DASHED.match(text)
    if own is None:
        return False
    beside = (found for other in others if (found := _DASHED.match(other)))
    return any(each[1] == own[1] and each[2] != own[2] for each in beside)


def _listed(text: str) -> tuple[str, ...]:
    """All items with the counter of the last: 6、7栋 → 6栋, 7栋."""
    items = _SPLIT.split(text)
    counter = re.search(rf"{_COUNTER}$", items[-1])
    ending = counter[0] if counter else ""
    named = [item if re.search(rf"{_COUNTER}$", item) else item + ending for item in items]
    return tuple({with_digits(fold(name)): name for name in named}.values())


def _between(first: str, last: str, counter: str) -> tuple[str, ...]:
    low, high = int(first), int(last)
    if not low < high < low + _MOST:
        return ()
    return tuple(f"{number}{counter}" for number in range(low, high + 1))
