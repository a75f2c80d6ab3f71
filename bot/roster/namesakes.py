"""Finds holders of a unit's seats by name, for rows without a phone number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from bot.roster.entries import SeatEntry
from bot.roster.fold import fold_name
from bot.roster.model import Member, PostKind, Roster
from bot.roster.places import Key

Seat: TypeAlias = tuple[int, Key, PostKind]
"""A seat, to record who has been matched to it."""


class Namesakes:
    """The seats held in each unit by folded name; holders without a phone come first."""

    def __init__(self, roster: Roster) -> None:
        self._held: dict[tuple[int, str], list[tuple[Member, PostKind]]] = defaultdict(list)
        self._units: dict[int, set[int]] = defaultdict(set)
        self._heard: set[tuple[int, str]] = set()
        for post_id, member_id in roster.holders.items():
            post, member = roster.posts[post_id], roster.members[member_id]
            self._held[post.unit_id, fold_name(member.name)].append((member, post.kind))
            self._units[member_id].add(post.unit_id)
        for seats in self._held.values():
            seats.sort(key=lambda seat: (seat[0].phone is not None, seat[0].id))

    def hear(self, entries: Iterable[SeatEntry]) -> None:
        """Record the names in rows without a phone, and their units."""
        for entry in entries:
            if entry.place.unit:
                self._heard.add((entry.place.unit.id, fold_name(entry.name)))

    def heard(self, member: Member) -> bool:
        """Whether such a row has the member's name."""
        name = fold_name(member.name)
        return any((unit, name) in self._heard for unit in self._units[member.id])

    def free(self, entries: Sequence[SeatEntry], taken: Collection[int]) -> Member | None:
        """A member with the entries' name in one of their units who is not taken."""
        held = (member for entry in entries for member, _ in self._of(entry))
        return next((member for member in held if member.id not in taken), None)

    def best(self, entry: SeatEntry, placed: Collection[Seat], *, phone: bool) -> Member | None:
        """The member an entry without a phone means; preferably the present holder of
        such a seat."""
        seats = [seat for seat in self._of(entry) if (seat[0].phone is not None) == phone]
        same = [
            member
            for member, kind in seats
            if kind is entry.kind and (member.id, entry.place.key, kind) not in placed
        ]
        return next(iter(same or [member for member, _ in seats]), None)

    def _of(self, entry: SeatEntry) -> list[tuple[Member, PostKind]]:
        unit = entry.place.unit
        return self._held.get((unit.id, fold_name(entry.name)), []) if unit else []
