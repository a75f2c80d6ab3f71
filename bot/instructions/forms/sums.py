"""What the answers to a form add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.instructions.forms.question import FormQuestion, QuestionKind

THOUSAND = 1000
COUNTED = frozenset({QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.SEVERAL})
"""Kinds of which it is counted how many gave each value."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Of one question: how many answered, the sum of a number, how many gave each value."""

    question: FormQuestion
    answered: int = 0
    total: Decimal = Decimal(0)
    counts: Mapping[str, int] = field(default_factory=dict)
    unusual: int = 0
    """Values that were far off and confirmed."""


@dataclass(frozen=True, slots=True)
class FormSums:
    """The sums of a form, of how many that are asked how many answered its present text; `older`:
    the sums hold answers to a text that was corrected."""

    sums: Sequence[Sum]
    asked: int
    filled: int
    older: bool = False


def in_thousandths(value: str) -> int:
    """A number as it is stored, so that sums are exact."""
    return int(Decimal(value) * THOUSAND)


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many gave a value; of numbers their sum in thousandths, and how many were far off."""

    answered: int = 0
    amount: int = 0
    unusual: int = 0

    def __add__(self, other: ValueCount) -> ValueCount:
        return ValueCount(
            self.answered + other.answered,
            self.amount + other.amount,
            self.unusual + other.unusual,
        )

    def __sub__(self, other: ValueCount) -> ValueCount:
        return ValueCount(
            self.answered - other.answered,
            self.amount - other.amount,
            self.unusual - other.unusual,
        )


def added_up(question: FormQuestion, values: Mapping[str, ValueCount]) -> Sum:
    """From how many gave each value. Of several chosen ones each is counted."""
    counts: dict[str, int] = {}
    for value, given in values.items():
        for each in (value.splitlines() or [""]) if question.choices else [value]:
            if given.answered:
                counts[each] = counts.get(each, 0) + given.answered
    whole = sum(values.values(), ValueCount())
    total = Decimal(whole.amount) / THOUSAND
    return Sum(question, whole.answered, total, counts, whole.unusual)
