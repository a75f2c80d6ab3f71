"""Which units a spreadsheet covers: the branches it names, and units above them that have a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.roster.care import Care
from bot.roster.entries import SheetReading
from bot.roster.model import Roster, Unit
from bot.roster.places import Key, SheetUnit


@dataclass(frozen=True, slots=True)
class CoveredUnit:
    """A covered unit. With `spare`, nobody in it loses a post."""

    unit: Unit
    spare: bool
    listed: bool


class Scope:
    """Determines the scope from the rows. `branch`: the length of a branch's key."""

    def __init__(
        self, reading: SheetReading, roster: Roster, care: Care, branch: int, *, buildings: bool
    ) -> None:
        self._reading, self._roster, self._care = reading, roster, care
        self._branch, self._buildings = branch, buildings
        self._unmoved = {self._chain(unit)[:branch][-1].id for unit in reading.unmoved}

    def units(self) -> list[CoveredUnit]:
        """All existing covered units, each once, those with a row first."""
        found: dict[int, CoveredUnit] = {}
        for place in self._standing():
            if place.unit:
                found[place.unit.id] = self._spoken(place.unit, place.key, listed=True)
        for key, branch in self._branches().items():
            for unit in (branch, *self._below(branch)):
                found.setdefault(unit.id, self._spoken(unit, key, listed=unit is branch))
        return list(found.values())

    def spared(self) -> tuple[int, ...]:
        """The named branches that lose nobody because of a faulty or waiting row."""
        branches = self._branches().items()
        return tuple(unit.id for key, unit in branches if self._spares(unit, key))

    def _standing(self) -> Iterator[SheetUnit]:
        yield from (entry.place for entry in self._reading.entries)
        yield from (place for place in self._reading.bare if len(place.key) > self._branch)

    def _branches(self) -> dict[Key, Unit]:
        found: dict[Key, Unit] = {}
        for place in self._standing():
            branch = self._branch_of(place)
            if branch and branch.unit and self._care.covers(branch.unit.path):
                found[branch.key] = branch.unit
        return found

    def _branch_of(self, place: SheetUnit | None) -> SheetUnit | None:
        while place is not None and len(place.key) > self._branch:
            place = place.parent
        return place if place is not None and len(place.key) == self._branch else None

    def _below(self, branch: Unit) -> Iterable[Unit]:
        return self._roster.children.get(branch.id, ()) if self._buildings else ()

    def _spoken(self, unit: Unit, key: Key, *, listed: bool) -> CoveredUnit:
        return CoveredUnit(unit, self._spares(unit, key), listed)

    def _spares(self, unit: Unit, key: Key) -> bool:
        branch = self._chain(unit)[: self._branch][-1]
        return branch.id in self._unmoved or self._reading.doubts.spare(key)

    def _chain(self, unit: Unit) -> list[Unit]:
        """The units from the top down to this one."""
        above = self._roster.units.get(unit.parent_id) if unit.parent_id is not None else None
        return [*(self._chain(above) if above else ()), unit]
