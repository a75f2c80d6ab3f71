"""Which posts each member gained and lost by a change of the roster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.roster.difference import Assign, Difference, NewPost, NewUnit, Ref
from bot.roster.model import PostKind, Roster
from bot.roster.posts import own_word

Key: TypeAlias = tuple[str, str, PostKind, str]
"""A post as people call it: the unit above, the unit, the kind, and a title that is not usual."""


@dataclass(slots=True)
class Handed:
    """Ids of posts by what people call them."""

    taken: dict[Key, int] = field(default_factory=dict)
    left: dict[Key, int] = field(default_factory=dict)


def handed_posts(
    difference: Difference, before: Roster, ids: Mapping[Ref, int], heights: Mapping[str, int]
) -> dict[int, Handed]:
    """By member known before the change. A post that somebody loses and gets back is in neither;
    nor are the posts of two entries that became one."""
    found: dict[int, Handed] = {}
    names = _Names(difference, before, heights)
    for member, post in _lost(difference):
        found.setdefault(member, Handed()).left[names.key(post)] = post
    for assign in _taken(difference):
        mine = found.setdefault(int(assign.member), Handed())
        key = names.key(assign.post)
        if mine.left.pop(key, None) is None:
            mine.taken[key] = assign.post if isinstance(assign.post, int) else ids[assign.post]
    return {member: each for member, each in found.items() if each.taken or each.left}


def _lost(difference: Difference) -> Iterator[tuple[int, int]]:
    """(member, post); posts of a second entry of somebody are not lost."""
    merged = {each.member for each in difference.merged_members}
    ended = [(each.former, each.post) for each in difference.assign]
    ended += [(each.member, each.post) for each in difference.vacate]
    ended += [(each.member, each.post) for each in difference.dropped_posts]
    for member, post in ended:
        if member is not None and member not in merged and isinstance(post, int):
            yield member, post


def _taken(difference: Difference) -> Iterator[Assign]:
    """By members there were before; a post of their own second entry is not new to them."""
    merged = {each.member: each.into for each in difference.merged_members}
    for each in difference.assign:
        own = each.former is not None and merged.get(each.former) == each.member
        if isinstance(each.member, int) and not own:
            yield each


class _Names:
    """What posts and units are called: existing ones as before the change."""

    def __init__(self, difference: Difference, before: Roster, heights: Mapping[str, int]) -> None:
        self._before, self._heights = before, heights
        self._posts = {each.key: each for each in difference.new_posts}
        self._units = {each.key: each for each in difference.new_units}
        self._titles = {each.post: each.title for each in difference.changed_posts}

    def key(self, ref: Ref) -> Key:
        """A post, with the title it has after the change."""
        post = self._posts[ref] if isinstance(ref, str) else self._before.posts[ref]
        unit: Ref = post.unit if isinstance(post, NewPost) else post.unit_id
        name, tier, above = self._unit(unit)
        title = post.title if isinstance(ref, str) else self._titles.get(ref, post.title)
        own = own_word(title, post.kind, self._heights.get(tier, 0))
        return (self._unit(above)[0] if above is not None else "", name, post.kind, own)

    def _unit(self, ref: Ref) -> tuple[str, str, Ref | None]:
        found = self._units[ref] if isinstance(ref, str) else self._before.units[ref]
        above = found.parent if isinstance(found, NewUnit) else found.parent_id
        return found.name, found.tier, above
