"""Finds holders of a unit's seats by name, for rows without a phone number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TypeAlias

from bot.roster.by_hand import seats_lost_by_hand
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
        self._once: dict[tuple[int, str], Member] = {}
        self._seats: set[tuple[int, int, PostKind]] = set()
        for post_id, member_id in roster.holders.items():
            post, member = roster.posts[post_id], roster.members[member_id]
            self._held[post.unit_id, fold_name(member.name)].append((member, post.kind))
            self._units[member_id].add(post.unit_id)
            self._seats.add((member_id, post.unit_id, post.kind))
        self._add_second_entries(roster)
        self._add_those_who_lost_a_seat(roster)
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

    def holds(self, entries: Iterable[SeatEntry], member: Member) -> bool:
        """Whether a member holds a post of the kind that one of the entries names, in its unit."""
        return any(
            (member.id, entry.place.unit.id, entry.kind) in self._seats
            for entry in entries
            if entry.place.unit
        )

    def free(self, entries: Sequence[SeatEntry], taken: Collection[int]) -> Member | None:
        """A member with the entries' name in one of their units who is not taken."""
        held = (member for entry in entries for member, _ in self._of(entry))
        return next((member for member in held if member.id not in taken), None)

    def once(self, entries: Iterable[SeatEntry]) -> Member | None:
        """Whom one of the entries had in its unit until a change by hand: of whom an entry of that
        name became part, or who lost a seat."""
        for entry in entries:
            unit = entry.place.unit
            found = self._once.get((unit.id, fold_name(entry.name))) if unit else None
            if found is not None:
                return found
        return None

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

    def _add_second_entries(self, roster: Roster) -> None:
        """Where a name was that of several, the one merged since the last file is meant."""
        lately = {mark.subject for mark in roster.by_hand if mark.what == "person"}
        holders = [each for each in roster.holders.items() if each[1] in roster.other_names]
        for post, number in sorted(holders, key=lambda each: each[1] not in lately):
            for name in roster.other_names[number]:
                unit = roster.posts[post].unit_id
                self._once.setdefault((unit, fold_name(name)), roster.members[number])

    def _add_those_who_lost_a_seat(self, roster: Roster) -> None:
        for (unit, _), seats in seats_lost_by_hand(roster).items():
            for number in sorted(set().union(*seats.values()) & roster.members.keys()):
                member = roster.members[number]
                for name in (member.name, *roster.other_names.get(number, ())):
                    self._once.setdefault((unit, fold_name(name)), member)

    def _of(self, entry: SeatEntry) -> list[tuple[Member, PostKind]]:
        unit = entry.place.unit
        return self._held.get((unit.id, fold_name(entry.name)), []) if unit else []
