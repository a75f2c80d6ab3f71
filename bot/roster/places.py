"""Matches rows to units: by code, else by folded path, else as new."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from bot.roster.fold import fold, fold_unit
from bot.roster.former_places import taken_over
from bot.roster.model import Roster, Tier, Unit
from bot.roster.sheet import Fact, SheetRow

Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class SheetUnit:
    """A unit in the spreadsheet. `unit` is None where it would be new; `code` is then its code."""

    key: Key
    name: str
    tier: str
    row: int
    code: str
    unit: Unit | None
    parent: SheetUnit | None
    coded: bool = False

    @property
    def nearest(self) -> Unit | None:
        """The unit itself, or the nearest existing one above it."""
        if self.unit or self.parent is None:
            return self.unit
        return self.parent.nearest


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A unit that cannot be determined, and why; `about`: the existing unit it collides with."""

    reason: str
    facts: Mapping[str, Fact]
    about: Unit | None


@dataclass(slots=True)
class _Named:
    key: Key
    name: str
    row: int
    code: str = ""


@lru_cache(65536)
def key_of(units: tuple[str, ...]) -> Key:
    """The folded path of a row's units."""
    return tuple(map(fold_unit, units))


def place_units(
    rows: Iterable[SheetRow], roster: Roster, tiers: Sequence[Tier]
) -> dict[Key, SheetUnit | Misplaced]:
    """All units named in the rows, by folded path."""
    named = _named(rows)
    codes = [unit.code for unit in named.values() if unit.code]
    register = _Register(roster, tiers, codes, named)
    for unit in sorted(named.values(), key=register.turn):
        register.place(unit)
    return register.places


def _named(rows: Iterable[SheetRow]) -> dict[Key, _Named]:
    found: dict[Key, _Named] = {}
    for row in rows:
        key = key_of(row.units)
        for depth, name in enumerate(row.units, start=1):
            if key[:depth] not in found:
                found[key[:depth]] = _Named(key[:depth], name, row.row)
        found[key].code = found[key].code or row.code
    return found


class _Register:
    def __init__(
        self, roster: Roster, tiers: Sequence[Tier], codes: Iterable[str], paths: Collection[Key]
    ) -> None:
        units = roster.units.values()
        self._tiers = tiers
        self._by_code = {fold(unit.code): unit for unit in units}
        self._by_path = {(unit.parent_id, fold_unit(unit.name)): unit for unit in units}
        self._written = set(map(fold, codes))
        self._codes = self._written | set(self._by_code)
        self._taken_over = taken_over(roster, paths, self._written) if roster.by_hand else ()
        self._claimed: set[int] = set()
        self._coded: dict[str, _Named] = {}
        self.places: dict[Key, SheetUnit | Misplaced] = {}

    def turn(self, named: _Named) -> tuple[int, bool, int]:
        """Sort key: parents before children, then units known by code, so that no path
        claims theirs."""
        return len(named.key), fold(named.code) not in self._by_code, named.row

    def place(self, named: _Named) -> None:
        parent = self.places[named.key[:-1]] if len(named.key) > 1 else None
        if isinstance(parent, Misplaced):
            self.places[named.key] = parent
        else:
            self.places[named.key] = self._by_its_code(named, parent)

    def _by_its_code(self, named: _Named, parent: SheetUnit | None) -> SheetUnit | Misplaced:
        code = fold(named.code)
        if not code:
            return self._by_its_path(named, parent)
        first = self._coded.setdefault(code, named)
        if first is not named:
            return _misplaced(
                "code_twice", None, code=named.code, unit=named.name, first_row=first.row
            )
        known = self._by_code.get(code)
        return self._known(named, parent, known) if known else self._by_its_path(named, parent)

    def _known(self, named: _Named, parent: SheetUnit | None, known: Unit) -> SheetUnit | Misplaced:
        if known.parent_id != _id(parent) or known.tier != self._tier(named):
            return _misplaced("unit_moved", known, code=known.code, unit=named.name)
        other = self._by_path.get((known.parent_id, named.key[-1]))
        if other and other is not known and fold(other.code) not in self._written:
            return _misplaced("name_taken", other, code=known.code, unit=named.name)
        return self._claim(named, parent, known)

    def _by_its_path(self, named: _Named, parent: SheetUnit | None) -> SheetUnit | Misplaced:
        exists = parent is None or parent.unit is not None
        known = self._by_path.get((_id(parent), named.key[-1])) if exists else None
        if known is None or known.id in self._claimed or self._is_another(named, known):
            return self._new(named, parent)
        if named.code:
            facts = {"code": named.code, "unit": named.name, "known": known.code}
            return _misplaced("code_differs", known, **facts)
        return self._claim(named, parent, known)

    def _is_another(self, named: _Named, known: Unit) -> bool:
        """Whether the file means another unit, which bore this name before a change by hand."""
        return not named.code and known.id in self._taken_over

    def _claim(self, named: _Named, parent: SheetUnit | None, unit: Unit) -> SheetUnit:
        self._claimed.add(unit.id)
        return self._made(named, parent, unit.code, unit)

    def _new(self, named: _Named, parent: SheetUnit | None) -> SheetUnit:
        return self._made(named, parent, named.code or self._free_code(named, parent), None)

    def _made(
        self, named: _Named, parent: SheetUnit | None, code: str, unit: Unit | None
    ) -> SheetUnit:
        tier, coded = self._tier(named), bool(named.code)
        return SheetUnit(named.key, named.name, tier, named.row, code, unit, parent, coded)

    def _free_code(self, named: _Named, parent: SheetUnit | None) -> str:
        code = _unused(named.key[-1], parent.code if parent else None, self._codes)
        self._codes.add(fold(code))
        return code

    def _tier(self, named: _Named) -> str:
        return self._tiers[len(named.key) - 1].code


def _misplaced(reason: str, about: Unit | None, **facts: Fact) -> Misplaced:
    return Misplaced(reason, facts, about)


def _id(place: SheetUnit | None) -> int | None:
    return place.unit.id if place and place.unit else None


def free_code(name: str, parent: str | None, taken: Iterable[str]) -> str:
    """The code for a new unit below the one with the code `parent`."""
    return _unused(fold_unit(name), parent, {fold(code) for code in taken})


def _unused(own: str, parent: str | None, taken: Collection[str]) -> str:
    wanted = code = f"{parent}-{own or '0'}" if parent else own or "0"
    count = 1
    while fold(code) in taken:
        count += 1
        code = f"{wanted}.{count}"
    return code
