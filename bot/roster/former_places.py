"""Where files may still have a unit that was renamed, moved or closed by hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeAlias

from bot.roster.fold import fold, fold_unit
from bot.roster.model import HandChange, HandMark, Roster, Unit

Place: TypeAlias = tuple[int | None, str]
"""The id of the unit above, and the folded name."""


def was_place(unit: Unit, change: HandChange) -> Place:
    """Below which unit, and under which name, files may still have a unit."""
    return change.was_below or unit.parent_id, fold_unit(change.was_name or unit.name)


def taken_over(
    roster: Roster, paths: Collection[tuple[str, ...]], codes: Collection[str]
) -> frozenset[int]:
    """The units that got their place by hand where files may still have another unit, of which
    this file, by its folded `paths` and `codes`, does not know the new place."""
    bearers = {(unit.parent_id, fold_unit(unit.name)): unit for unit in roster.units.values()}
    found = set()
    for mark, change in roster.by_hand.items():
        unit = roster.units.get(mark.subject) or change.unit
        if mark.what != "unit" or unit is None or fold(unit.code) in codes:
            continue
        bearer = bearers.get(was_place(unit, change))
        if bearer is None or bearer.id == mark.subject:
            continue
        known = mark.subject in roster.units and _path(unit, roster.units) in paths
        if not known and HandMark("unit", bearer.id) in roster.by_hand:
            found.add(bearer.id)
    return frozenset(found)


def _path(unit: Unit, units: Mapping[int, Unit]) -> tuple[str, ...]:
    above = units.get(unit.parent_id) if unit.parent_id is not None else None
    return (*(_path(above, units) if above else ()), fold_unit(unit.name))
