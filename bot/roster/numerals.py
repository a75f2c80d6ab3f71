"""Chinese numerals, as in 三幢, 第二十三号楼, 二〇三."""

from __future__ import annotations

import re

_DIGITS = {
    char: value
    for value, chars in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for char in chars
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_NUMERAL = "[" + "".join(_DIGITS) + "".join(_TENS) + "]+"
_COUNTED = re.compile(rf"第?({_NUMERAL})(?=$|[栋幢座号单期组区排弄院楼层#-]|网格|支部)|第(?=\d)")


def with_digits(text: str) -> str:
    """Replace numerals that count something by digits: 第三幢 → 3幢, but 四季花城 stays."""
    return _COUNTED.sub(lambda found: digits(found[1]) if found[1] else "", text)


def digits(numeral: str) -> str:
    """A numeral as digits: 二十三 → 23, 一百零二 → 102, 二〇三 → 203."""
    if not any(char in _TENS for char in numeral):
        return "".join(str(_DIGITS[char]) for char in numeral)
    total = pending = 0
    for char in numeral:
        if char in _TENS:
            total, pending = total + (pending or 1) * _TENS[char], 0
        else:
            pending = _DIGITS[char]
    return str(total + pending)
