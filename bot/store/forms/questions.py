"""The questions of instructions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.store.tx import Row, Tx


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an instruction; `ordinal` counts from 1."""

    id: int
    ordinal: int
    question: FormQuestion


def pictured(asked: Sequence[Asked]) -> list[Asked]:
    """Those that ask for a photo."""
    return [each for each in asked if each.question.kind is QuestionKind.PHOTO]


def asked_in(tx: Tx, instruction_id: int) -> list[Asked]:
    """The questions of an instruction, in order."""

    def load() -> list[Asked]:
        rows = tx.all("questions_of_instruction", instruction_id=instruction_id)
        return [_asked(*_columns(row)) for row in rows]

    return tx.recall(("questions", instruction_id), load)


_columns: Callable[[Row], tuple[Any, ...]] = itemgetter(
    "id", "ordinal", "words", "kind", "measure", "choices", "lowest", "highest", "table_column"
)


@lru_cache(1024)
def _asked(
    key: int, ordinal: int, words: str, kind: str, measure: str, choices: str, lowest: str | None,
    highest: str | None, column: int | None,
) -> Asked:  # fmt: skip
    bounds = (_bound(lowest), _bound(highest))
    offered = tuple(json.loads(choices))
    question = FormQuestion(words, QuestionKind(kind), measure, offered, *bounds, column)
    return Asked(key, ordinal, question)


def _bound(stored: str | None) -> Decimal | None:
    return None if stored is None else Decimal(stored)


def set_questions(tx: Tx, instruction_id: int, questions: Iterable[FormQuestion]) -> None:
    """Give a draft these questions instead of those it had."""
    tx.run("delete_questions", instruction_id=instruction_id)
    rows = [
        {
            "instruction_id": instruction_id,
            "ordinal": ordinal,
            "kind": each.kind,
            "words": each.words,
            "folded": each.key,
            "measure": each.measure,
            "choices": list(each.choices),
            "lowest": None if each.lowest is None else str(each.lowest),
            "highest": None if each.highest is None else str(each.highest),
            "table_column": each.column,
        }
        for ordinal, each in enumerate(questions, start=1)
    ]
    for row in rows:
        tx.run("insert_question", **row)
