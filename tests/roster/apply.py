"""Applies a difference in memory, with the same result as in the store's tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count

from bot.errors import Refused
from bot.roster.difference import Difference, NewUnit, Ref
from bot.roster.model import Member, Post, Roster, Unit


def apply_to(roster: Roster, difference: Difference) -> Roster:
    """The changed roster, one version on. Raises Refused("roster_changed")."""
    if roster.version != difference.roster_version:
        raise Refused("roster_changed")
    return _Applied(roster).after(difference)


class _Applied:
    def __init__(self, roster: Roster) -> None:
        self._units, self._posts = dict(roster.units), dict(roster.posts)
        self._members, self._holders = dict(roster.members), dict(roster.holders)
        self._suspended = dict(roster.suspended)
        self._unit_ids, self._post_ids = _after(roster.units), _after(roster.posts)
        self._member_ids = _after(roster.members)
        self._version = roster.version
        self._ids: dict[Ref, int] = {}

    def after(self, difference: Difference) -> Roster:
        self._change_units(difference)
        self._change_members(difference)
        self._change_posts(difference)
        for seat in difference.assign:
            self._holders[self._id(seat.post)] = self._id(seat.member)
            self._suspended.pop(self._id(seat.member), None)
        self._merge_and_restore(difference)
        after = (self._units, self._posts, self._members, self._holders, self._version + 1)
        return Roster(*after, self._still_there())

    def _merge_and_restore(self, difference: Difference) -> None:
        for member in difference.suspended:
            left = [each.post for each in difference.vacate if each.member == member]
            self._suspended[member] = left
        for member in difference.restored:
            self._suspended.pop(member, None)
        for merged in difference.merged_members:
            del self._members[merged.member]
            self._suspended.pop(merged.member, None)

    def _still_there(self) -> dict[int, list[int]]:
        """Of those taken out, the posts that there still are."""
        found = {m: [p for p in posts if p in self._posts] for m, posts in self._suspended.items()}
        return {member: posts for member, posts in found.items() if posts}

    def _change_units(self, difference: Difference) -> None:
        for removed in difference.removed_units:
            del self._units[removed.unit]
        for renamed in difference.renamed_units:
            self._units[renamed.unit] = replace(self._units[renamed.unit], name=renamed.new)
        for moved in difference.moved_units:
            self._move(self._units[moved.unit], self._units[moved.parent])
        for new in difference.new_units:
            unit = self._unit(new)
            self._ids[new.key], self._units[unit.id] = unit.id, unit

    def _move(self, top: Unit, parent: Unit) -> None:
        path = f"{parent.path}{top.id:08d}."
        for unit in [each for each in self._units.values() if top.holds(each)]:
            below = replace(unit, path=path + unit.path[len(top.path) :])
            self._units[unit.id] = replace(below, parent_id=parent.id) if unit == top else below

    def _unit(self, new: NewUnit) -> Unit:
        parent = None if new.parent is None else self._units[self._id(new.parent)]
        number = next(self._unit_ids)
        path = f"{parent.path if parent else ''}{number:08d}."
        return Unit(number, new.code, new.name, new.tier, parent.id if parent else None, path)

    def _change_members(self, difference: Difference) -> None:
        for changed in difference.changed_members:
            known = self._members[changed.member]
            self._members[changed.member] = replace(known, name=changed.name, phone=changed.phone)
        for new in difference.new_members:
            self._ids[new.key] = number = next(self._member_ids)
            self._members[number] = Member(number, new.name, new.phone)

    def _change_posts(self, difference: Difference) -> None:
        for dropped in difference.dropped_posts:
            del self._posts[dropped.post]
            self._holders.pop(dropped.post, None)
        for vacated in difference.vacate:
            del self._holders[vacated.post]
        for changed in difference.changed_posts:
            self._posts[changed.post] = replace(
                self._posts[changed.post], note=changed.note, title=changed.title
            )
        for new in difference.new_posts:
            self._ids[new.key] = number = next(self._post_ids)
            unit = self._id(new.unit)
            self._posts[number] = Post(number, unit, new.kind, new.ordinal, new.note, new.title)

    def _id(self, ref: Ref) -> int:
        return ref if isinstance(ref, int) else self._ids[ref]


def _after(ids: Iterable[int]) -> Iterator[int]:
    return count(max(ids, default=0) + 1)
