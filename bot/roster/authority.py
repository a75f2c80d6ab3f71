"""What a sender may not change: posts and people above their care."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from bot.roster.care import Care
from bot.roster.entries import SeatEntry, SheetReading
from bot.roster.fold import fold_name
from bot.roster.model import ISSUING_POSTS, Member, Post, PostKind, Roster, Unit


def from_above(unit: Unit, kind: PostKind, care: Care) -> bool:
    """Whether a post may only be changed from above: liaisons and supervisors."""
    return kind in ISSUING_POSTS and care.is_root(unit.path)


def without_those_above(reading: SheetReading, roster: Roster, care: Care) -> list[SeatEntry]:
    """The entries the sender may carry out; others are refused unless they change nothing."""
    found = []
    for entry in reading.entries:
        unit = entry.place.unit
        if unit is None or not from_above(unit, entry.kind, care):
            found.append(entry)
        elif not _says_what_is(entry, unit, roster):
            facts = {"unit": unit.name, "word": entry.row.post}
            reading.refuse(entry.row, "changes_from_above", facts)
    return found


def foreign_to(care: Care, roster: Roster) -> Callable[[Member], bool]:
    """A test whether a member's name and phone are outside the sender's care, by any seat
    they hold."""
    posts: dict[int, list[Post]] = defaultdict(list)
    for post_id, member_id in roster.holders.items():
        posts[member_id].append(roster.posts[post_id])

    def foreign(member: Member) -> bool:
        seats = ((roster.units[post.unit_id], post.kind) for post in posts.get(member.id, ()))
        return any(
            not care.covers(unit.path) or from_above(unit, kind, care) for unit, kind in seats
        )

    return foreign


def _says_what_is(entry: SeatEntry, unit: Unit, roster: Roster) -> bool:
    return any(_describes(entry, holder) for holder in _holders(unit, entry.kind, roster))


def _holders(unit: Unit, kind: PostKind, roster: Roster) -> Iterator[Member | None]:
    for post in roster.posts_by_unit.get(unit.id, ()):
        if post.kind is kind:
            member = roster.holders.get(post.id)
            yield None if member is None else roster.members[member]


def _describes(entry: SeatEntry, holder: Member | None) -> bool:
    if holder is None or not entry.name:
        return holder is None and not entry.name
    return fold_name(entry.name) == fold_name(holder.name) and entry.phone in (None, holder.phone)
