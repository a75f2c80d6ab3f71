"""Who sits where once a difference is carried out, as far as it touches that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.roster.difference import Difference, Ref
from bot.roster.model import PostKind, Roster


@dataclass(frozen=True, slots=True)
class Occupant:
    """Who holds a post, with name and number as they will be."""

    ref: Ref
    kind: PostKind
    name: str
    phone: str | None


@dataclass(frozen=True)
class After:
    """The roster as a difference would leave it."""

    difference: Difference
    before: Roster

    @cached_property
    def touched(self) -> frozenset[Ref]:
        """The units in which a holder, or a holder's name or number, changes."""
        posts = {each.post for each in self.difference.assign}
        changed = {each.member for each in self.difference.changed_members}
        posts |= {post for post, who in self._holders.items() if who in changed}
        return frozenset(self._unit(post) for post in posts)

    def occupants(self, unit: Ref) -> Iterator[Occupant]:
        """The holders of a unit's posts."""
        for post, who in self._holders.items():
            if self._unit(post) == unit:
                yield Occupant(who, self._kind(post), *self._named(who))

    @cached_property
    def _holders(self) -> dict[Ref, Ref]:
        gone = {each.post for each in self.difference.vacate}
        gone |= {each.post for each in self.difference.dropped_posts}
        kept: dict[Ref, Ref] = {
            post: who for post, who in self.before.holders.items() if post not in gone
        }
        return kept | {each.post: each.member for each in self.difference.assign}

    @cached_property
    def _made(self) -> dict[Ref, tuple[Ref, PostKind]]:
        return {each.key: (each.unit, each.kind) for each in self.difference.new_posts}

    def _unit(self, post: Ref) -> Ref:
        return self.before.posts[post].unit_id if isinstance(post, int) else self._made[post][0]

    def _kind(self, post: Ref) -> PostKind:
        return self.before.posts[post].kind if isinstance(post, int) else self._made[post][1]

    def _named(self, who: Ref) -> tuple[str, str | None]:
        return self._names.get(who) or self._known(who)

    def _known(self, who: Ref) -> tuple[str, str | None]:
        member = self.before.members[int(who)]
        return member.name, member.phone

    @cached_property
    def _names(self) -> dict[Ref, tuple[str, str | None]]:
        new: dict[Ref, tuple[str, str | None]] = {
            each.key: (each.name, each.phone) for each in self.difference.new_members
        }
        return new | {e.member: (e.name, e.phone) for e in self.difference.changed_members}
