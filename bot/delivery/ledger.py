"""What the sender writes down, a transaction each."""

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
    """What came back, what is next, and the holds where they have changed."""

    results: Sequence[Result]
    entries: Sequence[OutboxEntry]
    holds: str | None


@dataclass(frozen=True, slots=True)
class Stock:
    """What a process before us left: under way, done lately, and asked to wait for."""

    in_flight: Sequence[Claimed]
    lately: Sequence[sending.RecentAttempt]
    holds: str | None
    now: datetime


class Ledger:
    """Settles and begins."""

    def __init__(self, settler: Settler, beginner: Beginner) -> None:
        self._settler = settler
        self._beginner = beginner

    def write(self, tx: Tx, command: Round, now: datetime) -> Batch:
        """Write down what came back, then begin what is next."""
        begun = Batch()
        begun.back += self._settler.settle(tx, command.results, now)
        self._beginner.begin(tx, command.entries, begun, now)
        if command.holds is not None:
            meta.put(tx, holding.KEY, command.holds)
        return begun


def stock(tx: Tx, _command: None, now: datetime) -> Stock:
    """Look at what is there."""
    kept = meta.get(tx, holding.KEY)
    return Stock(sending.in_flight(tx), sending.begun_lately(tx, now), kept, now)
