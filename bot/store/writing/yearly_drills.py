"""The unannounced drill of each year: when it is to be, and that it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.tx import Tx, instant_or_none


@dataclass(frozen=True, slots=True)
class YearlyDrill:
    """`at`: None where no day was left in the year."""

    at: datetime | None
    started_at: datetime | None


def yearly_drill(tx: Tx, year: int) -> YearlyDrill | None:
    """The drill of a year, once it is planned."""
    row = tx.one("yearly_drill", year=year)
    if row is None:
        return None
    return YearlyDrill(instant_or_none(row["at"]), instant_or_none(row["started_at"]))


def plan_yearly_drill(tx: Tx, year: int, at: datetime | None) -> None:
    """Store when it is to be."""
    tx.run("plan_yearly_drill", year=year, at=at)


def start_yearly_drill(tx: Tx, year: int, now: datetime) -> bool:
    """Record that it is held now; False where it was."""
    return bool(tx.run("start_yearly_drill", year=year, now=now))


def emergency(tx: Tx) -> bool:
    """Whether an urgent instruction that is no drill waits for answers now."""
    return tx.one("emergency_running") is not None
