"""Which outlines of a map belong to which units, and what setting them changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.roster.fold import fold_unit
from bot.roster.geojson import Outlined
from bot.roster.rings import Ring


class OnMap(Protocol):
    """A unit by what a map may call it."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def upper(self) -> str: ...


@dataclass(frozen=True, slots=True)
class LeftOff:
    """A feature that is not taken: its number in the file, what it calls itself, and why."""

    number: int
    called: str
    reason: str


@dataclass(frozen=True, slots=True)
class OutlineDifference:
    """What a map would set: outlines by unit, new and changed ones by name; how many are there
    already, and what is left off."""

    outlines: Mapping[int, tuple[Ring, ...]] = field(default_factory=dict)
    new: Sequence[str] = ()
    changed: Sequence[str] = ()
    same: int = 0
    left_off: Sequence[LeftOff] = ()


def compare_outlines(
    features: Sequence[Outlined],
    units: Sequence[OnMap],
    present: Mapping[int, tuple[Ring, ...]],
) -> OutlineDifference:
    """Match the features of a map to units, by code, else by a name that only one has."""
    by_code, by_name = {each.code: each for each in units}, _by_name(units)
    outlines: dict[int, tuple[Ring, ...]] = {}
    new: list[str] = []
    changed: list[str] = []
    left_off: list[LeftOff] = []
    same = 0
    for each in features:
        found = [by_code[each.code]] if each.code in by_code else by_name[fold_unit(each.name)]
        reason = each.reason or _why_not(found, outlines)
        if reason is not None:
            left_off.append(LeftOff(each.number, each.name or each.code, reason))
            continue
        (unit,) = found
        if present.get(unit.id) == each.rings:
            same += 1
            outlines[unit.id] = each.rings
            continue
        (changed if unit.id in present else new).append(_called(unit))
        outlines[unit.id] = each.rings
    return OutlineDifference(outlines, new, changed, same, left_off)


def _by_name(units: Sequence[OnMap]) -> Mapping[str, list[OnMap]]:
    found: defaultdict[str, list[OnMap]] = defaultdict(list)
    for each in units:
        for name in {fold_unit(each.name), fold_unit(each.upper + each.name)}:
            found[name].append(each)
    return found


def _why_not(found: Sequence[OnMap], taken: Mapping[int, object]) -> str | None:
    if not found:
        return "map_no_unit"
    if len(found) > 1:
        return "map_many_units"
    return "map_twice" if found[0].id in taken else None


def _called(unit: OnMap) -> str:
    return f"{unit.upper} {unit.name}".strip()
