"""What was typed as the answer to a whole form: 是 3 20 · 1是 2、3户 3.20袋 · a line each · 同上次.

Every way of reading is tried; where two ways differ, or anything is left out, the result is unsure
and is shown to the writer before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.instructions.forms.form_words import COURTESY
from bot.instructions.forms.parts import (
    level_reply,
)
from bot.instructions.forms.prose import asks
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.reading_answer import (
    UNREAD,
    ReadAnswer,
)
from bot.instructions.forms.refusing import holds_number
from bot.instructions.forms.ways import Answers, FormWays, is_full, read_count
from bot.roster.fold import fold


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What a reply says to each question. `sure`: it answers all of them, and in one way only.

    `personal`: it holds an identity or phone number, so that nothing of it is taken.
    """

    answers: tuple[ReadAnswer, ...]
    sure: bool
    personal: bool = False

    @property
    def values(self) -> tuple[str | None, ...]:
        """The values read; None for what is still asked."""
        return tuple(each.value for each in self.answers)

    @property
    def any(self) -> bool:
        """Whether anything was read at all."""
        return any(each.value is not None for each in self.answers)


def read_form(
    questions: Sequence[FormQuestion],
    words: str,
    today: date,
    last: Sequence[str | None] = (),
) -> ReadForm:
    """What a reply says to the questions; `last`: the last values of the same unit."""
    form = FormWays(questions, today, [*last, *[None] * (len(questions) - len(last))])
    if holds_number(words):
        return ReadForm((UNREAD,) * len(questions), sure=False, personal=True)
    plain = level_reply(words)
    names_unit = _BUILDING.match(plain)
    if names_unit and not counts_buildings(questions):
        plain = plain[names_unit.end() :]
    if len(questions) == 1 and questions[0].kind is QuestionKind.TEXT:
        plain = words.strip()  # as it is written
    if len(questions) > 1 and _ONLY_COURTESY.fullmatch(fold(plain)):
        return ReadForm((UNREAD,) * len(questions), sure=False)
    found = [each for each in form.readings(plain) if any(one.value is not None for one in each)]
    if len(questions) > 1 and asks(words):
        found = [each for each in found if not _only_words(questions, each) or is_full(each)]
    if not found:
        return ReadForm((UNREAD,) * len(questions), sure=False)
    best = max(found, key=lambda each: (is_full(each), read_count(each), _chosen(each)))
    if not is_full(best):
        return ReadForm(_filled(questions, best, found), sure=False)
    rivals = {_values(each) for each in found if is_full(each)}
    sure = not names_unit and len(rivals) == 1 and all(each.sure for each in best)
    return ReadForm(best, sure)


def _chosen(answers: Answers) -> int:
    """How many choices were named in all."""
    return sum(len((each.value or "").splitlines()) for each in answers)


def _filled(questions: Sequence[FormQuestion], best: Answers, found: Sequence[Answers]) -> Answers:
    """The best reading, and what others that do not contradict it read besides. Not words, in
    which the rest may stand, and not numbers: one that was not read may be vague."""
    answers = list(best)
    for other in found:
        pairs = list(zip(answers, other, strict=True))
        if all(one.value in {None, two.value} or two.value is None for one, two in pairs):
            for at, (one, two) in enumerate(pairs):
                if one.value is None and questions[at].kind not in _NEVER_FILLED:
                    answers[at] = replace(two, sure=False)
    return tuple(answers)


_NEVER_FILLED = {QuestionKind.TEXT, QuestionKind.NUMBER}


def _only_words(questions: Sequence[FormQuestion], answers: Answers) -> bool:
    """Whether nothing was read but words, or a yes or no that may be no answer: 老人找不到."""
    return all(
        each.value is None or question.kind in {QuestionKind.TEXT, QuestionKind.YES_NO}
        for question, each in zip(questions, answers, strict=True)
    )


def counts_buildings(questions: Sequence[FormQuestion]) -> bool:
    """Whether a number of buildings is asked for, so that 4栋 may be an answer."""
    return any(fold(each.measure) in {"栋", "幢", "座", "楼"} for each in questions)


def building_named(words: str) -> str | None:
    """The number of the building a reply begins with: 4 of 4栋：是 2 5."""
    found = _BUILDING.match(level_reply(words))
    return found[1] if found else None


def _values(answers: Answers) -> tuple[str | None, ...]:
    return tuple(each.value for each in answers)


_ONLY_COURTESY = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, COURTESY), key=len))}|[,，。!！])+"
)
_BUILDING = re.compile(r"^(\d+)\s*(?:栋|幢|座|号楼|#)(?:\s*楼)?[\s:,，、]*(?=\S)")
