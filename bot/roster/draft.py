"""Builds a difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.roster.difference import (
    Assign,
    ChangedPost,
    DroppedPost,
    NewPost,
    NewUnit,
    Ref,
    RemovedUnit,
    RenamedUnit,
    Vacate,
)
from bot.roster.entries import SeatEntry
from bot.roster.model import Post, PostKind, Roster, Unit
from bot.roster.places import Key, SheetUnit
from bot.roster.seating import Seating, note_after, title_after


class DifferenceDraft:
    """Collects changes."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._units: dict[Key, NewUnit] = {}
        self._renamed: dict[int, RenamedUnit] = {}
        self._ordinals: dict[tuple[Ref, PostKind], int] = defaultdict(int)
        self.removed_units: list[RemovedUnit] = []
        self.new_posts: list[NewPost] = []
        self.changed_posts: list[ChangedPost] = []
        self.dropped_posts: list[DroppedPost] = []
        self.assign: list[Assign] = []
        self.vacate: list[Vacate] = []
        for post in roster.posts.values():
            self._above((post.unit_id, post.kind), post.ordinal)

    @property
    def new_units(self) -> tuple[NewUnit, ...]:
        return tuple(self._units.values())

    @property
    def renamed_units(self) -> tuple[RenamedUnit, ...]:
        return tuple(self._renamed.values())

    @property
    def emptied(self) -> int:
        """The number of held seats that would become vacant."""
        return len(self.vacate) + sum(post.member is not None for post in self.dropped_posts)

    def holders(self) -> dict[Ref, Ref]:
        """The holder of each seat afterwards."""
        gone = {seat.post for seat in self.vacate} | {seat.post for seat in self.dropped_posts}
        after: dict[Ref, Ref] = {
            post: member for post, member in self._roster.holders.items() if post not in gone
        }
        return after | {seat.post: seat.member for seat in self.assign}

    def unit(self, place: SheetUnit) -> Ref:
        """The unit of a place; creates it and all units above where they do not exist."""
        above = self.unit(place.parent) if place.parent else None
        if place.unit:
            return place.unit.id
        if place.key not in self._units:
            key = f"u{len(self._units) + 1}"
            new = NewUnit(key, place.code, place.name, place.tier, above, place.row)
            self._units[place.key] = new
        return self._units[place.key].key

    def name(self, place: SheetUnit) -> None:
        """Rename a unit known by its code to the name in its row."""
        if place.unit and place.coded and place.name != place.unit.name:
            renamed = RenamedUnit(place.unit.id, place.unit.name, place.name, place.row)
            self._renamed[place.unit.id] = renamed

    def remove(self, unit: Unit, seats: Sequence[Post]) -> None:
        """Remove a building that is no longer listed, with its seats."""
        self.removed_units.append(RemovedUnit(unit.id, unit.code, self._names(unit)))
        self._drop(seats)

    def settle(self, unit: Ref, seating: Seating) -> None:
        """Record the changes of the seats of one kind in a unit."""
        for post, entry in seating.kept:
            self._change(post, entry)
        for post, entry, who in seating.taken:
            self._change(post, entry)
            former = self._roster.holders.get(post.id)
            self.assign.append(Assign(post.id, who, former, entry.row.row))
        for post in seating.emptied:
            self.vacate.append(Vacate(post.id, self._roster.holders[post.id]))
        for entry, holder in seating.made:
            self._make(unit, entry, holder)
        self._drop(seating.dropped)

    def _make(self, unit: Ref, entry: SeatEntry, holder: Ref | None) -> None:
        seat = (unit, entry.kind)
        key = f"p{len(self.new_posts) + 1}"
        ordinal, note, row = self._ordinals[seat], entry.row.note or None, entry.row.row
        self._above(seat, ordinal)
        title = entry.row.title or None
        self.new_posts.append(NewPost(key, unit, entry.kind, ordinal, note, row, title))
        if holder is not None:
            self.assign.append(Assign(key, holder, None, row))

    def _change(self, post: Post, entry: SeatEntry) -> None:
        note, title = note_after(post, entry), title_after(post, entry)
        if (note, title) != (post.note, post.title):
            row = entry.row.row
            self.changed_posts.append(ChangedPost(post.id, post.note, note, row, post.title, title))

    def _drop(self, seats: Sequence[Post]) -> None:
        holders = self._roster.holders
        self.dropped_posts.extend(
            DroppedPost(post.id, post.unit_id, post.kind, holders.get(post.id)) for post in seats
        )

    def _above(self, seat: tuple[Ref, PostKind], ordinal: int) -> None:
        self._ordinals[seat] = max(self._ordinals[seat], ordinal + 1)

    def _names(self, unit: Unit) -> tuple[str, ...]:
        above = self._roster.units.get(unit.parent_id) if unit.parent_id is not None else None
        return (*(self._names(above) if above else ()), unit.name)
