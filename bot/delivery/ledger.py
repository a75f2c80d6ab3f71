"""The sender's database work, one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import holding
from bot.delivery.beginning import Batch, Beginner
from bot.delivery.settling import Result, Settler
from bot.store import meta
from bot.store.delivery import sending
from bot.store.delivery.sending import Claimed, OutboxEntry
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Round:
    """Input of one round: results to settle, rows to claim, and the waits where they
    have changed."""

    results: Sequence[Result]
    entries: Sequence[OutboxEntry]
    holds: str | None


@dataclass(frozen=True, slots=True)
class Stock:
    """What a previous process left: rows in flight, recent attempts, and retry-after waits."""

    in_flight: Sequence[Claimed]
    lately: Sequence[sending.RecentAttempt]
    holds: str | None
    now: datetime


class Ledger:
    """Settles results and claims rows."""

    def __init__(self, settler: Settler, beginner: Beginner) -> None:
        self._settler = settler
        self._beginner = beginner

    def write(self, tx: Tx, command: Round, now: datetime) -> Batch:
        """Settle the results, then claim and render the next rows."""
        begun = Batch()
        begun.back += self._settler.settle(tx, command.results, now)
        self._beginner.begin(tx, command.entries, begun, now)
        if command.holds is not None:
            meta.put(tx, holding.KEY, command.holds)
        return begun


def stock(tx: Tx, _command: None, now: datetime) -> Stock:
    """Load what a previous process left."""
    kept = meta.get(tx, holding.KEY)
    return Stock(sending.in_flight(tx), sending.begun_lately(tx, now), kept, now)
