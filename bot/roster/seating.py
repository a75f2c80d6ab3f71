"""Which seat each row fills: first where its person sits, then emptied seats, then new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.roster.difference import Ref
from bot.roster.entries import Entry
from bot.roster.model import Post, PostKind

Wanted: TypeAlias = tuple[Entry, Ref | None]
"""A row and its person; None for a vacancy."""


@dataclass(slots=True)
class Seating:
    """What becomes of the seats of one kind in one unit."""

    kept: list[tuple[Post, Entry]] = field(default_factory=list)
    taken: list[tuple[Post, Entry, Ref]] = field(default_factory=list)
    made: list[tuple[Entry, Ref | None]] = field(default_factory=list)
    emptied: list[Post] = field(default_factory=list)
    dropped: list[Post] = field(default_factory=list)


def seat(
    wanted: Sequence[Wanted], seats: Sequence[Post], holders: Mapping[int, int], *, spare: bool
) -> Seating:
    """Seat the rows of one kind in one unit. With `spare`, nobody loses a seat."""
    found, free = Seating(), list(seats)
    rest = _those_who_stay(wanted, free, holders, found)
    _those_who_come([one for one in rest if one[1] is not None], free, holders, found, spare)
    _vacancies([entry for entry, who in rest if who is None], free, holders, found, spare)
    found.made.sort(key=lambda new: new[0].row.row)
    if not spare:
        _unlisted(free, holders, found)
    return found


def _those_who_stay(
    wanted: Sequence[Wanted], free: list[Post], holders: Mapping[int, int], found: Seating
) -> list[Wanted]:
    rest = []
    for entry, who in wanted:
        own = next((post for post in free if who and holders.get(post.id) == who), None)
        if own is None:
            rest.append((entry, who))
        else:
            free.remove(own)
            found.kept.append((own, entry))
    return rest


def _those_who_come(
    wanted: Sequence[Wanted],
    free: list[Post],
    holders: Mapping[int, int],
    found: Seating,
    spare: bool,
) -> None:
    for entry, who in wanted:
        post = next((post for post in free if not (spare and post.id in holders)), None)
        if post is None:
            found.made.append((entry, who))
        elif who is not None:
            free.remove(post)
            found.taken.append((post, entry, who))


def _vacancies(
    entries: Sequence[Entry],
    free: list[Post],
    holders: Mapping[int, int],
    found: Seating,
    spare: bool,
) -> None:
    """A row without a name means a vacant seat, else one whose holder is no longer listed."""
    free.sort(key=lambda post: post.id in holders)
    for entry in entries:
        if not free:
            found.made.append((entry, None))
            continue
        post = free.pop(0)
        found.kept.append((post, entry))
        if post.id in holders and not spare:
            found.emptied.append(post)


def _unlisted(free: Sequence[Post], holders: Mapping[int, int], found: Seating) -> None:
    """Seats nobody wrote cease; the last lead's seat stays, as a vacancy."""
    gone = sorted(free, key=lambda post: post.ordinal)
    if gone and gone[0].kind is PostKind.LEAD and not (found.kept or found.taken):
        first = gone.pop(0)
        if first.id in holders:
            found.emptied.append(first)
    found.dropped.extend(gone)
