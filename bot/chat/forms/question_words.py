"""Questions of forms, their values and sums in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from bot.chat.text import shorten
from bot.chat.texts import N_, Translator
from bot.instructions.forms.office_table import PAGE
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import number_text
from bot.instructions.forms.sums import FormSums, Sum

_KINDS = {
    QuestionKind.NUMBER: N_("number"),
    QuestionKind.YES_NO: N_("yes or no"),
    QuestionKind.DATE: N_("date"),
    QuestionKind.TEXT: N_("words"),
    QuestionKind.PHOTO: N_("photo"),
}


def form_question_line(ordinal: int, question: FormQuestion, t: Translator) -> str:
    """A question as it is asked on a card: 2. 低洼住户几户？"""
    return f"{ordinal}. {question.words}{_hint(question, t)}"


def _hint(question: FormQuestion, t: Translator) -> str:
    choices = "/".join(question.choices)
    match question.kind:
        case QuestionKind.YES_NO:
            return t(" (yes/no)")
        case QuestionKind.CHOICE:
            return t(" ({choices})", choices=choices)
        case QuestionKind.SEVERAL:
            return t(" ({choices}, several possible)", choices=choices)
        case QuestionKind.DATE:
            return t(" (date)")
        case QuestionKind.PHOTO:
            return t(" (photo)")
    return "" if question.tells_measure else t(" ({choices})", choices=question.measure)


def form_question_lines(questions: Sequence[FormQuestion], t: Translator) -> list[str]:
    """All questions on a card; of a long form the first ones."""
    found = [form_question_line(at, each, t) for at, each in enumerate(questions[:PAGE], start=1)]
    rest = len(questions) - len(found)
    return [*found, t.n("… and {n} more", "… and {n} more", rest)] if rest else found


def question_kind(question: FormQuestion, t: Translator) -> str:
    """What is asked for, as its writer is told: number of 户, yes or no, 正常/停运."""
    if question.kind in (QuestionKind.CHOICE, QuestionKind.SEVERAL):
        choices = "/".join(question.choices)
        several = question.kind is QuestionKind.SEVERAL
        return t("{choices}, several possible", choices=choices) if several else choices
    if question.kind is QuestionKind.NUMBER and question.measure:
        found = t("number of {measure}", measure=question.measure)
    else:
        found = t(_KINDS[question.kind])
    if question.highest is None or question.lowest is None:
        return found
    low, high = number_text(question.lowest), number_text(question.highest)
    return t("{kind}, from {low} to {high}", kind=found, low=low, high=high)


def value_words(question: FormQuestion, value: str, t: Translator) -> str:
    """A value in words: 3 户, 是, 12/5."""
    match question.kind:
        case QuestionKind.NUMBER:
            return f"{value} {question.measure}".rstrip()
        case QuestionKind.YES_NO:
            return t("yes") if value == "yes" else t("no")
        case QuestionKind.SEVERAL:
            return t(", ").join(value.splitlines()) or t("none of them")
        case QuestionKind.DATE:
            day = date.fromisoformat(value)
            return t("{month}/{day}", month=day.month, day=day.day)
        case QuestionKind.PHOTO:
            return t("with a photo")
    return value


def filled_words(
    filled: Sequence[tuple[FormQuestion, str]], t: Translator, longest: int | None = None
) -> str:
    """Questions with their values: 挡板到位 是 · 低洼住户 3 户; each in at most `longest`."""
    said = [f"{each.label} {value_words(each, value, t)}" for each, value in filled]
    return _DOT.join(shorten(each, longest - len(_DOT)) if longest else each for each in said)


_DOT = " · "


def sum_lines(sums: FormSums, t: Translator) -> Iterator[str]:
    """How many filled it in, and what each question adds up to."""
    yield t("Filled in {filled}/{asked}", filled=sums.filled, asked=sums.asked)
    for each in sums.sums:
        if each.answered and (line := _sum(each, t)):
            yield line
    if sums.older:
        yield t("The figures hold answers from before the correction.")


def branch_sum_lines(unit: str, sums: FormSums, t: Translator) -> Iterator[str]:
    """Whether all have reported, and the sums."""
    if sums.asked and sums.asked == sums.filled:
        yield t("{unit} is complete, thank you! It adds up to:", unit=unit)
    yield from sum_lines(sums, t)


def _sum(each: Sum, t: Translator) -> str | None:
    label, question = each.question.label, each.question
    if question.kind in (QuestionKind.TEXT, QuestionKind.DATE):
        return None
    if question.kind is QuestionKind.PHOTO:
        return t("{label}: {n} with a photo", label=label, n=each.answered)
    if question.kind is QuestionKind.NUMBER:
        amount = f"{_grouped(each.total)} {question.measure}".rstrip()
        line = t("{label}: {amount} in all", label=label, amount=amount)
        if each.unusual:
            line += t.n(" ({n} far off, confirmed)", " ({n} far off, confirmed)", each.unusual)
        return line
    order = question.choices or ("yes", "no")
    counts = [
        f"{value_words(question, value, t)} {each.counts[value]}"
        for value in ("", *order)
        if each.counts.get(value)
    ]
    return t("{label}: {counts}", label=label, counts=" · ".join(counts))


def _grouped(amount: Decimal) -> str:
    return f"{amount.normalize():,f}"
