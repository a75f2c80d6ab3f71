"""What a column of the office's own table asks: guessed from its heading, its cells and rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from bot.errors import Refused
from bot.instructions.forms.question import (
    LONGEST_CHOICE,
    LONGEST_QUESTION,
    MOST_CHOICES,
    FormQuestion,
    QuestionKind,
    read_question,
)
from bot.instructions.forms.refusing import refuse_question
from bot.roster.fold import fold

CellFormat = Literal["general", "number", "date"]


@dataclass(frozen=True, slots=True)
class ColumnSigns:
    """What a column shows besides its heading: values of a sample row, the format of its cells,
    the list a cell is chosen from, the bounds of its validation."""

    samples: Sequence[str] = ()
    format: CellFormat = "general"
    choices: Sequence[str] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None


NO_SIGNS = ColumnSigns()

_YES_NO = frozenset({("是", "否"), ("否", "是"), ("yes", "no"), ("no", "yes"), ("y", "n")})
_TICKS = frozenset("√✓✔☑×✗✘✕")
_ASKS_YES_NO = re.compile(r"^(?:是否|有无|能否)|(?:是否)")
_DATE = re.compile(r"(?:日期|年月日)$|\bdate$")
_MOMENT = re.compile(r"(?:时间|日)$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]$")


def column_question(heading: str, signs: ColumnSigns = NO_SIGNS) -> FormQuestion:
    """The question a column asks. Raises Refused for one about residents or persons."""
    words = " ".join(heading.split())
    refuse_question(words)
    guessed = _by_list(words, signs) or _by_heading(words) or _by_cells(words, signs)
    found = guessed or FormQuestion(words, QuestionKind.TEXT)
    found = _bounded(found, signs)
    return replace(found, words=found.words[:LONGEST_QUESTION])


def _by_list(words: str, signs: ColumnSigns) -> FormQuestion | None:
    choices = tuple(each.strip() for each in signs.choices if each.strip())
    if len({fold(each) for each in choices}) < max(len(choices), 2):
        return None
    if tuple(map(fold, choices)) in _YES_NO:
        return FormQuestion(_bare(words), QuestionKind.YES_NO)
    if len(choices) > MOST_CHOICES or any(len(each) > LONGEST_CHOICE for each in choices):
        return None
    return FormQuestion(_bare(words), QuestionKind.CHOICE, choices=choices)


def _bare(words: str) -> str:
    """Without a list of choices in brackets: 挡板（是/否）."""
    found = _BRACKETS.search(words)
    return words[: found.start()].strip() if found and "/" in found[0] else words


def _by_heading(words: str) -> FormQuestion | None:
    plain = words.casefold().rstrip(":：?？ ")
    try:
        read = read_question(words)
    except Refused:
        read = None
    if read is not None and read.kind is not QuestionKind.TEXT:
        return read
    if _ASKS_YES_NO.search(plain):
        return FormQuestion(words, QuestionKind.YES_NO)
    return FormQuestion(words, QuestionKind.DATE) if _DATE.search(plain) else None


def _by_cells(words: str, signs: ColumnSigns) -> FormQuestion | None:
    samples = [each.strip() for each in signs.samples if each.strip()]
    if samples and all(each in _TICKS for each in samples):
        return FormQuestion(words, QuestionKind.YES_NO)
    if signs.format == "date" and (not samples or _MOMENT.search(words)):
        return FormQuestion(words, QuestionKind.DATE)
    numbers = bool(samples) and all(_NUMBER.fullmatch(each) for each in samples)
    if numbers or (signs.format == "number" and not samples) or signs.highest is not None:
        return FormQuestion(words, QuestionKind.NUMBER)
    return None


def _bounded(found: FormQuestion, signs: ColumnSigns) -> FormQuestion:
    if found.kind is not QuestionKind.NUMBER or found.highest is not None:
        return found
    return replace(found, lowest=signs.lowest, highest=signs.highest)


_OTHERS = (
    *(QuestionKind.NUMBER, QuestionKind.YES_NO, QuestionKind.TEXT, QuestionKind.DATE),
    QuestionKind.PHOTO,
)


def other_kind(question: FormQuestion) -> FormQuestion:
    """The question with the next kind, round and round: what its guess may have missed. A choice
    stays among them while its choices are known."""
    kinds = (QuestionKind.CHOICE, *_OTHERS) if question.choices else _OTHERS
    at = kinds.index(question.kind) if question.kind in kinds else -1
    kind = kinds[(at + 1) % len(kinds)]
    return replace(question, kind=kind)
