"""Normalises typed times in width, script, spaces and numerals: 下午五點四十 → 下午5点40."""

from __future__ import annotations

import re
import unicodedata

_TRADITIONAL = str.maketrans("點鐘後時號兩週個禮傍", "点钟后时号2周个礼傍")
_DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = re.compile("[零〇一二两三四五六七八九十]+")
_WEEKDAY = re.compile("(周|星期|礼拜)([一二三四五六])")
_SPACE_AT_CHINESE = re.compile(r"\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\s+")


def levelled(text: str) -> str:
    """The text in the form the time rules read."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_TRADITIONAL).strip()
    text = _WEEKDAY.sub(r"\1\2 ", _SPACE_AT_CHINESE.sub("", text))
    return _NUMERAL.sub(lambda found: str(_number(found[0])), text)


def _number(word: str) -> int:
    """A numeral up to 99: 十 10, 十二 12, 二十 20, 三十五 35."""
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS[each]) for each in word))
    return 10 * (_number(tens) if tens else 1) + (_number(ones) if ones else 0)
