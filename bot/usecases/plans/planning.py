"""Plans of branches: a picture, and where the units lie on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.roster.model import Unit
from bot.store.board import maps
from bot.store.board.maps import PlanPicture, PlanSize
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.board.pages import PageReader, reader, unit_by_code
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class AskPlan:
    """The plan of a unit by its code."""

    reader: PageReader
    code: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A unit's plan as its spots are set. `units`: those right below; `spots`: where they lie."""

    unit: Unit
    size: PlanSize | None
    units: tuple[Unit, ...]
    spots: Mapping[int, tuple[int, int]]


def plan_page(tx: Tx, command: AskPlan, _now: datetime) -> PlanPage:
    """For whoever may bind its groups. Raises Refused("not_allowed")."""
    _, unit = _bound(tx, command)
    below = tuple(each for each in people.subtree(tx, unit) if each.parent_id == unit.id)
    return PlanPage(unit, maps.plan_size(tx, unit.id), below, maps.spots_on(tx, unit.id))


def _bound(tx: Tx, command: AskPlan) -> tuple[Actor, Unit]:
    who = reader(tx, command.reader)
    unit = unit_by_code(tx, command.code)
    if not may_set_plan(tx, who, unit):
        raise Refused("not_allowed")
    return who, unit


def may_set_plan(tx: Tx, who: Actor, unit: Unit) -> bool:
    """Whether somebody may set the plan of a unit, which has units below it."""
    return care.may_bind(tx, who, unit) and len(people.subtree(tx, unit)) > 1


def plan_picture(tx: Tx, command: AskPlan, _now: datetime) -> bytes:
    """A unit's plan, for whoever may see the unit. Raises Refused."""
    who = reader(tx, command.reader)
    unit = care.part_at(tx, care.parts(tx, who), unit_by_code(tx, command.code).id).unit
    content = maps.plan_content(tx, unit.id)
    if content is None:
        raise Refused("plan_absent")
    return content


@dataclass(frozen=True, slots=True)
class SetPlan:
    """A picture becomes the plan of a unit."""

    ask: AskPlan
    picture: PlanPicture


def set_plan(tx: Tx, command: SetPlan, now: datetime) -> None:
    """Set the plan. Raises Refused("not_allowed")."""
    who, unit = _bound(tx, command.ask)
    keep_plan(tx, who, unit, command.picture, "web", now)


def keep_plan(
    tx: Tx, who: Actor, unit: Unit, picture: PlanPicture, path: str, now: datetime
) -> None:
    """Keep a picture as the plan of a unit; rights were asked."""
    maps.put_plan(tx, unit.id, picture, who.member.id if who.member else None, now)
    audit.record(tx, now, who.name, "plan.set", path=path, unit_id=unit.id)


def remove_plan(tx: Tx, command: AskPlan, now: datetime) -> None:
    """The unit has no plan any more. Raises Refused: not_allowed, plan_absent."""
    who, unit = _bound(tx, command)
    if not maps.drop_plan(tx, unit.id):
        raise Refused("plan_absent")
    audit.record(tx, now, who.name, "plan.drop", path="web", unit_id=unit.id)


@dataclass(frozen=True, slots=True)
class SetSpot:
    """A unit is put on the plan, in ten-thousandths of its width and height; None: taken off."""

    ask: AskPlan
    unit_id: int
    spot: tuple[int, int] | None


def set_spot(tx: Tx, command: SetSpot, _now: datetime) -> Unit:
    """Set where a unit lies; returns it. Raises Refused("not_allowed") for one that does not lie
    right below the plan's."""
    _, unit = _bound(tx, command.ask)
    try:
        placed = people.living_unit(tx, command.unit_id)
    except LookupError:
        raise Refused("not_allowed") from None
    if placed.parent_id != unit.id:
        raise Refused("not_allowed")
    if command.spot is None:
        maps.drop_spot(tx, unit.id, placed.id)
        return placed
    x, y = (min(max(each, 0), maps.WHOLE) for each in command.spot)
    maps.put_spot(tx, unit.id, placed.id, x, y)
    return placed
