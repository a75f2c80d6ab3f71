"""The values of the roster. Names follow docs/glossary.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

_T = TypeVar("_T")


class PostKind(StrEnum):
    """The kinds of posts."""

    LEAD = "lead"
    DEPUTY = "deputy"
    HELPER = "helper"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"
    PROPERTY = "property"
    OWNERS = "owners"


UNIT_POSTS = (PostKind.LEAD, PostKind.DEPUTY, PostKind.HELPER)
"""Posts whose holders answer for their unit."""

ISSUING_POSTS = (PostKind.LIAISON, PostKind.SUPERVISOR)
"""Posts with the unit and everything below it in their care."""

PARTY_POSTS = (PostKind.PROPERTY, PostKind.OWNERS)
"""The property company and the owners' committee of a branch: they answer for no unit."""


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of the tree; `headings`: further column headings for it in spreadsheets."""

    code: str
    name: str
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TierWord:
    """A tier by its code, its name in this installation, and its height above the buildings."""

    code: str
    name: str = ""
    height: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the tree. `path` sorts and contains: paths below a unit start with its own."""

    id: int
    code: str
    name: str
    tier: str
    parent_id: int | None
    path: str

    def holds(self, other: Unit) -> bool:
        """Whether `other` is this unit or lies below it."""
        return other.path.startswith(self.path)


FORGOTTEN = "\ue0f0"
"""The stored name of somebody who was forgotten. Messages say it in the reader's language."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person with a post. `phone` is E.164; `reachable`: the bot may write first.

    `away_until`: on leave, and when that ends. `by_phone`: reached by telephone alone;
    `on_page`: they answer on /mine, which does not ring.
    """

    id: int
    name: str
    phone: str | None = None
    language: str | None = None
    telegram_id: int | None = None
    reachable: bool = False
    away_until: datetime | None = None
    by_phone: bool = False
    on_page: bool = False

    @property
    def on_roster(self) -> bool:
        """Whether the roster knows them; an operator who writes may be nobody there."""
        return bool(self.name)

    @property
    def linked(self) -> bool:
        """Whether a Telegram account is linked."""
        return self.telegram_id is not None

    @property
    def present(self) -> bool:
        """Whether they are not on leave."""
        return self.away_until is None

    @property
    def listening(self) -> bool:
        """Whether they are told of things: the bot may write to them, and they are present."""
        return self.reachable and self.present


@dataclass(frozen=True, slots=True)
class Post:
    """A seat in a unit; it exists without a holder.

    `ordinal` numbers seats of a kind; `title` is the office's own word for it, where known.
    """

    id: int
    unit_id: int
    kind: PostKind
    ordinal: int = 0
    note: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class HandMark:
    """What was changed by hand: `holder` and `post` (of a post), `unit`, `person` (of a member)."""

    what: str
    subject: int


@dataclass(frozen=True, slots=True)
class HandChange:
    """A change by hand that no file has spoken of since.

    `was_name` and `was_below`: of a unit, as files may still have it; `unit` and `post`: what was
    closed; `held`: the members who have held a post, whom files may still have there.
    """

    was_name: str | None = None
    was_below: int | None = None
    unit: Unit | None = None
    post: Post | None = None
    held: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Roster:
    """The whole tree at one moment: living units, seats, current holders, and members."""

    units: Mapping[int, Unit]
    posts: Mapping[int, Post]
    members: Mapping[int, Member]
    holders: Mapping[int, int]
    """Member id by post id; a post that is missing here is vacant."""
    version: int = 0
    suspended: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """By member taken out for now: the living posts they would get back."""
    by_hand: Mapping[HandMark, HandChange] = field(default_factory=dict)
    """What was changed by hand since a file last spoke of it."""
    other_names: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """By member: the names of second entries that became part of theirs, as files may have them."""

    @cached_property
    def posts_by_unit(self) -> Mapping[int, Sequence[Post]]:
        """The seats of each unit, by kind and ordinal."""
        return _grouped(sorted(self.posts.values(), key=_seat_order), "unit_id")

    @cached_property
    def children(self) -> Mapping[int | None, Sequence[Unit]]:
        """The units directly below each unit; those of None are the roots."""
        return _grouped(sorted(self.units.values(), key=lambda unit: unit.path), "parent_id")


def _seat_order(post: Post) -> tuple[int, int, int]:
    return (post.unit_id, list(PostKind).index(post.kind), post.ordinal)


def _grouped(values: Iterable[_T], attribute: str) -> dict[Any, list[_T]]:
    found: dict[Any, list[_T]] = {}
    for value in values:
        found.setdefault(getattr(value, attribute), []).append(value)
    return found
