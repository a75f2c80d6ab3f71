"""How far an installation is set up, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store import meta
from bot.store.delivery.inbox import DeadLetter, aside
from bot.store.house import operators
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class Setup:
    """Counts of an installation.

    `bot_id`: the bot this database belongs to; `aside`: dead letters.
    """

    units: int
    vacant: int
    holders: int
    linked: int
    issuers: int
    in_groups: int
    unbound_groups: int
    administrator_in: int
    operators: frozenset[int]
    bot_id: int | None
    aside: tuple[DeadLetter, ...]


def setup(tx: Tx, most: int, now: datetime) -> Setup:
    """Count; of dead letters, load the first `most`."""
    row, bot_id = tx.need("setup_counts"), meta.get(tx, "bot_id")
    names = (
        *("units", "vacant", "holders", "linked", "issuers"),
        *("in_groups", "unbound_groups", "administrator_in"),
    )
    counts = {name: int(row[name]) for name in names}
    return Setup(
        **counts,
        operators=operators.known_operators(tx),
        bot_id=None if bot_id is None else int(bot_id),
        aside=tuple(aside(tx, most, now)),
    )
