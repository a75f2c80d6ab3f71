"""Answers to forms, every version of them, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.instructions.forms.amounts import Amount, scale_of
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.sums import COUNTED, FormSums, ValueCount, added_up, in_thousandths
from bot.instructions.model import AnswerPath, Instruction, Target
from bot.roster.fold import fold
from bot.roster.model import Unit
from bot.store.forms import questions
from bot.store.forms.questions import Asked
from bot.store.people.people import path_end
from bot.store.tx import Row, Tx, instant, to_micros

WHOLE: Mapping[str, object] = {"path": "", "path_end": "~"}
"""The range of all units."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """The latest answer of a unit to a question; `id`: 0 for what is known from elsewhere."""

    value: str
    said_at: datetime
    unusual: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class GivenBy:
    """Who gave answers, when and how; `chat_id`: in which chat, None for a page."""

    member_id: int
    path: AnswerPath
    said_at: datetime
    chat_id: int | None = None


def answers_of(tx: Tx, target_id: int) -> dict[int, FormAnswer]:
    """The latest answers of a target, by question."""
    rows = tx.all("form_answers_of_target", target_id=target_id)
    return {
        row["question_id"]: FormAnswer(
            row["value"], instant(row["said_at"]), bool(row["unusual"]), row["id"]
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to be stored; `again`: the unit has answered the question before."""

    asked: Asked
    value: str
    unusual: bool = False
    again: bool = False


def put_answers(
    tx: Tx, target: Target, given: Sequence[NewAnswer], by: GivenBy, now: datetime
) -> None:
    """Store answers; older versions stay, marked as replaced."""
    replaced = [{"question_id": each.asked.id, "target_id": target.id, "now": now}
                for each in given if each.again]  # fmt: skip
    tx.run_many("replace_form_answer", replaced)
    said: dict[str, object] = {
        "target_id": target.id, "unit_id": target.unit.id, "member_id": by.member_id,
        "path": by.path.value, "said_at": to_micros(by.said_at), "now": to_micros(now),
    }  # fmt: skip
    tx.run_many("insert_form_answer", [said | _stored(each) for each in given])


def _stored(given: NewAnswer) -> dict[str, object]:
    kind = given.asked.question.kind
    # A picture counts like a number that adds nothing: how many there are is read from one index.
    amount = 0 if kind is QuestionKind.PHOTO else None
    return {
        "question_id": given.asked.id,
        "value": given.value,
        "amount": in_thousandths(given.value) if kind is QuestionKind.NUMBER else amount,
        "unusual": given.unusual,
    }


def mark_reported(tx: Tx, target: Target, now: datetime) -> None:
    """Every question of the target's form has an answer."""
    tx.run("report_target", target_id=target.id, now=now)


def last_answers(
    tx: Tx, instruction_id: int, unit_id: int, asked: Sequence[Asked]
) -> dict[int, FormAnswer]:
    """By question: what was known of a unit before, of questions that ask the same.

    A choice that is not offered any more is left out, and a number in a measure that cannot be
    converted into the one asked for.
    """
    known = {each.id: each.question for each in asked}
    found: dict[int, FormAnswer] = {}
    facts = {"instruction_id": instruction_id, "unit_id": unit_id}
    for row in tx.all("known_facts", **facts):
        value = _as_asked(known[row["question_id"]], row["value"], row["measure"])
        if value is not None:
            found[row["question_id"]] = FormAnswer(value, instant(row["said_at"]))
    return found


def _as_asked(question: FormQuestion, value: str, measure: str) -> str | None:
    """What was known, as an answer to a question; None where it is none."""
    if question.kind is not QuestionKind.NUMBER:
        choices = question.choices
        return value if not choices or set(value.splitlines()) <= set(choices) else None
    said, wanted = fold(measure), fold(question.measure)
    if said == wanted or not said or not wanted:
        return value
    amount = Amount(Decimal(value), said, 0)
    return amount.counted_in(wanted) if scale_of(said) == scale_of(wanted) else None


def sums_below(
    tx: Tx, instruction_id: int, parts: Sequence[Mapping[str, object]] = (WHOLE,)
) -> FormSums | None:
    """What the answers of parts of the tree add up to; None where nothing is asked."""
    asked = questions.asked_in(tx, instruction_id)
    if not asked:
        return None
    values: Values = {each.id: {} for each in asked}
    counts = [reported(tx, instruction_id, part) for part in parts]
    for part, count in zip(parts, counts, strict=True):
        if part is WHOLE and count.asked:
            _add_whole(tx, instruction_id, asked, values)
        elif part is not WHOLE:
            _add(values, tx.all("form_sums", instruction_id=instruction_id, **part))
    older = tx.one("answers_to_older_text", instruction_id=instruction_id)
    return FormSums(
        [added_up(each.question, values[each.id]) for each in asked],
        sum(each.asked for each in counts),
        sum(each.filled for each in counts),
        older=older is not None,
    )


def part_of(unit: Unit) -> Mapping[str, object]:
    """The range of a unit and everything below it."""
    return {"path": unit.path, "path_end": path_end(unit.path)}


def sums_of_branch(tx: Tx, instruction: Instruction, unit: Unit) -> FormSums | None:
    """What the units below a branch add up to; None where none below it is asked."""
    if instruction.form_tier is None or instruction.asks_form(unit.tier):
        return None
    return sums_below(tx, instruction.id, [part_of(unit)])


Values = dict[int, dict[str, ValueCount]]
"""By question: how many gave each value."""


def _add(values: Values, rows: Sequence[Row]) -> None:
    for row in rows:
        known, value = values[row["question_id"]], row["value"]
        known[value] = known.get(value, ValueCount()) + _count(row)


def _count(row: Row) -> ValueCount:
    return ValueCount(row["answered"], row["amount"], row["unusual"])


def _add_whole(tx: Tx, instruction_id: int, asked: Sequence[Asked], values: Values) -> None:
    """All answers, a question at a time from an index, less those of withdrawn targets."""
    far = {row["question_id"]: row["unusual"]
           for row in tx.all("form_unusual", instruction_id=instruction_id)}  # fmt: skip
    for each in asked:
        if each.question.kind in (QuestionKind.NUMBER, QuestionKind.PHOTO):
            row = tx.need("form_numbers", question_id=each.id)
            count = ValueCount(row["answered"], row["amount"], far.get(each.id, 0))
            values[each.id][""] = count
        elif each.question.kind in COUNTED:
            rows = tx.all("form_values", question_id=each.id)
            values[each.id] |= {row["value"]: ValueCount(row["answered"]) for row in rows}
    for row in tx.all("form_sums_withdrawn", instruction_id=instruction_id):
        known, value = values[row["question_id"]], row["value"]
        known[value] = known[value] - _count(row)


@dataclass(frozen=True, slots=True)
class Reported:
    """Of the units that are asked, how many answered."""

    asked: int
    filled: int


def reported(tx: Tx, instruction_id: int, part: Mapping[str, object] = WHOLE) -> Reported:
    """How many units of a part of the tree answered a form."""
    if part is WHOLE:
        row = tx.need("form_reported_in_all", instruction_id=instruction_id)
    else:
        row = tx.need("form_reported", instruction_id=instruction_id, **part)
    return Reported(row["asked"], row["reported"])


def answers_below(
    tx: Tx, instruction_id: int, part: Mapping[str, object]
) -> dict[int, dict[int, FormAnswer]]:
    """The latest answers of a part of the tree, by target and question."""
    found: dict[int, dict[int, FormAnswer]] = {}
    for row in tx.all("form_answers_below", instruction_id=instruction_id, **part):
        answer = FormAnswer(row["value"], instant(row["said_at"]), bool(row["unusual"]))
        found.setdefault(row["target_id"], {})[row["question_id"]] = answer
    return found
