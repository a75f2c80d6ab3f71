"""Whether a difference stays within somebody's care, checked again when it is carried out."""

from __future__ import annotations

from collections.abc import Iterator

from bot.roster.authority import foreign_to, from_above
from bot.roster.care import Care
from bot.roster.difference import Difference, Ref
from bot.roster.model import PostKind, Roster


def rightful(difference: Difference, roster: Roster, care: Care) -> bool:
    """Whether all changes are in care and concern nobody above it."""
    if care.paths is None:
        return True
    foreign = foreign_to(care, roster)
    people = (roster.members[each.member] for each in difference.changed_members)
    seats = [*_seats(difference), *_kept(difference, roster)]
    units = {*_units(difference), *(unit for unit, _ in seats)}
    return (
        all(unit.parent is not None for unit in difference.new_units)
        and all(care.covers(roster.units[unit].path) for unit in units)
        and not any(from_above(roster.units[unit], kind, care) for unit, kind in seats)
        and not any(map(foreign, people))
    )


def _units(difference: Difference) -> Iterator[int]:
    """The existing units that change or get a new unit below them."""
    refs: list[Ref | None] = [unit.parent for unit in difference.new_units]
    refs += [each.unit for each in difference.removed_units]
    refs += [each.unit for each in difference.renamed_units]
    refs += [ref for each in difference.moved_units for ref in (each.unit, each.parent)]
    return (ref for ref in refs if isinstance(ref, int))


def _seats(difference: Difference) -> Iterator[tuple[int, PostKind]]:
    """The seats created or removed in existing units."""
    for made in difference.new_posts:
        if isinstance(made.unit, int):
            yield made.unit, made.kind
    for gone in difference.dropped_posts:
        yield gone.unit, gone.kind


def _kept(difference: Difference, roster: Roster) -> Iterator[tuple[int, PostKind]]:
    """The existing seats whose holder or note changes."""
    refs: list[Ref] = [each.post for each in difference.assign]
    refs += [each.post for each in difference.vacate]
    refs += [each.post for each in difference.changed_posts]
    for ref in refs:
        if isinstance(ref, int):
            post = roster.posts[ref]
            yield post.unit_id, post.kind
