"""Facts of units in words: what is known, since when, and who said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.forms.question_words import value_words
from bot.chat.text import shorten, topic
from bot.chat.texts import Translator
from bot.instructions.data_table import TableCell
from bot.instructions.forms.question import FormQuestion, QuestionKind


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact. `who`: empty for somebody who was forgotten; `form`: number and title of the notice
    that asked, None where it was corrected by hand; `day`: as 2026-03-02; `link`: shows a photo to
    whoever may see it."""

    id: int
    question: FormQuestion
    value: str
    day: str
    who: str
    form: tuple[int, str] | None
    link: str | None = None


def fact_line(fact: FactLine, t: Translator) -> str:
    """低洼住户 3 户（2026-03-02，王芳，#1 防台排查）."""
    said = fact.link or shorten(value_words(fact.question, fact.value, t), 80)
    source = " · ".join((fact.day, fact_teller(fact, t), fact_source(fact, t)))
    return t("{label} {value} ({source})", label=fact.question.label, value=said, source=source)


def fact_teller(fact: FactLine, t: Translator) -> str:
    """Who said it."""
    return fact.who or t("has left")


def fact_source(fact: FactLine, t: Translator) -> str:
    """Which notice asked."""
    if fact.form is None:
        return t("corrected by hand")
    number, title = fact.form
    return f"#{number} {topic(title)}".rstrip()


@dataclass(frozen=True, slots=True)
class FactOfUnit:
    """A fact with its unit and the one above, for the table of all."""

    upper: str
    unit: str
    fact: FactLine


def fact_table(
    facts: Sequence[FactOfUnit], t: Translator
) -> tuple[list[str], list[list[TableCell]]]:
    """Headings, and all facts as rows; numbers and days keep their type."""
    heads = [t("Above"), t("Unit"), t("Question"), t("Value"), t("Measure"), t("Day"), t("Said by"),
             t("Source")]  # fmt: skip
    return heads, [_row(each, t) for each in facts]


def _row(found: FactOfUnit, t: Translator) -> list[TableCell]:
    fact, question = found.fact, found.fact.question
    return [
        found.upper, found.unit, question.label,
        fact.link or typed_value(question, fact.value, t),
        question.measure, date.fromisoformat(fact.day),
        fact_teller(fact, t), fact_source(fact, t),
    ]  # fmt: skip


def typed_value(question: FormQuestion, value: str | None, t: Translator) -> TableCell:
    """Numbers and dates keep their type, so that a spreadsheet reckons with them."""
    if value is None:
        return None
    if question.kind is QuestionKind.DATE:
        return date.fromisoformat(value)
    if question.kind is QuestionKind.NUMBER:
        found = number_of(value)
        return value if found is None else found
    return value_words(question, value, t)


def number_of(value: str | None) -> int | float | None:
    """The number a value is."""
    try:
        found = float(value or "")
    except ValueError:
        return None
    return int(found) if found.is_integer() else found
