"""A typed reply cut into parts: lines, tokens, pieces behind the number of a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.instructions.forms.form_words import COURTESY, MEASURES
from bot.instructions.forms.reading_answer import level_answer
from bot.roster.fold import fold

_MEASURE = "|".join(map(re.escape, sorted(MEASURES, key=len, reverse=True)))
_APART = re.compile(rf"(?<=\d)[ \t]+(?=(?:{_MEASURE})(?![a-z\d\u4e00-\u9fff]))")
_CIRCLED = {ord("①") + index: f"\n{index + 1}. " for index in range(9)}
_FACES = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2764\ufe0f]|\\[[\u4e00-\u9fff]{1,3}\\]")
"""Emoji and 表情 that say nothing here: 🌹, [玫瑰]. Those that answer (👍, 👌, ☑) are kept."""
_ANSWERING = frozenset("👍👌☑")


def level_reply(words: str) -> str:
    """The reply without full-width characters, emoji that say nothing and ringed numbers."""
    plain = unicodedata.normalize("NFKC", words.translate(_CIRCLED))
    plain = _FACES.sub(lambda found: found[0] if found[0] in _ANSWERING else "", plain)
    return _APART.sub("", plain).strip()


TOKENS = re.compile(r"[\s,，;；。|]+(?!\d{3}(?!\d))|(?<!^\d)(?<![\s,;]\d)、|[\s;；。|]+|,(?=\s)")
SLASHES = re.compile("[/／]")
COMMAS = re.compile(r"[,，;；。\n|]\s*(?!\d{3}(?!\d))|\.\s+")
PIECE = re.compile(r"\d+(?:\.\d+)?[^\d\s]*|[^\d\s]+")
_MARK = re.compile(
    r"\(?([1-9])(?:\s*[、.:)]\s*(?=\S)|\s+(?=\d))|([1-9])(?=[^\d\s.,、:)%])|([1-9])[.、:)]$"
)
_SEGMENT = re.compile(
    r"(?:^|(?<=[\s,，;；、]))(?=[1-9]\s*[.、:)])|(?<=[^\W\d_])(?=[1-9]\s*(?:[、)]|\.(?!\d)))"
)
_GREETING = re.compile(
    "(?:[\u4e00-\u9fff]?(?:书记|主任|老师|领导|专员|姐|哥)|各位|大家"
    "|早上?|上午|中午|下午|晚上|您|你)+好"
)


_THANKS = re.compile("(?:谢谢|多谢|感谢|辛苦|麻烦)[^\\d]{0,6}")


def said_in(parts: Sequence[str]) -> list[str]:
    """The parts that say something, without what is only courtesy at the beginning or the end."""
    found = [level_answer(each) for each in parts if level_answer(each)]
    while len(found) > 1 and _courtesy(found[0]):
        found = found[1:]
    while len(found) > 1 and _courtesy(found[-1]):
        found = found[:-1]
    return found


def _courtesy(part: str) -> bool:
    words = fold(part)
    polite = words in COURTESY or _GREETING.fullmatch(words) or _THANKS.fullmatch(words)
    return not part.isdecimal() and bool(polite)


def run_of_numbers(plain: str) -> list[str]:
    """The text cut before the numbers of questions, where it begins with the first: 1正常2否."""
    return said_in(_RUN.split(plain)) if re.match(r"1[^\W\d_]", plain) else []


_RUN = re.compile(r"(?<=[^\W\d_])(?=[2-9][^\W\d_])")


def segments_of(plain: str) -> list[str]:
    """The text cut before each number of a question: 1. yes 2. 20 bags 3. all well."""
    return said_in(_SEGMENT.split(plain))


def numbered_by_turns(parts: Sequence[str]) -> list[tuple[int, str]]:
    """Parts as numbers of questions and what is said to them, where a number may stand before its
    answer or alone: 1是 2 15 3无. Empty where they are not numbered so."""
    found: list[tuple[int, str]] = []
    left = list(parts)
    while left:
        part = left.pop(0)
        mark = _JOINED.match(part)
        number = int(part[0]) if part[0] in "123456789" else 0
        alone = len(part) == 1 and bool(left)
        if (found and number <= found[-1][0]) or not number or not (mark or alone):
            return []
        found.append((number, left.pop(0) if alone else part[1:].strip()))
    return found


_JOINED = re.compile(r"[1-9](?=[^\d\s.,、:)%])")


def marked_parts(parts: Sequence[str]) -> list[tuple[int, str]]:
    """Parts as numbers of questions and what is said to them; empty where they are not numbered."""
    found: list[tuple[int, str]] = []
    for part in parts:
        if found and found[-1][1] == "":
            found[-1] = (found[-1][0], part)
            continue
        mark = _MARK.match(part)
        if mark is None:
            return []
        number = int(mark[1] or mark[2] or mark[3])
        found.append((number, part[mark.end() :].strip()))
    return found if all(said for _, said in found) else []
