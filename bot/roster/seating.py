"""Assigns rows to seats: first the person's present seat, then vacated ones, then new ones."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.roster.difference import Ref
from bot.roster.entries import SeatEntry
from bot.roster.model import Post, PostKind

WantedSeat: TypeAlias = tuple[SeatEntry, Ref | None]
"""A row and its person; None for a vacancy."""


@dataclass(slots=True)
class Seating:
    """The changes of the seats of one kind in one unit."""

    kept: list[tuple[Post, SeatEntry]] = field(default_factory=list)
    taken: list[tuple[Post, SeatEntry, Ref]] = field(default_factory=list)
    made: list[tuple[SeatEntry, Ref | None]] = field(default_factory=list)
    emptied: list[Post] = field(default_factory=list)
    dropped: list[Post] = field(default_factory=list)


def seat_rows(
    wanted: Sequence[WantedSeat], seats: Sequence[Post], holders: Mapping[int, int], *, spare: bool
) -> Seating:
    """Assign the rows of one kind in one unit. With `spare`, nobody loses a seat."""
    found, free = Seating(), {post.id: post for post in seats}
    rest = _those_who_stay(wanted, free, holders, found)
    rest = _those_who_come(rest, free, found, held=holders if spare else ())
    _vacancies(rest, free, holders, found, spare)
    found.made.sort(key=lambda new: new[0].row.row)
    if not spare:
        _unlisted(free.values(), holders, found)
    return found


def _those_who_stay(
    wanted: Sequence[WantedSeat], free: dict[int, Post], holders: Mapping[int, int], found: Seating
) -> list[WantedSeat]:
    seats = {holders[post]: post for post in reversed(free) if post in holders}
    rest = []
    for entry, who in wanted:
        own = seats.pop(who, None) if isinstance(who, int) else None
        if own is None:
            rest.append((entry, who))
        else:
            found.kept.append((free.pop(own), entry))
    return rest


def _those_who_come(
    wanted: Sequence[WantedSeat], free: dict[int, Post], found: Seating, held: Container[int]
) -> list[WantedSeat]:
    emptied = iter([post for post in free if post not in held])
    rest = []
    for entry, who in wanted:
        post = None if who is None else next(emptied, None)
        if who is not None and post is not None:
            found.taken.append((free.pop(post), entry, who))
        else:
            rest.append((entry, who))
    return rest


def _vacancies(
    wanted: Sequence[WantedSeat],
    free: dict[int, Post],
    holders: Mapping[int, int],
    found: Seating,
    spare: bool,
) -> None:
    """A row without a name means a vacant seat, else one whose holder is no longer listed."""
    vacancies = sum(who is None for _, who in wanted)
    first = set(sorted(free, key=lambda post: post in holders)[:vacancies])
    left = iter([post for post in free if post in first])
    for entry, who in wanted:
        post = next(left, None) if who is None else None
        if post is None:
            found.made.append((entry, who))
            continue
        found.kept.append((free.pop(post), entry))
        if post in holders and not spare:
            found.emptied.append(found.kept[-1][0])


def _unlisted(free: Iterable[Post], holders: Mapping[int, int], found: Seating) -> None:
    """Remove seats without a row; the last lead's seat stays as a vacancy."""
    gone = sorted(free, key=lambda post: post.ordinal)
    if gone and gone[0].kind is PostKind.LEAD and not (found.kept or found.taken):
        first = gone.pop(0)
        if first.id in holders:
            found.emptied.append(first)
    found.dropped.extend(gone)
