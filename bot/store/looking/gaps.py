"""Gaps in a part of the tree. Only what is missing is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.gaps import Gap, GapKind, gap_where_nobody_can_be_written_to
from bot.roster.model import Unit
from bot.store.looking.progress import EVERYTHING, Part
from bot.store.people.people import path_end, to_unit
from bot.store.tx import Row, Tx, instant, instant_or_none


def gaps_in(tx: Tx, parts: Sequence[Part], before: datetime | None = None) -> list[Gap]:
    """The gaps of the roster in these parts, kind by kind, each in tree order. `before`: also the
    units of those without a sign of life since then."""
    order = list(GapKind)
    found = [gap for part in parts for gap in (*_unreached(tx, part), *_groupless(tx, part))]
    if before is not None:
        silent = {each.unit.id: each.unit for each in unheard_in(tx, parts, before)}
        found += [Gap(GapKind.UNHEARD, unit) for unit in silent.values()]
    return sorted(found, key=lambda gap: (order.index(gap.kind), gap.unit.path))


def gap_kinds_in(tx: Tx, parts: Iterable[Part]) -> Iterator[GapKind]:
    """The kind of each of these gaps, where only counts are needed."""
    for part in parts:
        kinds = map(_why, tx.all("unreached_units", **part.range))
        yield from (kind for kind in kinds if kind is not None)
        yield from (GapKind.MUTED for _ in tx.all("muted_units", **part.range))
        yield from (GapKind.UNBOUND for _ in tx.all("unbound_units", **part.range))


@dataclass(frozen=True, slots=True)
class Numberless:
    """A member without a phone number, and the unit of their first post."""

    unit: Unit
    member_id: int
    name: str


def without_phone_in(tx: Tx, parts: Iterable[Part]) -> list[Numberless]:
    """Unlinked members without a phone number in these parts, each once."""
    rows = (row for part in parts for row in tx.all("holders_without_phone", **part.range))
    found: dict[int, Numberless] = {}
    for row in rows:
        each = Numberless(to_unit(row), int(row["member_id"]), str(row["member_name"]))
        found.setdefault(each.member_id, each)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Unheard:
    """A holder who was asked and has answered nothing since an instant."""

    unit: Unit
    post_id: int
    name: str
    heard_at: datetime


def unheard_in(
    tx: Tx, parts: Iterable[Part], before: datetime, most: int = EVERYTHING
) -> list[Unheard]:
    """Those in these parts without a sign of life since `before`, the longest silence first."""
    facts = {"before": before, "most": most}
    rows = (row for part in parts for row in tx.all("unheard_below", **facts, **part.range))
    found = (
        Unheard(to_unit(row), row["post_id"], row["member_name"], instant(row["heard_at"]))
        for row in rows
    )
    return sorted(found, key=lambda each: each.heard_at)[:most]


def count_unheard(tx: Tx, parts: Iterable[Part], before: datetime) -> int:
    """How many they are."""
    found = (tx.need("count_unheard_below", before=before, **part.range) for part in parts)
    return sum(int(row["n"]) for row in found)


@dataclass(frozen=True, slots=True)
class SignOfLife:
    """When the holder of a post last answered anything; `silent_since`: they were asked since."""

    alive_at: datetime | None
    silent_since: datetime | None


def signs_of(tx: Tx, unit_id: int) -> dict[int, SignOfLife]:
    """By post of a unit, the last sign of life of its holder."""
    return {
        row["post_id"]: SignOfLife(
            instant_or_none(row["alive_at"]), instant_or_none(row["heard_at"])
        )
        for row in tx.all("signs_of_unit", unit_id=unit_id)
    }


def last_drill(tx: Tx, unit_id: int) -> datetime | None:
    """When a drill last reached a unit."""
    return instant_or_none(tx.need("last_drill_of_unit", unit_id=unit_id)["at"])


def muted_in(tx: Tx, parts: Iterable[Unit]) -> frozenset[int]:
    """The units at and below these whose group we are in and may not write in."""
    ranges = ({"path": each.path, "path_end": path_end(each.path)} for each in parts)
    return frozenset(row["id"] for each in ranges for row in tx.all("muted_units", **each))


def groups_waiting_in(tx: Tx, parts: Iterable[Part]) -> list[str]:
    """The titles of unbound groups to which post holders of these parts added the bot."""
    rows = (row for part in parts for row in tx.all("groups_waiting_below", **part.range))
    return list({int(row["id"]): str(row["title"]) for row in rows}.values())


def _unreached(tx: Tx, part: Part) -> list[Gap]:
    rows = tx.all("unreached_units", **part.range)
    return [Gap(kind, to_unit(row)) for row in rows if (kind := _why(row)) is not None]


def _why(row: Row) -> GapKind | None:
    lowest = row["below"] == 0
    facts = (row["seats"], row["held"], row["linked"], lowest)
    return gap_where_nobody_can_be_written_to(
        *facts, row["deactivated"], row["present"], row["called"]
    )


def _groupless(tx: Tx, part: Part) -> list[Gap]:
    unbound = [Gap(GapKind.UNBOUND, to_unit(row)) for row in tx.all("unbound_units", **part.range)]
    muted = [Gap(GapKind.MUTED, to_unit(row)) for row in tx.all("muted_units", **part.range)]
    return [*muted, *unbound]
