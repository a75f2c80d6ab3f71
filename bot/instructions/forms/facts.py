"""Facts of units: how long one is good for, and which questions may ask the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from bot.instructions.forms.question import FormQuestion

AGES = (7, 30, 365)
"""Days after which an issuer has what is known asked again."""
_ALIKE = 70.0
"""Per cent of likeness from which two questions are proposed as one."""


_OF_A_TIME = re.compile(
    r"[本这這此该該](?:日|天|周|星期|旬|月|季|年|期|次|轮|輪)|[今当當昨](?:日|天|月|年)|新增"
    r"|\b(?:this|last) (?:day|week|month|quarter|year|time)\b|\btoday\b|\bnew\b"
)


def asked_each_time(question: FormQuestion) -> bool:
    """Whether it asks about a time (本月新增), of which a former answer says nothing."""
    return _OF_A_TIME.search(question.words.casefold()) is not None


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """A question that facts answer; `folded`: the key under which they are kept."""

    folded: str
    words: str
    measure: str = ""


def next_age(days: int | None) -> int | None:
    """The next choice of the issuer's: always ask, then 7, 30, 365 days."""
    if days not in AGES:
        return AGES[0]
    at = AGES.index(days) + 1
    return AGES[at] if at < len(AGES) else None


def alike(question: FormQuestion, known: Sequence[KnownQuestion]) -> KnownQuestion | None:
    """The known question most like one that is not known itself; a person decides about it."""
    if any(each.folded == question.key for each in known):
        return None
    found = [
        (ratio(question.folded, question.named(each.words).folded), each)
        for each in known
        if not each.measure or not question.measure or each.measure == question.measure
    ]
    best = max(found, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= _ALIKE else None
