"""Answers to forms, every version of them, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.forms.question import QuestionKind
from bot.instructions.forms.sums import FormSums, ValueCount, added_up, in_thousandths
from bot.instructions.model import AnswerPath, Target
from bot.store.forms import questions
from bot.store.forms.questions import Asked
from bot.store.tx import Row, Tx, instant

WHOLE: Mapping[str, object] = {"path": "", "path_end": "~"}
"""The range of all units."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """The latest answer of a unit to a question."""

    value: str
    said_at: datetime
    unusual: bool = False


@dataclass(frozen=True, slots=True)
class GivenBy:
    """Who gave answers, when and how."""

    member_id: int
    path: AnswerPath
    said_at: datetime


def answers_of(tx: Tx, target_id: int) -> dict[int, FormAnswer]:
    """The latest answers of a target, by question."""
    rows = tx.all("form_answers_of_target", target_id=target_id)
    return {
        row["question_id"]: FormAnswer(row["value"], instant(row["said_at"]), bool(row["unusual"]))
        for row in rows
    }


def put_answer(
    tx: Tx, asked: Asked, target: Target, answer: FormAnswer, by: GivenBy, now: datetime
) -> None:
    """Store an answer; an older version stays, marked as replaced."""
    key = {"question_id": asked.id, "target_id": target.id}
    tx.run("replace_form_answer", now=now, **key)
    number = asked.question.kind is QuestionKind.NUMBER
    tx.run(
        "insert_form_answer",
        unit_id=target.unit.id,
        value=answer.value,
        amount=in_thousandths(answer.value) if number else None,
        unusual=answer.unusual,
        member_id=by.member_id,
        path=by.path,
        said_at=by.said_at,
        now=now,
        **key,
    )


def last_answers(tx: Tx, instruction_id: int, unit_id: int) -> dict[int, FormAnswer]:
    """By question: what was known of a unit before, of questions that ask the same.

    A choice that is not offered any more is left out.
    """
    known = {each.id: each.question for each in questions.asked_in(tx, instruction_id)}
    found: dict[int, FormAnswer] = {}
    facts = {"instruction_id": instruction_id, "unit_id": unit_id}
    for row in tx.all("known_facts", **facts):
        choices, value = known[row["question_id"]].choices, row["value"]
        if not choices or set(value.splitlines()) <= set(choices):
            found.setdefault(row["question_id"], FormAnswer(value, instant(row["said_at"])))
    return found


def sums_below(
    tx: Tx, instruction_id: int, parts: Sequence[Mapping[str, object]] = (WHOLE,)
) -> FormSums | None:
    """What the answers of parts of the tree add up to; None where nothing is asked."""
    asked = questions.asked_in(tx, instruction_id)
    if not asked:
        return None
    values: dict[int, dict[str, ValueCount]] = {each.id: {} for each in asked}
    rows = [row for part in parts for row in _sums(tx, instruction_id, part)]
    for row in rows:
        known = values[row["question_id"]]
        given = ValueCount(row["answered"], row["amount"], row["unusual"])
        known[row["value"]] = known.get(row["value"], ValueCount()) + given
    counts = [reported(tx, instruction_id, part) for part in parts]
    return FormSums(
        [added_up(each.question, values[each.id]) for each in asked],
        sum(each.asked for each in counts),
        sum(each.filled for each in counts),
    )


def _sums(tx: Tx, instruction_id: int, part: Mapping[str, object]) -> list[Row]:
    if part is WHOLE:
        return tx.all("form_sums_in_all", instruction_id=instruction_id)
    return tx.all("form_sums", instruction_id=instruction_id, **part)


@dataclass(frozen=True, slots=True)
class Reported:
    """Of the units that are asked, how many answered."""

    asked: int
    filled: int


def reported(tx: Tx, instruction_id: int, part: Mapping[str, object] = WHOLE) -> Reported:
    """How many units of a part of the tree answered a form."""
    if part is WHOLE:
        row = tx.need("form_filled_in_all", instruction_id=instruction_id)
    else:
        row = tx.need("form_filled", instruction_id=instruction_id, **part)
    return Reported(row["asked"], row["filled"])


def answers_below(
    tx: Tx, instruction_id: int, part: Mapping[str, object]
) -> dict[int, dict[int, FormAnswer]]:
    """The latest answers of a part of the tree, by target and question."""
    found: dict[int, dict[int, FormAnswer]] = {}
    for row in tx.all("form_answers_below", instruction_id=instruction_id, **part):
        answer = FormAnswer(row["value"], instant(row["said_at"]), bool(row["unusual"]))
        found.setdefault(row["target_id"], {})[row["question_id"]] = answer
    return found
