"""Rows of files: calls about an instruction, and the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.instructions.calls import CallOutcome, LastCall
from bot.roster.model import Unit
from bot.store.looking.progress import Part
from bot.store.people.people import to_unit
from bot.store.tx import Row, Tx, instant


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody who answers for a unit that an instruction asks, and the last call to them."""

    unit: Unit
    upper: str
    name: str
    phone: str | None
    answered: bool
    last: LastCall | None


def calls_below(tx: Tx, instruction_id: int, part: Part, most: int) -> list[CallRow]:
    """Whoever has not answered an instruction in a part of the tree, or was called since it
    started."""
    facts = {"instruction_id": instruction_id, "most": most}
    return [
        CallRow(
            to_unit(row),
            row["upper"] or "",
            row["member_name"],
            row["phone"],
            row["answered_at"] is not None,
            _last(row),
        )
        for row in tx.all("calls_below", **facts, **part.range)
    ]


def _last(row: Row) -> LastCall | None:
    if row["called_at"] is None:
        return None
    return LastCall(CallOutcome(row["last_call"]), instant(row["called_at"]), row["missed_calls"])


def newest_log(tx: Tx, most: int) -> Iterator[tuple[Any, ...]]:
    """The newest lines of the log, the latest first: number, instant, who, what, by which path, the
    notice's number, the ids of unit and member, and more facts."""
    for row in tx.all("newest_log", most=most):
        at: datetime = instant(row["at"])
        yield (
            row["id"], at, row["actor"], row["action"], row["path"] or "", row["number"],
            row["unit_id"], row["member_id"], row["facts"] if row["facts"] != "{}" else "",
        )  # fmt: skip
