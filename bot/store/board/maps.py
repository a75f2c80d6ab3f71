"""Plans of units, where others lie on them, and outlines from a map."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.roster.rings import Ring
from bot.store.tx import Row, Tx, instant, to_micros

WHOLE = 10_000
"""Spots are counted in this many parts of a plan's width and height."""


@dataclass(frozen=True, slots=True)
class PlanSize:
    """How large a plan is, in pixels, and since when it is there."""

    width: int
    height: int
    set_at: datetime


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """A picture of our own making: a JPEG."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class UnitNamed:
    """A unit by what a map may call it."""

    id: int
    code: str
    name: str
    upper: str


def put_plan(tx: Tx, unit_id: int, picture: PlanPicture, by: int | None, now: datetime) -> None:
    """Set the plan of a unit."""
    content = base64.b64encode(picture.content).decode()
    size = {"width": picture.width, "height": picture.height}
    tx.run("put_unit_plan", unit_id=unit_id, content=content, set_by=by, now=now, **size)


def drop_plan(tx: Tx, unit_id: int) -> bool:
    """A unit has no plan any more; False where it had none."""
    return bool(tx.run("drop_unit_plan", unit_id=unit_id))


def plan_size(tx: Tx, unit_id: int) -> PlanSize | None:
    """The size of a unit's plan; None where it has none."""
    row = tx.one("unit_plan_size", unit_id=unit_id)
    return None if row is None else PlanSize(row["width"], row["height"], instant(row["set_at"]))


def plan_content(tx: Tx, unit_id: int) -> bytes | None:
    """A unit's plan as a JPEG."""
    row = tx.one("unit_plan_content", unit_id=unit_id)
    return None if row is None else base64.b64decode(row["content"])


def spots_on(tx: Tx, plan_id: int) -> dict[int, tuple[int, int]]:
    """Where units lie on the plan of one."""
    return {r["unit_id"]: (r["x"], r["y"]) for r in tx.all("unit_spots", plan_id=plan_id)}


def put_spot(tx: Tx, plan_id: int, unit_id: int, x: int, y: int) -> None:
    """Set where a unit lies on a plan."""
    tx.run("put_unit_spot", plan_id=plan_id, unit_id=unit_id, x=x, y=y)


def drop_spot(tx: Tx, plan_id: int, unit_id: int) -> None:
    """A unit lies nowhere on a plan."""
    tx.run("drop_unit_spot", plan_id=plan_id, unit_id=unit_id)


def outlines_below(tx: Tx, unit_id: int) -> dict[int, tuple[Ring, ...]]:
    """The outlines of the units right below one."""
    return {r["unit_id"]: _rings(r) for r in tx.all("unit_outlines_below", unit_id=unit_id)}


def outlines_of(tx: Tx, unit_ids: Iterable[int]) -> dict[int, tuple[Ring, ...]]:
    """The outlines of these units."""
    found = [tx.one("unit_outline_of", unit_id=each) for each in unit_ids]
    return {row["unit_id"]: _rings(row) for row in found if row is not None}


def all_outlines(tx: Tx) -> dict[int, tuple[Ring, ...]]:
    """All outlines, by unit."""
    return {row["unit_id"]: _rings(row) for row in tx.all("unit_outlines_all")}


def put_outlines(tx: Tx, found: Mapping[int, Iterable[Ring]], now: datetime) -> None:
    """Set outlines of units."""
    rows = [
        {"unit_id": unit_id, "rings": json.dumps(list(rings)), "set_at": to_micros(now)}
        for unit_id, rings in found.items()
    ]
    tx.run_many("put_unit_outline", rows)


def units_of_map(tx: Tx) -> list[UnitNamed]:
    """All living units."""
    return [
        UnitNamed(row["id"], row["code"], row["name"], row["upper"] or "")
        for row in tx.all("units_of_map")
    ]


def _rings(row: Row) -> tuple[Ring, ...]:
    return tuple(tuple((x, y) for x, y in ring) for ring in json.loads(row["rings"]))
