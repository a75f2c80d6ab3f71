"""A seat seen whole: the post, its unit, and who sits in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.roster.model import Member, Post, PostKind, Unit

_KINDS = list(PostKind)


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with its unit and its holder; `member` is None for a vacancy."""

    post: Post
    unit: Unit
    member: Member | None

    @property
    def kind(self) -> PostKind:
        """What the seat is for."""
        return self.post.kind

    @property
    def rank(self) -> tuple[int, int]:
        """Leads before deputies before helpers and so on, then by ordinal."""
        return (_KINDS.index(self.post.kind), self.post.ordinal)


def by_rank(seats: Iterable[Seat]) -> list[Seat]:
    """Leads first."""
    return sorted(seats, key=lambda seat: seat.rank)


def held(seats: Iterable[Seat]) -> list[Seat]:
    """Those that are not vacant, in the order given."""
    return [seat for seat in seats if seat.member is not None]
