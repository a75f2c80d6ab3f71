"""Values that are asked about once more: far above the last one, or beyond the given bounds."""

from __future__ import annotations

from decimal import Decimal

from bot.instructions.forms.question import FormQuestion, QuestionKind

TIMES = 10


def far_off(question: FormQuestion, value: str, last: str | None) -> bool:
    """Whether a number is ten times the last one or more, or beyond the bounds of its question."""
    if question.kind is not QuestionKind.NUMBER:
        return False
    number = Decimal(value)
    if question.highest is not None and number > question.highest:
        return True
    if question.lowest is not None and number < question.lowest:
        return True
    return bool(last) and Decimal(last or 0) > 0 and number >= TIMES * Decimal(last or 0)
