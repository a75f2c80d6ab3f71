"""Health figures: what is waiting, since when, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.store.delivery.outbox import Lane
from bot.store.tx import Row, Tx, instant


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue's length, and for how many seconds its oldest row is overdue."""

    waiting: int = 0
    seconds: float = 0.0

    @classmethod
    def from_row(cls, row: Row, now: datetime) -> Queue:
        """Build from a row with a count and the oldest time."""
        since = row["since"]
        late = 0.0 if since is None else (now - instant(int(since))).total_seconds()
        return cls(int(row["n"]), max(0.0, late))


@dataclass(frozen=True, slots=True)
class Vitals:
    """`doubtful`: messages with an uncertain outcome; `aside`: dead letters."""

    lanes: Mapping[Lane, Queue]
    inbox: Queue
    chases: Queue
    doubtful: int
    aside: int


def vitals(tx: Tx, _query: None, now: datetime) -> Vitals:
    """Count; read-only."""
    found = {Lane(row["lane"]): Queue.from_row(row, now) for row in tx.all("outbox_by_lane")}
    return Vitals(
        lanes={lane: found.get(lane, Queue()) for lane in Lane},
        inbox=Queue.from_row(tx.need("inbox_backlog"), now),
        chases=Queue.from_row(tx.need("chases_overdue", now=now), now),
        doubtful=int(tx.need("doubtful_sends")["n"]),
        aside=int(tx.need("count_aside")["n"]),
    )
