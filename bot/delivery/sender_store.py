"""The sender's database work, one transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import holding
from bot.delivery.claiming import Batch, Claimer
from bot.delivery.settling import RowOutcome, Settler
from bot.store import meta
from bot.store.delivery import sending
from bot.store.delivery.sending import Claimed, OutboxEntry
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class RoundInput:
    """Input of one round: results to settle, rows to claim, and the waits where they
    have changed."""

    results: Sequence[RowOutcome]
    entries: Sequence[OutboxEntry]
    holds: str | None


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What a previous process left: rows in flight, recent attempts, and retry-after waits."""

    in_flight: Sequence[Claimed]
    lately: Sequence[sending.RecentAttempt]
    holds: str | None
    now: datetime


class SenderStore:
    """Settles results and claims rows."""

    def __init__(self, settler: Settler, claimer: Claimer) -> None:
        self._settler = settler
        self._claimer = claimer

    def write(self, tx: Tx, command: RoundInput, now: datetime) -> Batch:
        """Settle the results, then claim and render the next rows."""
        begun = Batch()
        begun.back += self._settler.settle(tx, command.results, now)
        self._claimer.begin(tx, command.entries, begun, now)
        if command.holds is not None:
            meta.put(tx, holding.HOLDS_KEY, command.holds)
        return begun


def stock(tx: Tx, _command: None, now: datetime) -> LeftOver:
    """Load what a previous process left."""
    kept = meta.get(tx, holding.HOLDS_KEY)
    return LeftOver(sending.in_flight(tx), sending.begun_lately(tx, now), kept, now)
