"""A seat: a post with its unit and its holder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.roster.model import Member, Post, PostKind, Unit

_KINDS = list(PostKind)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with its unit and holder; `member` is None for a vacancy."""

    post: Post
    unit: Unit
    member: Member | None

    @property
    def kind(self) -> PostKind:
        """The kind of the post."""
        return self.post.kind

    @property
    def rank(self) -> tuple[int, int]:
        """Sort key: leads, deputies, helpers and so on, then by ordinal."""
        return (_KINDS.index(self.post.kind), self.post.ordinal)


def by_rank(seats: Iterable[Seat]) -> list[Seat]:
    """Sorted, leads first."""
    return sorted(seats, key=lambda seat: seat.rank)


def held(seats: Iterable[Seat]) -> list[Seat]:
    """The held seats, in the order given."""
    return [seat for seat in seats if seat.member is not None]
