"""The values of the roster. Names follow docs/glossary.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

_T = TypeVar("_T")


class PostKind(StrEnum):
    """What a seat in a unit is for."""

    LEAD = "lead"
    DEPUTY = "deputy"
    HELPER = "helper"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"


UNIT_POSTS = (PostKind.LEAD, PostKind.DEPUTY, PostKind.HELPER)
"""Posts whose holders answer for their unit."""

ISSUING_POSTS = (PostKind.LIAISON, PostKind.SUPERVISOR)
"""Posts that have the unit and everything below it in their care."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A depth of the tree; `headings` are further column headings it goes by in sheets."""

    code: str
    name: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the tree. `path` orders and contains: what is below starts with it."""

    id: int
    code: str
    name: str
    tier: str
    parent_id: int | None
    path: str

    def holds(self, other: Unit) -> bool:
        """Whether `other` is this unit or lies below it."""
        return other.path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a post. `phone` is E.164; `reachable` means the bot may write first."""

    id: int
    name: str
    phone: str | None = None
    language: str | None = None
    telegram_id: int | None = None
    reachable: bool = False

    @property
    def linked(self) -> bool:
        """Whether a Telegram account is known to be theirs."""
        return self.telegram_id is not None


@dataclass(frozen=True, slots=True)
class Post:
    """A seat in a unit; it exists without a holder. `ordinal` tells seats of a kind apart.

    `title` is the office's own word for it, where one is known.
    """

    id: int
    unit_id: int
    kind: PostKind
    ordinal: int = 0
    note: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who holds a post, since when. `until` is None while it lasts."""

    id: int
    post_id: int
    member_id: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True)
class Roster:
    """A whole tree at one moment: the living units, seats, current holders and members."""

    units: Mapping[int, Unit]
    posts: Mapping[int, Post]
    members: Mapping[int, Member]
    holders: Mapping[int, int]
    """Member id by post id; a post that is missing here is a vacancy."""
    version: int = 0

    @cached_property
    def posts_by_unit(self) -> Mapping[int, Sequence[Post]]:
        """The seats of each unit, in the order of kind and ordinal."""
        return _grouped(sorted(self.posts.values(), key=_seat_order), "unit_id")

    @cached_property
    def children(self) -> Mapping[int | None, Sequence[Unit]]:
        """The units directly below each unit; None holds the roots."""
        return _grouped(sorted(self.units.values(), key=lambda unit: unit.path), "parent_id")


def _seat_order(post: Post) -> tuple[int, int, int]:
    return (post.unit_id, list(PostKind).index(post.kind), post.ordinal)


def _grouped(values: Iterable[_T], attribute: str) -> dict[Any, list[_T]]:
    found: dict[Any, list[_T]] = {}
    for value in values:
        found.setdefault(getattr(value, attribute), []).append(value)
    return found
