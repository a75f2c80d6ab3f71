"""Forms that people are filling in, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.instructions.model import AnswerPath
from bot.store.tx import Row, Tx, instant

FillingState = Literal["open", "sent", "left"]


@dataclass(frozen=True, slots=True)
class Filling:
    """A form being filled in. `ordinal`: the question asked now, None when all are looked at;
    `choosing`: which question is to be changed is being asked."""

    id: int
    target_id: int
    member_id: int
    chat_id: int
    state: FillingState
    ordinal: int | None
    choosing: bool
    path: AnswerPath
    said_at: datetime

    @classmethod
    def from_row(cls, row: Row) -> Filling:
        """Build from a row of form_filling."""
        return cls(
            row["id"], row["target_id"], row["member_id"], row["chat_id"], row["state"],
            row["ordinal"], bool(row["choosing"]), AnswerPath(row["path"]),
            instant(row["said_at"]),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilledValue:
    """What was said so far to a question; `sure`: confirmed although it is far off; `replaces`: the
    id of the answer there was then, 0 for none."""

    value: str
    sure: bool = False
    replaces: int = 0


def filling(tx: Tx, filling_id: int) -> Filling:
    """One of them. Raises LookupError."""
    return Filling.from_row(tx.need("filling_by_id", filling_id=filling_id))


def begin_filling(
    tx: Tx, target_id: int, member_id: int, chat_id: int, path: AnswerPath, now: datetime
) -> Filling:
    """What a member is filling in for a target, or a new one."""
    key = {"target_id": target_id, "member_id": member_id}
    row = tx.one("open_filling", **key)
    row = row or tx.need("insert_filling", chat_id=chat_id, path=path, now=now, **key)
    return Filling.from_row(row)


def filling_of(tx: Tx, target_id: int, member_id: int) -> Filling | None:
    """What a member is filling in for a target."""
    row = tx.one("open_filling", target_id=target_id, member_id=member_id)
    return None if row is None else Filling.from_row(row)


def open_fillings_by(tx: Tx, member_id: int) -> list[Filling]:
    """What a member is filling in, the newest first."""
    return [Filling.from_row(row) for row in tx.all("open_fillings_by", member_id=member_id)]


def save_filling(tx: Tx, now: Filling) -> None:
    """Store its present state; at the end what was said so far is erased."""
    tx.run(
        "save_filling", filling_id=now.id, state=now.state, ordinal=now.ordinal,
        choosing=now.choosing, path=now.path, said_at=now.said_at,
    )  # fmt: skip
    if now.state != "open":
        tx.run("erase_filling_values", filling_id=now.id)


def filled_values(tx: Tx, filling_id: int) -> dict[int, FilledValue]:
    """What was said so far, by question."""
    rows = tx.all("filling_values", filling_id=filling_id)
    return {
        row["question_id"]: FilledValue(row["value"], bool(row["sure"]), row["replaces"])
        for row in rows
    }


def put_value(tx: Tx, filling_id: int, question_id: int, value: FilledValue) -> None:
    """Keep what was said to a question."""
    tx.run(
        "put_filling_value", filling_id=filling_id, question_id=question_id, value=value.value,
        sure=value.sure, replaces=value.replaces,
    )  # fmt: skip


def open_fillings(tx: Tx, instruction_id: int) -> list[Filling]:
    """The forms of an instruction that somebody is filling in."""
    rows = tx.all("open_fillings_of_instruction", instruction_id=instruction_id)
    return [Filling.from_row(row) for row in rows]
