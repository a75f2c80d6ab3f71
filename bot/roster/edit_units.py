"""Changes of units and posts by hand, as differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.errors import Refused
from bot.roster.difference import (
    Difference,
    DroppedPost,
    MovedUnit,
    NewPost,
    NewUnit,
    RemovedUnit,
    RenamedUnit,
)
from bot.roster.edits import Edit, seat_of, unit_of
from bot.roster.fold import fold_unit
from bot.roster.model import Post, PostKind, Roster, Unit
from bot.roster.places import free_code


def renamed_unit(edit: Edit, roster: Roster) -> Difference:
    """A unit gets another name. Raises Refused."""
    unit, name = unit_of(edit, roster), edit.said.name
    changed = () if unit.name == name else (RenamedUnit(unit.id, unit.name, name, 0),)
    return Difference(0, renamed_units=changed)


def with_post(edit: Edit, roster: Roster) -> Difference:
    """A unit gets one more post. Raises Refused."""
    unit, said = unit_of(edit, roster), edit.said
    kind = PostKind(said.kind)
    beside = (post for post in roster.posts_by_unit.get(unit.id, ()) if post.kind is kind)
    ordinal = max((post.ordinal + 1 for post in beside), default=0)
    new = NewPost("p1", unit.id, kind, ordinal, said.note or None, 0, said.title or None)
    return Difference(0, new_posts=(new,))


def with_units(edit: Edit, roster: Roster, tiers: Sequence[str]) -> Difference:
    """Units right below another, each with a vacant post for its lead. Raises Refused."""
    above = unit_of(edit, roster)
    if above.tier not in tiers[:-1]:
        raise Refused("unit_gone")
    tier = tiers[tiers.index(above.tier) + 1]
    taken = {unit.code for unit in roster.units.values()}
    units, posts = [], []
    names = {fold_unit(name): name for name in reversed(edit.said.names)}
    for number, name in enumerate(reversed(names.values()), start=1):
        code = free_code(name, above.code, taken)
        taken.add(code)
        units.append(NewUnit(f"u{number}", code, name, tier, above.id, 0))
        posts.append(NewPost(f"p{number}", f"u{number}", PostKind.LEAD, 0, None, 0))
    return Difference(0, new_units=tuple(units), new_posts=tuple(posts))


def moved(edit: Edit, roster: Roster) -> Difference:
    """A unit goes below another of its parent's tier. Raises Refused."""
    unit = unit_of(edit, roster)
    parent = roster.units.get(edit.said.parent or 0)
    if parent is None or parent not in homes(unit, roster):
        raise Refused("unit_gone")
    return Difference(0, moved_units=(MovedUnit(unit.id, unit.parent_id or 0, parent.id),))


def homes(unit: Unit, roster: Roster) -> list[Unit]:
    """Where a unit may go: the other units of its parent's tier, in tree order."""
    above = roster.units.get(unit.parent_id or 0)
    if above is None:
        return []
    found = (each for each in roster.units.values() if each.tier == above.tier and each != above)
    return sorted(found, key=lambda each: each.path)


def closed(edit: Edit, roster: Roster) -> Difference:
    """A post, or a unit with its posts, is no more. Raises Refused."""
    if edit.post is not None:
        _, post = seat_of(edit, roster)
        return Difference(0, dropped_posts=tuple(_dropped([post] if post else [], roster)))
    unit = unit_of(edit, roster)
    if roster.children.get(unit.id) or unit.parent_id is None:
        raise Refused("unit_holds_others", unit=unit.name)
    gone = RemovedUnit(unit.id, unit.code, _path(unit, roster))
    posts = roster.posts_by_unit.get(unit.id, ())
    return Difference(0, removed_units=(gone,), dropped_posts=tuple(_dropped(posts, roster)))


def _dropped(posts: Sequence[Post], roster: Roster) -> Iterator[DroppedPost]:
    for post in posts:
        yield DroppedPost(post.id, post.unit_id, post.kind, roster.holders.get(post.id))


def _path(unit: Unit, roster: Roster) -> tuple[str, ...]:
    above = roster.units.get(unit.parent_id or 0)
    return (*(_path(above, roster) if above else ()), unit.name)
