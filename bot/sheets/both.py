"""Cells that hold a name and a number: 张三 13800001301, 李四（13800001302）."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[(（]?(?:\+|＋)?[\d*＊][\d*＊\s-]{5,}[\d*＊][)）]?")
_LABEL = re.compile(r"(?:联系电话|电话|手机号?|手機|電話|tel)[:：.]?\s*$", re.IGNORECASE)
_EDGES = " ,，、;；:：/"


def name_and_number(text: str) -> tuple[str, str]:
    """What a cell says besides its numbers, and the numbers; without any, the cell as it is."""
    numbers = [found.strip("()（） ") for found in _NUMBER.findall(text)]
    if not numbers:
        return text, ""
    pieces = (_LABEL.sub("", each.strip()).strip(_EDGES) for each in _NUMBER.split(text))
    names = [each for each in pieces if each]
    if not names:
        return text, ""
    whole = names[0]
    for each in names[1:]:
        whole += each if each[0] in "(（" else f"、{each}"
    return whole, "、".join(numbers)
