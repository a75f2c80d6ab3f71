"""Where a target's card goes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.instructions.standing import Standing
from bot.roster.model import PostKind
from bot.roster.permissions import Right, of_post


class CardPlace(Enum):
    """The kind of place a card goes to."""

    GROUP = auto()
    PRIVATE = auto()
    TASK = auto()
    """Nobody who is present holds a post: a task on the card of the unit above."""
    NOWHERE = auto()
    """Posts are held, but nobody can be told."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who answers for a unit, is present, and can be written to in their private chat."""

    chat_id: int
    kind: PostKind


@dataclass(frozen=True, slots=True)
class Route:
    """Where the card of a target goes. `group`: the chat, where it goes to a group."""

    way: CardPlace
    group: int | None = None
    can_pass_on: bool = False
    """Whether somebody told there may pass the instruction on."""
    heads_only: bool = False
    """In private to those alone who may pass on, not to helpers."""

    def chats(self, holders: Iterable[Holder]) -> list[int]:
        """The chats that get the card, given those who answer for the unit."""
        if self.group is not None:
            return [self.group]
        if self.way is not CardPlace.PRIVATE:
            return []
        told = (each for each in holders if not self.heads_only or _may_pass_on(each.kind))
        return list(dict.fromkeys(each.chat_id for each in told))

    def rings(self, holders: Sequence[Holder]) -> list[int]:
        """The private chats in which an urgent instruction rings behind the group: of the unit's
        leads, where none can be written to of its deputies, else of its helpers."""
        if self.way is not CardPlace.GROUP:
            return []
        for kind in (PostKind.LEAD, PostKind.DEPUTY, PostKind.HELPER):
            if found := [each.chat_id for each in holders if each.kind is kind]:
                return list(dict.fromkeys(found))
        return []


def route(unit: Standing, *, serves_below: bool) -> Route:
    """Where a unit's card goes. `serves_below`: units below it get theirs in its own group too.

    Its own group, else a line in the group above, else its holders in private. Where its group
    also serves those below, its own card goes to lead and deputies in private, so that the
    group sees one card.
    """
    if unit.vacant:
        return Route(CardPlace.TASK)
    if serves_below and unit.heads_reachable:
        return Route(CardPlace.PRIVATE, can_pass_on=True, heads_only=True)
    if unit.chat_id is not None:
        return Route(CardPlace.GROUP, unit.chat_id, unit.heads_linked > 0 and not serves_below)
    if unit.reachable:
        return Route(CardPlace.PRIVATE, can_pass_on=unit.heads_reachable > 0)
    return Route(CardPlace.NOWHERE)


def _may_pass_on(kind: PostKind) -> bool:
    return of_post(Right.RELAY, kind)
