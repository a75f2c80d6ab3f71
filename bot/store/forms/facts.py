"""What is known of units: every version of every fact, who said it, and which form asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.forms.facts import KnownQuestion, asked_each_time
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.forms.sums import in_thousandths
from bot.instructions.model import Instruction
from bot.roster.model import Unit
from bot.store.forms import questions
from bot.store.people.people import to_unit
from bot.store.tx import Row, Tx, instant, to_micros


@dataclass(frozen=True, slots=True)
class FactSaid:
    """What was said of a unit: by whom, when and how; `asked_by`: the instruction that asked, None
    for a correction."""

    value: str
    member_id: int
    path: str
    said_at: datetime
    asked_by: Instruction | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known. `member_name`: empty for somebody who was forgotten; `form`: number and title
    of the instruction that asked."""

    id: int
    unit_id: int
    question: FormQuestion
    value: str
    said_at: datetime
    member_name: str
    path: str
    form: tuple[int, str] | None

    @classmethod
    def from_row(cls, row: Row) -> Fact:
        """Build from a row of fact, with the member's name."""
        question = FormQuestion(
            row["words"], QuestionKind(row["kind"]), row["measure"],
            tuple(json.loads(row["choices"])),
        )  # fmt: skip
        number = row["form_number"]
        return cls(
            row["id"], row["unit_id"], question, row["value"], instant(row["said_at"]),
            row["member_name"] or "", row["path"],
            None if number is None else (number, row["form_title"] or ""),
        )  # fmt: skip


def keep_facts(
    tx: Tx, unit_id: int, said: Sequence[tuple[FormQuestion, FactSaid]], now: datetime
) -> None:
    """Keep what was said as the newest versions of facts."""
    ties = _ties(tx, said)
    at = to_micros(now)  # converted once, not for each row
    rows = [_stored(unit_id, each, fact, ties, at) for each, fact in said]
    tx.run_many("insert_fact_question", _only(rows, "folded", "kind", "words", "measure"))
    tx.run_many("replace_fact", _only(rows, "unit_id", "folded", "kind", "now"))
    tx.run_many("insert_fact", rows)


_Stored = dict[str, object]


def _only(rows: Sequence[_Stored], *names: str) -> list[_Stored]:
    return [{name: row[name] for name in names} for row in rows]


def _ties(
    tx: Tx, said: Sequence[tuple[FormQuestion, FactSaid]]
) -> Mapping[tuple[str, QuestionKind], str]:
    """The folded words under which the facts of questions are kept that are tied to others."""
    forms = {fact.asked_by.id if fact.asked_by else 0 for _, fact in said}
    rows = [row for each in forms if each for row in tx.all("fact_ties", instruction_id=each)]
    if 0 in forms:
        rows += [row for each, _ in said
                 for row in tx.all("fact_tie", folded=each.key, kind=each.kind)]  # fmt: skip
    return {(row["folded"], QuestionKind(row["kind"])): row["same_as"] for row in rows}


def _stored(
    unit_id: int,
    question: FormQuestion,
    said: FactSaid,
    ties: Mapping[tuple[str, QuestionKind], str],
    now: int,
) -> _Stored:
    number, asked = question.kind is QuestionKind.NUMBER, said.asked_by
    return {
        "unit_id": unit_id,
        "folded": ties.get((question.key, question.kind), question.key),
        "kind": question.kind.value,
        "words": question.words,
        "measure": question.measure,
        "choices": question.choices,
        "value": said.value,
        "amount": in_thousandths(said.value) if number else None,
        "member_id": said.member_id,
        "path": said.path,
        "instruction_id": asked.id if asked else None,
        "form_number": asked.number if asked else None,
        "form_title": asked.title if asked else None,
        "said_at": to_micros(said.said_at),
        "now": now,
    }


def tie(tx: Tx, question: FormQuestion, known: KnownQuestion, now: datetime) -> None:
    """A person says that two questions ask the same."""
    key = {"folded": question.key, "kind": question.kind}
    tx.run("tie_fact", same_as=known.folded, now=now, **key)


def untie(tx: Tx, question: FormQuestion) -> None:
    """They do not after all."""
    tx.run("untie_fact", folded=question.key, kind=question.kind)


def ties_in(tx: Tx, instruction_id: int) -> dict[tuple[str, str], str]:
    """By key and kind: the words of the question one is tied to."""
    rows = tx.all("fact_ties", instruction_id=instruction_id)
    return {(row["folded"], row["kind"]): row["words"] for row in rows}


def questions_known(tx: Tx, kind: QuestionKind) -> list[KnownQuestion]:
    """The questions of a kind that facts answer."""
    rows = tx.all("fact_questions", kind=kind)
    return [KnownQuestion(row["folded"], row["words"], row["measure"]) for row in rows]


def facts_of(tx: Tx, unit_id: int) -> list[Fact]:
    """What is known of a unit."""
    return [Fact.from_row(row) for row in tx.all("facts_of_unit", unit_id=unit_id)]


def units_with_facts(tx: Tx, unit_id: int) -> list[tuple[Unit, int]]:
    """The units right below one, and of how many at and below each something is known."""
    return [(to_unit(row), row["known"]) for row in tx.all("units_with_facts", unit_id=unit_id)]


def fact(tx: Tx, fact_id: int) -> Fact | None:
    """One fact; None where it is known otherwise by now, or gone."""
    row = tx.one("fact_by_id", fact_id=fact_id)
    return None if row is None else Fact.from_row(row)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with its unit, for a table."""

    upper: str
    unit: str
    fact: Fact


def facts_below(tx: Tx, part: Mapping[str, object]) -> Iterator[FactRow]:
    """What is known of the units in a range of paths, in the order of the tree."""
    for row in tx.all("facts_below", **part):
        yield FactRow(row["upper"] or "", row["unit_name"], Fact.from_row(row))


def reuse_of(tx: Tx, instruction_id: int) -> int | None:
    """Up to how many days of age what is known is not asked; None where everything is."""
    row = tx.one("reuse_of", instruction_id=instruction_id)
    return None if row is None else int(row["days"])


def set_reuse(tx: Tx, instruction_id: int, days: int | None) -> None:
    """Choose it for a draft."""
    if days is None:
        tx.run("drop_reuse", instruction_id=instruction_id)
    else:
        tx.run("set_reuse", instruction_id=instruction_id, days=days)


def answer_with_facts(tx: Tx, instruction: Instruction, now: datetime) -> int:
    """Answer what is known and fresh enough; returns how many answers that gave."""
    days = reuse_of(tx, instruction.id)
    if days is None:
        return 0
    since = now - timedelta(days=days)
    facts = {"instruction_id": instruction.id, "tier": instruction.form_tier}
    given = sum(
        tx.run("answer_with_facts", question_id=each.id, since=since, now=now, **facts)
        for each in questions.asked_in(tx, instruction.id)
        if not asked_each_time(each.question)
    )
    tx.run("note_all_known", instruction_id=instruction.id)
    tx.run("report_known_targets", instruction_id=instruction.id, now=now)
    return given


def known_to_answer(tx: Tx, most: int) -> list[int]:
    """Opened targets that answer by themselves, as everything asked is known of them."""
    return [int(row["id"]) for row in tx.all("known_to_answer", most=most)]


def answered_by_facts(tx: Tx, target_id: int) -> bool:
    """Whether what was known answered anything of a target."""
    return tx.one("answered_by_facts", target_id=target_id) is not None
