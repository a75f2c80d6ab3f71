"""Amounts inside free words: 两户, 二十来袋, 半米, one of 30 bags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.instructions.forms.form_words import MEASURES
from bot.roster.fold import fold
from bot.roster.numerals import digits

_SHORT = {"俩": "2", "仨": "3", "廿": "20", "卅": "30", "半": "0.5"}
ENGLISH = {
    word: str(number)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
         "eleven", "twelve", "thirteen", "fourteen", "fifteen")
    )
} | {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
     "half a dozen": "6", "halfadozen": "6", "a dozen": "12", "adozen": "12",
     "dozen": "12"}  # fmt: skip
_MEASURES = sorted({*MEASURES, "公分", "毫米", "俩"}, key=len, reverse=True)
_MEASURE = "|".join(map(re.escape, _MEASURES))
_HAN = "[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾]+"
_AMOUNT = re.compile(
    r"(?<!-)(?<!-\d)(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|"
    rf"{_HAN}|[俩仨廿卅半]|(?:{'|'.join(sorted(ENGLISH, key=len, reverse=True))}))"
    rf"(?:[来多几]*)(?P<measure>{_MEASURE})?(?P<more>(?<=米)[一二三四五六七八九1-9](?!\d))?"
)
_NO_AMOUNT = re.compile(
    "(?<=\\d\\d\\d)[也家室那]|一?(?:[共样起直些下定切般会边]|点点|楼|号楼|单元|室|点钟|月|日|号|组|#)|[栋幢座楼](?!房)"
)
_WORDS_WITH_A_NUMBER = re.compile("[统万第唯]一|一[点滴丝](?!钟)|一[样共起直切定下会般哈遍趟圈]")
_NONE = re.compile(
    "(?<!\\d)(?:一|0|零)[^,]{0,2}?(?:都|也)?(?:没得|没有|没了|没|无|冇|莫得|木有)|没有|没得|没了|用完|用光|无$|^无|冇|木有|莫得"
    "|没(?=[积存剩进漏缺水])|没$|退了|干的|^0$|none|nil|zero|nothing"
)
_NOT_WANTED = re.compile(
    "^[都全]?(?:不用|不需要?|不必|不要|无需)|(?:不用|不需要|不必)了?$|^(?:[没冇]人|没有人)"
)
_NOT_NONE = re.compile("没有?(?:数|统计|问|看|去|报|来得及)|没问题|没事|没毛病|不是没有")

_LENGTHS = {"毫米": "0.1", "mm": "0.1", "厘米": "1", "公分": "1", "cm": "1", "米": "100",
            "m": "100", "公里": "100000", "km": "100000"}  # fmt: skip
_WEIGHTS = {"斤": "0.5", "公斤": "1", "千克": "1", "kg": "1", "吨": "1000", "t": "1000"}
_SAME = {"包": "袋", "部": "台", "户": "家", "只": "个"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text, what it counts, and where it stands; `denied`: there is none of it."""

    value: Decimal
    measure: str
    at: int
    denied: bool = False

    def agrees(self, measure: str) -> bool:
        """Whether it is counted in the measure of a question, or in one that can be converted; a
        question without a measure takes any."""
        if not self.measure or not measure:
            return bool(self.measure)
        measure = fold(measure)
        one, other = (_SAME.get(each, each) for each in (self.measure, measure))
        return one == other or one == "个" or _factor(self.measure, measure) is not None

    def counted_in(self, measure: str) -> str | None:
        """The number in the measure of a question; None where it is too large for an answer."""
        value = converted(self.value, self.measure, fold(measure))
        return format(value.normalize(), "f") if value <= MOST_AMOUNT else None


def converted(value: Decimal, said: str, asked: str) -> Decimal:
    """A number said in one measure, in the one asked for where both measure the same: 0.3 米 is 30
    厘米."""
    factor = _factor(said, asked) if said != asked else None
    return value * (factor or 1)


def scale_of(measure: str) -> str:
    """What stands for all measures that can be converted into one another: cm for 米; the measure
    itself where there is no other."""
    if measure in _LENGTHS:
        return "cm"
    return "kg" if measure in _WEIGHTS else _SAME.get(measure, measure)


def _factor(said: str, asked: str) -> Decimal | None:
    for scale in (_LENGTHS, _WEIGHTS):
        if said in scale and asked in scale:
            return Decimal(scale[said]) / Decimal(scale[asked])
    return None


def amounts_in(words: str) -> list[Amount]:
    """The amounts in folded words, in their order."""
    return list(_amounts(words))


def _amounts(words: str) -> Iterator[Amount]:
    silent = [found.span() for found in _WORDS_WITH_A_NUMBER.finditer(words)]
    for found in _AMOUNT.finditer(words):
        if any(start <= found.start() < end for start, end in silent):
            continue
        measure = found["measure"] or ""
        if measure in {"栋", "幢", "座", "层"} or (
            not measure and _NO_AMOUNT.match(words, found.end("number"))
        ):
            continue
        if found["number"] == "半" and not (measure in _LENGTHS or measure in _WEIGHTS):
            continue
        value = _value(found["number"], found["more"])
        if value is not None:
            denied = _DENIED.match(words, found.end()) is not None
            yield Amount(value, "" if measure == "俩" else measure, found.start(), denied)


_DENIED = re.compile("都?也?(?:没(?![动用少坏变])|无|冇|莫得|木有)")
"""Behind an amount: there is none of it. 30袋都没动 is 30."""
LONGEST_NUMBER = 16
"""Characters of a number: longer ones are no amounts."""
MOST_AMOUNT = Decimal(10) ** 9
"""The largest answer, so that those of all units can be added up."""


def _value(number: str, more: str | None) -> Decimal | None:
    if len(number) > LONGEST_NUMBER:
        return None
    if number in _SHORT or number in ENGLISH:
        return Decimal(_SHORT.get(number) or ENGLISH[number])
    plain = _LEFT_OUT.sub(_with_scale, number.replace(",", ""))
    if not plain[0].isdecimal() and not is_plain_numeral(plain):
        return None
    value = Decimal(plain if plain[0].isdecimal() else digits(plain))
    return value + Decimal(more if more.isdecimal() else digits(more)) / 10 if more else value


_LEFT_OUT = re.compile("(?<=[百千])[一二三四五六七八九]$")
_NEXT_SCALE = {"百": "十", "千": "百"}


def _with_scale(found: re.Match[str]) -> str:
    """一百二 is 一百二十."""
    return found[0] + _NEXT_SCALE[found.string[found.start() - 1]]


_SCALES = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}


def is_plain_numeral(words: str) -> bool:
    """Whether a numeral means one number only: 两三 and 三百二 do not."""
    scales = [_SCALES[char] for char in words if char in _SCALES]
    if not scales:
        return len(words) == 1 or (words[0] not in "零〇" and "〇" in words)
    falling = all(high > low for high, low in pairwise(scales))
    alone = not re.search(r"[^零〇十百千拾佰仟]{2}", words)
    short = len(words) > 1 and words[-1] not in _SCALES and words[-2] in "百千佰仟"
    return falling and alone and not short


def says_none(words: str) -> bool:
    """Whether folded words say that there is none: 一户都没得, 沙袋用完了."""
    return bool(_NONE.search(_NOT_NONE.sub("", words)) or _NOT_WANTED.search(words))
