"""Sorts rows into those that can be carried out and faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from bot.errors import Refused
from bot.roster.care import Care
from bot.roster.customs import USUAL, Customs, OwnWord
from bot.roster.doubt import UncertainUnits
from bot.roster.fold import fold
from bot.roster.model import PostKind, Tier, Unit
from bot.roster.places import Key, Misplaced, SheetUnit, key_of
from bot.roster.posts import parse_post
from bot.roster.sheet import Fact, Mend, RowFault, Sheet, SheetRow


@dataclass(frozen=True, slots=True)
class SeatEntry:
    """A parsed row: a seat in a unit and its holder ("" for nobody).

    `height`: the number of tiers below the unit.
    """

    row: SheetRow
    place: SheetUnit
    kind: PostKind
    name: str
    phone: str | None
    height: int = 0


@dataclass(slots=True)
class SheetReading:
    """The parsed rows.

    `bare`: units named without a post. `unmoved`: units that a refused row would move; nobody there
    loses a post.
    """

    doubts: UncertainUnits
    entries: list[SeatEntry] = field(default_factory=list)
    bare: list[SheetUnit] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    unmoved: list[Unit] = field(default_factory=list)
    mends: list[Mend] = field(default_factory=list)

    def fault(self, row: SheetRow, reason: str, facts: Mapping[str, object]) -> None:
        """Refuse a row; its branch loses nobody."""
        self.doubts.standing(key_of(row.units))
        self.refuse(row, reason, facts)

    def refuse(self, row: SheetRow, reason: str, facts: Mapping[str, object]) -> None:
        """Refuse a row that leaves nothing in doubt."""
        known = cast(Mapping[str, Fact], facts)
        self.faults.append(RowFault(row.row, reason, known, row.units))


def read_rows(
    sheet: Sheet,
    places: Mapping[Key, SheetUnit | Misplaced],
    tiers: Sequence[Tier],
    care: Care,
    customs: Customs = USUAL,
) -> SheetReading:
    """Sort the rows, with one value in each cell, into entries, bare units and faults."""
    reading = SheetReading(
        UncertainUnits(len(tiers) - 1), faults=list(sheet.faults), mends=list(sheet.mends)
    )
    for fault in sheet.faults:
        doubt = reading.doubts.standing if fault.placed else reading.doubts.adrift
        doubt(key_of(fault.units))
    reader = _Reader(reading, len(tiers), care, customs.words)
    for row in sheet.rows:
        reader.read(row, places[key_of(row.units)])
    return reading


@dataclass(frozen=True, slots=True)
class _Reader:
    reading: SheetReading
    tiers: int
    care: Care
    words: tuple[OwnWord, ...]

    def read(self, row: SheetRow, place: SheetUnit | Misplaced) -> None:
        try:
            found = _understood(row, _in_care(row, place, self.care), self.tiers, self.words)
        except Refused as refused:
            self._refused(row, place, refused)
        else:
            _keep(found, self.reading)

    def _refused(self, row: SheetRow, place: SheetUnit | Misplaced, refused: Refused) -> None:
        self.reading.fault(row, refused.reason, refused.facts)
        if isinstance(place, Misplaced):
            self.reading.unmoved.extend([place.about] if place.about else [])
        elif refused.reason == "outside_care":
            self.reading.doubts.adrift(_misspelt(place))


def _keep(found: SeatEntry | SheetUnit, reading: SheetReading) -> None:
    if isinstance(found, SheetUnit):
        reading.bare.append(found)
    else:
        reading.entries.append(found)


def _in_care(row: SheetRow, place: SheetUnit | Misplaced, care: Care) -> SheetUnit:
    near = place.about if isinstance(place, Misplaced) else place.nearest
    if care.paths is not None and (near is None or not care.covers(near.path)):
        raise Refused("outside_care", unit=row.units[-1])
    if isinstance(place, Misplaced):
        raise Refused(place.reason, **place.facts)
    if row.code and fold(row.code) != fold(place.code):
        raise Refused("two_codes", unit=place.name, code=row.code, other=place.code)
    return place


def _misspelt(place: SheetUnit) -> Key:
    """Where the row may belong if its unit is only misspelt: anywhere beside it."""
    while place.unit is None:
        if place.parent is None:
            return ()
        place = place.parent
    return place.key


def _understood(
    row: SheetRow, place: SheetUnit, tiers: int, words: tuple[OwnWord, ...]
) -> SeatEntry | SheetUnit:
    if row.phone and not row.name:
        raise Refused("phone_without_name")
    if not row.post:
        return _without_post(row.name, place)
    height = tiers - len(place.key)
    kind = parse_post(row.post, height, words)
    return SeatEntry(row, place, kind, row.name, row.phone or None, height)


def _without_post(name: str, place: SheetUnit) -> SheetUnit:
    if name:
        raise Refused("no_post", name=name)
    return place
