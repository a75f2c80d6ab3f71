"""A question of a form, as it is written on a line: 低洼住户几户？ · 挡板到位：是/否."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from bot.errors import Refused
from bot.instructions.forms.amounts import scale_of
from bot.instructions.forms.form_words import MEASURES, WHOLE_THINGS
from bot.instructions.forms.refusing import refuse_question
from bot.roster.fold import fold, simplified

MOST_QUESTIONS = 8
MOST_CHOICES = 9
LONGEST_QUESTION = 60
LONGEST_CHOICE = 20


class QuestionKind(StrEnum):
    """What is asked for."""

    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    DATE = "date"
    TEXT = "text"
    PHOTO = "photo"
    """Its value is Telegram's id of the picture."""


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """One question. `measure`: what a number counts; `lowest` and `highest`: its bounds; `column`:
    where it stands in the office's own table, from 1."""

    words: str
    kind: QuestionKind
    measure: str = ""
    choices: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    column: int | None = None

    def named(self, words: str) -> FormQuestion:
        """The same question in other words."""
        return replace(self, words=words)

    def in_column(self, at: int) -> FormQuestion:
        """The same question, asked for a column."""
        return replace(self, column=at)

    @property
    def folded(self) -> str:
        """The words as they compare: questions with the same ones ask the same."""
        return _folded(self.words)

    @property
    def key(self) -> str:
        """What stands for the folded words, and for what a number measures, where they are stored;
        it holds no words, so that a name among them leaves nothing behind."""
        scale = scale_of(fold(self.measure)) if self.kind is QuestionKind.NUMBER else ""
        return f"{_key(self.folded)}/{scale}" if scale else _key(self.folded)

    @property
    def counts_whole(self) -> bool:
        """Whether it asks for a number of whole things, so that 1.4 is none."""
        return self.kind is QuestionKind.NUMBER and fold(self.measure) in WHOLE_THINGS

    @property
    def tells_measure(self) -> bool:
        """Whether the words say what is counted: 低洼住户几户？"""
        found = _HOW_MANY.search(simplified(self.words.casefold()))
        return not self.measure or bool(found and found[1])

    @property
    def label(self) -> str:
        """The words as they stand before a value: 低洼住户几户？ as 低洼住户."""
        plain = self.words.rstrip("?？ ")
        asks = _ASKS.search(simplified(plain))
        return (plain[: asks.start()] if asks else plain) or self.words


_MARKS = re.compile(r"[\W_]+")


@lru_cache(1024)
def _folded(words: str) -> str:
    return _MARKS.sub("", fold(words))


@lru_cache(1024)
def _key(folded: str) -> str:
    return blake2b(folded.encode(), digest_size=16).hexdigest()


_MEASURE = "|".join(map(re.escape, sorted(MEASURES, key=len, reverse=True)))
_NUMBERED = re.compile(r"^\s*(?:[①-⑨]|\d{1,2}\s*[.、．)）]|[-•·*])\s*(?=\D)")
_IN_BRACKETS = re.compile(r"[（(【\[]([^（）()【】\[\]]*)[)）】\]]\s*[?？]?$")
_AFTER_COLON = re.compile(r"[:：]\s*([^:：]+?)\s*[?？]?$")
_ASKS = re.compile(rf"还?(?:有|是)?(?:几|多少)(?:{_MEASURE})?$")
_BETWEEN = re.compile(r"\s*[/／|｜]\s*")
_HOW_MANY = re.compile(rf"(?:几|多少)(?:({_MEASURE})(?![a-z]))?")
_COUNT_OF = re.compile(r"(?:户|人|个|次|台|件)数(?:量)?$|数量$|^how many\b")
_NOT_COUNTED = re.compile(r"几[点时号月日楼]|几年几")
_ONE_CHARACTER = re.compile("[\u4e00-\u9fff]")
"""A single character in brackets is a measure, whichever it is: 手电（支）."""
_BOUNDS = re.compile(r"^(\d+(?:\.\d+)?)[-~～–—至到](\d+(?:\.\d+)?)$")
_DATE_WORDS = frozenset({"日期", "年月日", "date"})
_PHOTO_WORDS = frozenset({"照片", "相片", "拍照", "图片", "photo", "picture"})
_ASKS_PHOTO = re.compile(r"(?:照片|相片|拍照|图片|圖片|\bphotos?|\bpictures?)$", re.IGNORECASE)
_SEVERAL_WORDS = frozenset({"可多选", "多选", "可以多选", "severalpossible", "several"})
_YES_NO = frozenset(
    {("是", "否"), ("否", "是"), ("是", "不是"), ("yes", "no"), ("no", "yes"), ("y", "n")}
)


def questions_in(text: str) -> tuple[FormQuestion, ...]:
    """The questions of a text, one a line. Raises Refused."""
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    return tuple(read_question(line) for line in lines)


def read_question(line: str) -> FormQuestion:
    """The question a line asks.

    Raises Refused for one that asks about residents or persons, or that is too long.
    """
    words = _NUMBERED.sub("", line).strip()
    refuse_question(words)
    if len(words) > LONGEST_QUESTION + MOST_CHOICES * (LONGEST_CHOICE + 1):
        raise Refused("question_long", most=LONGEST_QUESTION)
    found = _chosen(words) or _bracketed(words) or _pictured(words) or _counted(words)
    found = found or FormQuestion(_head(words), QuestionKind.TEXT)
    if not found.folded:
        raise Refused("question_unclear")
    if len(found.words) > LONGEST_QUESTION:
        raise Refused("question_long", most=LONGEST_QUESTION)
    return found


def _head(words: str) -> str:
    return words.strip().rstrip(":： ")


def _chosen(words: str) -> FormQuestion | None:
    """挡板到位：是/否 · 积水：无/浅/深（可多选)."""
    several = False
    found = _IN_BRACKETS.search(words)
    if found is not None and fold(found[1]) in _SEVERAL_WORDS:
        several, words = True, words[: found.start()].rstrip()
    found = _AFTER_COLON.search(words)
    return _of_choices(words[: found.start()], found[1], several) if found else None


def _of_choices(head: str, tail: str, several: bool = False) -> FormQuestion | None:
    choices = tuple(each for each in _BETWEEN.split(tail) if each)
    if len(choices) < 2:
        return None
    if len(choices) > MOST_CHOICES:
        raise Refused("many_choices", most=MOST_CHOICES)
    if any(len(each) > LONGEST_CHOICE for each in choices):
        raise Refused("choice_long", most=LONGEST_CHOICE)
    if len({fold(each) for each in choices}) < len(choices):
        raise Refused("choice_twice")
    if several:
        return FormQuestion(_head(head), QuestionKind.SEVERAL, choices=choices)
    if tuple(map(fold, choices)) in _YES_NO:
        return FormQuestion(_head(head), QuestionKind.YES_NO)
    return FormQuestion(_head(head), QuestionKind.CHOICE, choices=choices)


def _bracketed(words: str) -> FormQuestion | None:
    """沙袋（袋） · 积水（厘米，0-50） · 挡板（是/否） · 检修（日期）."""
    found = _IN_BRACKETS.search(words)
    if found is None:
        return None
    head, inside = words[: found.start()], found[1].strip()
    if fold(inside) in _DATE_WORDS:
        return FormQuestion(_head(head), QuestionKind.DATE)
    if fold(inside) in _PHOTO_WORDS:
        return FormQuestion(_head(head), QuestionKind.PHOTO)
    if "/" in inside or "／" in inside:
        return _of_choices(head, inside)
    measure, *more = [part.strip() for part in re.split(r"[,，;；\s]+", inside, maxsplit=1)]
    if fold(measure) not in MEASURES and not _ONE_CHARACTER.fullmatch(measure):
        return None
    lowest, highest = _bounds(more[0]) if more else (None, None)
    if more and highest is None:
        return None
    return FormQuestion(_head(head), QuestionKind.NUMBER, measure, (), lowest, highest)


def _pictured(words: str) -> FormQuestion | None:
    """挡板照片 · 现场拍照？"""
    found = _ASKS_PHOTO.search(words.rstrip("?？:： "))
    return FormQuestion(_head(words), QuestionKind.PHOTO) if found else None


def _bounds(words: str) -> tuple[Decimal | None, Decimal | None]:
    found = _BOUNDS.match(words.strip())
    if found is None:
        return (None, None)
    low, high = sorted((Decimal(found[1]), Decimal(found[2])))
    return low, high


def _counted(words: str) -> FormQuestion | None:
    """低洼住户几户？ · 有多少沙袋？ · 住户数."""
    written = words.casefold().rstrip("?？ :：")
    plain = simplified(written)
    if _NOT_COUNTED.search(plain):
        return None
    found = list(_HOW_MANY.finditer(plain))
    if found:
        return FormQuestion(words, QuestionKind.NUMBER, written[slice(*found[-1].span(1))])
    count = _COUNT_OF.search(plain)
    if count is None:
        return None
    measure = count[0][0] if count[0][0] in MEASURES else ""
    return FormQuestion(words, QuestionKind.NUMBER, measure)
