"""Undoes what a keyboard or a voice mistakes: 沙带二十带 for 沙袋二十袋, by sound."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.instructions.forms.form_words import MEASURES
from bot.instructions.forms.question import FormQuestion
from bot.roster.fold import fold
from bot.roster.sounds import syllables

_HAN = re.compile("[\u4e00-\u9fff]")
_SHORTEST, _LONGEST = 2, 4
_COUNTED = re.compile(r"(?<=[\d零一二两三四五六七八九十百千])[\u4e00-\u9fff]")


def as_asked(questions: Sequence[FormQuestion], words: str) -> str:
    """The words with what sounds like a question's own words written as the question has it."""
    plain = "".join(fold(char) or char for char in words)
    plain = _by_other_names(questions, plain.replace("廿", "二十").replace("卅", "三十"))
    for label in _labels(questions):
        plain = _replaced(plain, label)
    measures = {_sound(each.measure): each.measure for each in questions if _is_han(each.measure)}
    return _COUNTED.sub(lambda found: _measure(found[0], measures), plain)


_OTHER_NAMES = {
    "沙包": "沙袋", "土袋": "沙袋", "sandbags": "沙袋", "sandbag": "沙袋", "bags": "袋",
    "bag": "袋", "抽水机": "水泵", "抽水泵": "水泵", "pumps": "台", "pump": "台",
    "维修": "检修", "抢修": "检修", "手电筒": "手电", "电筒": "手电", "升降机": "电梯",
    "households": "户", "household": "户",
}  # fmt: skip
"""What people call the things that are counted, and what a question calls them."""


def _by_other_names(questions: Sequence[FormQuestion], words: str) -> str:
    asked = "".join(fold(f"{each.words}{each.measure}{each.choices}") for each in questions)
    for other, name in _OTHER_NAMES.items():
        if other not in asked and name in asked:
            words = re.sub(rf"(?<![a-z]){other}(?![a-z])", name, words)
    return words


def _is_han(measure: str) -> bool:
    return len(measure) == 1 and bool(_HAN.match(measure))


def _measure(char: str, measures: dict[tuple[str, ...], str]) -> str:
    return char if char in MEASURES or char in "十百千万" else measures.get(_sound(char), char)


def _labels(questions: Sequence[FormQuestion]) -> list[str]:
    """Parts of the questions of two to four characters, the longest first."""
    found = {
        label[start : start + length]
        for label in (fold(word) for each in questions for word in (each.label, *each.choices))
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(len(label) - length + 1)
    }
    whole = {each for each in found if len(_HAN.findall(each)) == len(each)}
    return sorted(whole, key=lambda each: (-len(each), each))


def _replaced(words: str, label: str) -> str:
    wanted = [_sound(char) for char in label]
    at = 0
    while at <= len(words) - len(label):
        part = words[at : at + len(label)]
        if part != label and [_sound(char) for char in part] == wanted:
            words = words[:at] + label + words[at + len(label) :]
        at += 1
    return words


def _sound(char: str) -> tuple[str, ...]:
    return syllables(char) or (char,)
