"""The outbox as the sender uses it: pending, claimed and settled rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.store.delivery.outbox import Lane
from bot.store.tx import Row, Tx, instant

RECENT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A pending row. `stamp` is its position in the queue."""

    id: int
    stamp: int
    lane: Lane
    chat_id: int
    op: str
    message_id: int | None
    not_before: datetime

    @classmethod
    def from_row(cls, row: Row) -> OutboxEntry:
        """Build from a row of outbox."""
        return cls(
            row["id"],
            row["stamp"],
            Lane(row["lane"]),
            row["chat_id"],
            row["op"],
            row["message_id"],
            instant(row["not_before"]),
        )


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed row. `thread_id`: the topic of a forum that a new message goes to; `shows`: the
    newest version of any text when it was claimed."""

    entry: OutboxEntry
    key: str
    attempt: int
    again: bool
    thread_id: int | None = None
    shows: int = 0

    @classmethod
    def from_row(cls, row: Row) -> Claimed:
        """Build from a row of outbox."""
        entry, again = OutboxEntry.from_row(row), bool(row["again"])
        return cls(entry, row["key"], row["attempt"], again, shows=row["shows"] or 0)

    @property
    def subject(self) -> int:
        """The id in the row's key, such as that of the import request whose file is fetched."""
        return int(self.key.partition(":")[2])


@dataclass(frozen=True, slots=True)
class RecentAttempt:
    """A recent attempt in a chat, and when it began."""

    chat_id: int
    op: str
    at: datetime


def newly_pending(tx: Tx, seen: int, _now: datetime) -> list[OutboxEntry]:
    """Rows that became pending after the stamp `seen`."""
    return [OutboxEntry.from_row(row) for row in tx.all("newly_pending", seen=seen)]


def in_flight(tx: Tx) -> list[Claimed]:
    """Rows that were claimed and never settled."""
    return [Claimed.from_row(row) for row in tx.all("in_flight")]


def begun_lately(tx: Tx, now: datetime) -> list[RecentAttempt]:
    """Attempts of the last minute."""
    rows = tx.all("begun_since", instant=now - RECENT)
    return [RecentAttempt(row["chat_id"], row["op"], instant(row["since"])) for row in rows]


def claim(tx: Tx, entry: OutboxEntry, now: datetime) -> Claimed | None:
    """Claim a row; None where it was settled, dropped or postponed meanwhile."""
    row = tx.one("claim_row", row_id=entry.id, now=now)
    return None if row is None else replace(Claimed.from_row(row), thread_id=row["thread_id"])


def unclaim(tx: Tx, row: Claimed, error: str | None) -> None:
    """Release a claimed row that was not executed: it is pending again."""
    tx.run("unclaim_row", row_id=row.entry.id, error=error)


def repeat(tx: Tx, row: Claimed, error: str) -> None:
    """Retry a row with an uncertain outcome."""
    tx.run("repeat_row", row_id=row.entry.id, error=error)


@dataclass(frozen=True, slots=True)
class Settled:
    """`news`: the outcome was not known before; `again`: the row was requested anew while
    in flight."""

    news: bool
    again: OutboxEntry | None = None


def settle_row(tx: Tx, row: Claimed, state: str, error: str | None, now: datetime) -> Settled:
    """Settle a claimed row; the result includes the row if it is pending again."""
    found = tx.one("settle_row", row_id=row.entry.id, state=state, error=error, now=now)
    if found is None:
        waits = tx.one("pending_row", row_id=row.entry.id)
        return Settled(news=False, again=None if waits is None else OutboxEntry.from_row(waits))
    return Settled(
        news=True, again=OutboxEntry.from_row(found) if found["state"] == "pending" else None
    )


def count_to_do(tx: Tx, _query: None, now: datetime) -> int:
    """The number of rows in flight or ready to be claimed."""
    return int(tx.need("count_to_do", now=now)["n"])


def file_to_fetch(tx: Tx, import_id: int) -> str | None:
    """The Telegram file id of an import request."""
    row = tx.one("file_to_fetch", import_id=import_id)
    return None if row is None else str(row["file_id"])
