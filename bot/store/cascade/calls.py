"""Telephone calls: who is to be called about an instruction, and what came of the last call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.calls import CallOutcome, LastCall
from bot.store.delivery.outbox import BotMessage
from bot.store.people.people import path_end
from bot.store.tx import Row, Tx, instant


@dataclass(frozen=True, slots=True)
class Uncalled:
    """A target whose unit is reached by telephone alone."""

    target_id: int
    unit_id: int
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class CallLine:
    """Somebody to be called, for one unit on a list."""

    target_id: int
    unit: str
    post_id: int
    member_id: int
    name: str
    last: LastCall | None


def to_be_called(tx: Tx, instruction_id: int, path: str) -> list[Uncalled]:
    """The targets at and below a path that belong on a list of calls and stand on none."""
    facts = {"path": path, "path_end": path_end(path)}
    rows = tx.all("to_be_called", instruction_id=instruction_id, **facts)
    return [Uncalled(row["target_id"], row["unit_id"], row["parent_id"]) for row in rows]


def on_a_list(tx: Tx, target_id: int) -> bool:
    """Whether a target stands on a list of calls."""
    return tx.one("on_call_list", target_id=target_id) is not None


def lists_of(tx: Tx, member_id: int) -> list[BotMessage]:
    """A reader's living lists of calls."""
    return [BotMessage.from_row(row) for row in tx.all("call_lists_of", member_id=member_id)]


def calls_left(tx: Tx, message_id: int) -> list[CallLine]:
    """Whom the reader of a list still has to call, one line a unit.

    What a call found wrong before the list was made does not count: each list asks again, so that a
    slip does not stay.
    """
    found: dict[int, CallLine] = {}
    for row in tx.all("calls_left", message_id=message_id):
        line = CallLine(
            row["target_id"], row["unit_name"], row["post_id"], row["member_id"],
            row["member_name"], _lasts(_last(row), instant(row["listed_at"])),
        )  # fmt: skip
        known = found.get(line.target_id)
        if known is None or (_gone(known) and not _gone(line)):
            found[line.target_id] = line
    return list(found.values())


def _lasts(last: LastCall | None, listed_at: datetime) -> LastCall | None:
    missed = last is not None and last.outcome is CallOutcome.NO_ANSWER
    return last if last is None or missed or last.at >= listed_at else None


def _gone(line: CallLine) -> bool:
    return line.last is not None and line.last.outcome is CallOutcome.LEFT_POST


def set_by_phone(tx: Tx, member_id: int, *, by_phone: bool) -> bool:
    """Mark a member as reached by telephone alone, or not; False where they have Telegram."""
    return bool(tx.run("set_by_phone", member_id=member_id, by_phone=by_phone))


def last_call(tx: Tx, member_id: int) -> LastCall | None:
    """What came of the last call to a member."""
    return _last(tx.need("last_call_of", member_id=member_id))


def set_last_call(tx: Tx, member_id: int, last: LastCall) -> None:
    """Record what came of a call."""
    facts = {"outcome": last.outcome, "missed": last.missed, "now": last.at}
    tx.run("set_last_call", member_id=member_id, **facts)


def _last(row: Row) -> LastCall | None:
    if row["last_call"] is None:
        return None
    return LastCall(
        CallOutcome(row["last_call"]), instant(row["last_call_at"]), row["missed_calls"]
    )
