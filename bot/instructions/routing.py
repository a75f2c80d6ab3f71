"""Routing: in which chats a unit gets an instruction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.roster.model import PostKind


@dataclass(frozen=True, slots=True)
class Holder:
    """A linked holder of a post. `reachable`: the bot may write to them in private."""

    member_id: int
    telegram_id: int
    kind: PostKind
    reachable: bool


@dataclass(frozen=True, slots=True)
class TargetSituation:
    """What is known of a target's unit when its card is to be sent.

    `held`: some post is held, linked or not. `group`: its own work group; `upper_group`: that of
    the unit above. `serves_below`: units below get their cards in `group` too.
    """

    target_id: int
    held: bool
    group: int | None
    upper_group: int | None
    serves_below: bool
    holders: Sequence[Holder]

    def without(self, chat_id: int | None) -> TargetSituation:
        """The same situation without this group."""
        if chat_id is None or chat_id not in (self.group, self.upper_group):
            return self
        group = None if self.group == chat_id else self.group
        upper = None if self.upper_group == chat_id else self.upper_group
        serves = self.serves_below and group is not None
        return replace(self, group=group, upper_group=upper, serves_below=serves)


class CardPlace(Enum):
    """The kind of place a card goes to."""

    GROUP = auto()
    PRIVATE = auto()
    TASK = auto()
    """No post is held: a task on the card of the unit above."""
    NOWHERE = auto()
    """Posts are held, but nobody can be told."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a target's card goes: the chat of a group, or members' private chats."""

    way: CardPlace
    chats: tuple[int, ...] = ()
    can_pass_on: bool = False
    """Whether somebody told there may relay."""
    rings: tuple[int, ...] = ()
    """Private chats in which an urgent instruction rings behind the group: of the unit's leads,
    where none can be written to of its deputies, else of its helpers."""


def route(place: TargetSituation) -> Route:
    """Where a target's card goes: its own group, else a line in the group above, else its holders
    in private. If its group also serves units below, its own card goes to lead and deputies in
    private, so that the group sees only one card."""
    if not place.held:
        return Route(CardPlace.TASK)
    seconds = _passers(place.holders)
    if place.serves_below and _reachable(seconds):
        return Route(CardPlace.PRIVATE, _reachable(seconds), can_pass_on=True)
    group = place.group or place.upper_group
    if group is not None:
        can_pass_on = bool(seconds) and not place.serves_below
        return Route(CardPlace.GROUP, (group,), can_pass_on, _highest(place.holders))
    if chats := _reachable(place.holders):
        return Route(CardPlace.PRIVATE, chats, bool(_reachable(seconds)))
    return Route(CardPlace.NOWHERE)


def may_pass_on(kind: PostKind) -> bool:
    """Whether a post may relay: lead and deputy."""
    return kind in (PostKind.LEAD, PostKind.DEPUTY)


def _highest(holders: Sequence[Holder]) -> tuple[int, ...]:
    """The chats of those of the highest kind of post in which somebody can be written to."""
    for kind in (PostKind.LEAD, PostKind.DEPUTY, PostKind.HELPER):
        if found := _reachable([holder for holder in holders if holder.kind is kind]):
            return found
    return ()


def _passers(holders: Sequence[Holder]) -> list[Holder]:
    return [holder for holder in holders if may_pass_on(holder.kind)]


def _reachable(holders: Sequence[Holder]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(each.telegram_id for each in holders if each.reachable))
