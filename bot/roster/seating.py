"""Assigns rows to seats: first the person's present seat, then one they lost by hand, then vacated
ones, then new ones."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.roster.difference import Ref
from bot.roster.entries import SeatEntry
from bot.roster.fold import fold
from bot.roster.model import Post, PostKind
from bot.roster.posts import is_usual

WantedSeat: TypeAlias = tuple[SeatEntry, Ref | None]
"""A row and its person; None for a vacancy."""


LostSeats: TypeAlias = Mapping[int, Collection[int]]
"""By post that was changed or closed by hand: the members who have held it."""


@dataclass(slots=True)
class Seating:
    """The changes of the seats of one kind in one unit."""

    kept: list[tuple[Post, SeatEntry]] = field(default_factory=list)
    taken: list[tuple[Post, SeatEntry, Ref]] = field(default_factory=list)
    made: list[tuple[SeatEntry, Ref | None]] = field(default_factory=list)
    emptied: list[Post] = field(default_factory=list)
    dropped: list[Post] = field(default_factory=list)


def seat_rows(
    wanted: Sequence[WantedSeat],
    seats: Sequence[Post],
    holders: Mapping[int, int],
    *,
    spare: bool,
    lost: LostSeats | None = None,
    changed: Collection[int] = (),
) -> Seating:
    """Assign the rows of one kind in one unit. With `spare`, nobody loses a seat.
    `changed`: the members whose entry was changed by hand."""
    found, free = Seating(), {post.id: post for post in seats}
    held = holders if spare else ()
    gone = {post for post in lost or {} if post not in free}
    rest = _those_who_stay(wanted, free, holders, found)
    there = {post: who for post, who in (lost or {}).items() if post not in held}
    rest = _those_who_return(rest, free, found, there, gone)
    rest = _those_who_are_new(rest, free, found, {} if spare else holders, changed)
    rest = _those_who_come(rest, free, found, held)
    _vacancies(rest, free, holders, found, spare)
    found.made.sort(key=lambda new: new[0].row.row)
    if not spare:
        _unlisted(free.values(), holders, found)
    return found


def title_after(post: Post, entry: SeatEntry) -> str | None:
    """The title from the file; the existing one where both are the same word or both usual."""
    new, old = entry.row.title, post.title
    if not new or (old and fold(new) == fold(old)):
        return old
    usual = is_usual(new, entry.kind, entry.height)
    if usual and (not old or is_usual(old, entry.kind, entry.height)):
        return old
    return new


def note_after(post: Post, entry: SeatEntry) -> str | None:
    """The note from the file, where it has a column for notes."""
    return entry.row.note or None if entry.row.noted else post.note


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


def _those_who_return(
    wanted: Sequence[WantedSeat],
    free: dict[int, Post],
    found: Seating,
    lost: LostSeats,
    closed: set[int],
) -> list[WantedSeat]:
    """A row that has somebody in a seat they lost by hand means that very seat; where that was
    closed, a new one. Any other seat would hide that the file undoes the change."""
    rest = []
    for entry, who in wanted:
        mine = [post for post, members in lost.items() if who in members]
        own = next((post for post in mine if post in free or post in closed), None)
        if own in free and who is not None:
            found.taken.append((free.pop(own), entry, who))
        elif own is not None:
            closed.remove(own)
            found.made.append((entry, who))
        else:
            rest.append((entry, who))
    return rest


def _those_who_are_new(
    wanted: Sequence[WantedSeat],
    free: dict[int, Post],
    found: Seating,
    holders: Mapping[int, int],
    changed: Collection[int],
) -> list[WantedSeat]:
    """Somebody unknown may be a holder under the name and number they had before a change by hand:
    they come into that one's seat before a vacant one, so that it is asked."""
    rest = []
    for entry, who in wanted:
        theirs = [post for key, post in free.items() if holders.get(key) in changed]
        post = next((each for each in theirs if _same_title(each, entry)), None)
        if isinstance(who, str) and post is not None:
            found.taken.append((free.pop(post.id), entry, who))
        else:
            rest.append((entry, who))
    return rest


def _those_who_come(
    wanted: Sequence[WantedSeat], free: dict[int, Post], found: Seating, held: Container[int]
) -> list[WantedSeat]:
    emptied = [post for key, post in free.items() if key not in held]
    seats = iter(_fitting([entry for entry, who in wanted if who is not None], emptied))
    rest = []
    for entry, who in wanted:
        post = None if who is None else next(seats)
        if who is not None and post is not None:
            found.taken.append((free.pop(post.id), entry, who))
        else:
            rest.append((entry, who))
    return rest


def _fitting(rows: Sequence[SeatEntry], seats: Sequence[Post]) -> list[Post | None]:
    """A seat for each row: of the same title and note, else of the same title, else the next."""
    found: list[Post | None] = [None] * len(rows)
    free = {post.id: post for post in seats}
    for fits in (_same, _same_title, _any):
        for number in [number for number, seat in enumerate(found) if free and seat is None]:
            seat = next((post for post in free.values() if fits(post, rows[number])), None)
            found[number] = free.pop(seat.id) if seat else None
    return found


def _same(post: Post, entry: SeatEntry) -> bool:
    return _same_title(post, entry) and note_after(post, entry) == post.note


def _same_title(post: Post, entry: SeatEntry) -> bool:
    return title_after(post, entry) == post.title


def _any(_post: Post, _entry: SeatEntry) -> bool:
    return True


def _vacancies(
    wanted: Sequence[WantedSeat],
    free: dict[int, Post],
    holders: Mapping[int, int],
    found: Seating,
    spare: bool,
) -> None:
    """A row without a name means a vacant seat, else one whose holder is no longer listed."""
    vacancies = [entry for entry, who in wanted if who is None]
    first = set(sorted(free, key=lambda post: post in holders)[: len(vacancies)])
    left = iter(_fitting(vacancies, [post for key, post in free.items() if key in first]))
    for entry, who in wanted:
        post = next(left) if who is None else None
        if post is None:
            found.made.append((entry, who))
            continue
        found.kept.append((free.pop(post.id), entry))
        if post.id in holders and not spare:
            found.emptied.append(post)


def _unlisted(free: Iterable[Post], holders: Mapping[int, int], found: Seating) -> None:
    """Remove seats without a row; the last lead's seat stays as a vacancy."""
    gone = sorted(free, key=lambda post: post.ordinal)
    if gone and gone[0].kind is PostKind.LEAD and not (found.kept or found.taken):
        first = gone.pop(0)
        if first.id in holders:
            found.emptied.append(first)
    found.dropped.extend(gone)
