"""The figures of a week in a part of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.weekly import AskedCounts, BranchTime, Vacancies, Week
from bot.store.house import house
from bot.store.looking.progress import Part
from bot.store.tx import Tx, instant, instant_or_none

_COUNTS = ("asked", "answered", "reminded", "phoned", "needed")
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class IssuerAsked:
    """What one issuer asked of units for a unit."""

    issuer_id: int
    unit_id: int
    counts: AskedCounts


def asked_in_week(tx: Tx, part: Part, week: Week) -> list[IssuerAsked]:
    """What was asked in the week, by issuer and branch."""
    facts = {"since": week.since, "until": week.until, "lowest": house.lowest_tier(tx)}
    return [
        IssuerAsked(
            row["issuer_id"],
            row["unit_id"],
            AskedCounts(
                row["asked"], row["answered"], row["reminded"], row["phoned"], row["needed"]
            ),
        )
        for row in tx.all("weekly_counts", **facts, **part.range)
    ]


def asked_anybody(tx: Tx, week: Week) -> bool:
    """Whether anybody anywhere was asked for an answer in the week."""
    return tx.one("week_asked_anybody", since=week.since, until=week.until) is not None


def branch_times(tx: Tx, part: Part, week: Week) -> list[BranchTime]:
    """The median of each branch, the slowest first."""
    facts = {"since": week.since, "until": week.until, "lowest": house.lowest_tier(tx)}
    rows = tx.all("weekly_medians", **facts, **part.range)
    return [
        BranchTime(row["name"], row["answered"], max(row["span"], 0) * _MICROSECOND) for row in rows
    ]


def vacancies_in(tx: Tx, part: Part, week: Week, now: datetime) -> Vacancies:
    """Posts filled in the week and posts empty now. One holder right after another is no
    vacancy."""
    filled = tx.all("weekly_filled", since=week.since, until=week.until, **part.range)
    spans = [
        instant(row["since"]) - instant(row["emptied"])
        for row in filled
        if row["emptied"] is not None and row["emptied"] < row["since"]
    ]
    empty = [instant_or_none(row["emptied"]) for row in tx.all("weekly_empty", **part.range)]
    longest = max((now - at for at in empty if at is not None), default=None)
    return Vacancies(spans, len(empty), longest)


def unasked_in_week(tx: Tx, part: Part, week: Week) -> int:
    """How many questions were not asked, as the answer was known."""
    row = tx.need("weekly_unasked", since=week.since, until=week.until, **part.range)
    return int(row["n"])
