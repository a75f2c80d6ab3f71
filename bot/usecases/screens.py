"""Private screens: messages that are edited in place as somebody finds their way through them.

What a screen shows stands in the message's args, with the way that led there. A press names
where to go; whether the presser may see it is asked anew at each step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx

_LONGEST_WAY = 12


@dataclass(frozen=True, slots=True)
class ScreenPlace:
    """One thing a screen can show: what, of which ids, on which page."""

    what: str
    ids: tuple[int, ...] = ()
    page: int = 0

    def id(self, index: int) -> int:
        """The id at `index`; 0, which nothing has, where there is none."""
        return self.ids[index] if index < len(self.ids) else 0


@dataclass(frozen=True, slots=True)
class Screen:
    """Where somebody is, how they came there, and what they have ticked.

    `operator`: the asker ran the bot when they last pressed.
    """

    place: ScreenPlace
    way: tuple[ScreenPlace, ...] = ()
    ticked: frozenset[int] = frozenset()
    operator: bool = False

    def to(self, place: ScreenPlace) -> Screen:
        """One step further; the same place again is a step nowhere."""
        if (place.what, place.ids) == (self.place.what, self.place.ids):
            return replace(self, place=place)
        way = (*self.way, self.place)[-_LONGEST_WAY:]
        return replace(self, place=place, way=way, ticked=frozenset())

    def back(self, start: ScreenPlace) -> Screen:
        """One step back, to `start` where the way has been forgotten."""
        *way, last = self.way or (start,)
        return replace(self, place=last, way=tuple(way), ticked=frozenset())

    def turned(self, page: int) -> Screen:
        """The same place, another page."""
        return replace(self, place=replace(self.place, page=max(page, 0)))

    def tick(self, target_id: int) -> Screen:
        """Tick what was not, and the other way round."""
        return replace(self, ticked=self.ticked ^ {target_id})

    def without(self, target_id: int) -> Screen:
        """The same, with this one not ticked."""
        return replace(self, ticked=self.ticked - {target_id})

    def by(self, *, operator: bool) -> Screen:
        """The same, asked for by somebody who does or does not run the bot."""
        return replace(self, operator=operator)

    def to_args(self) -> dict[str, Any]:
        """As it stands in the message's args."""
        places = [[each.what, list(each.ids), each.page] for each in (*self.way, self.place)]
        return {"places": places, "ticked": sorted(self.ticked), "operator": self.operator}


def screen_of(args: Mapping[str, Any], start: ScreenPlace) -> Screen:
    """The screen a message shows; `start` where its args do not say."""
    places = [ScreenPlace(what, tuple(ids), page) for what, ids, page in args.get("places", [])]
    *way, place = places or [start]
    ticked = frozenset(args.get("ticked", ()))
    return Screen(place, tuple(way), ticked, bool(args.get("operator")))


def show(
    tx: Tx, kind: str, chat_id: int, screen: Screen, message: BotMessage | None, now: datetime
) -> None:
    """Show a screen: in `message` where that is a screen of this kind, else in a new one."""
    if message is not None and message.kind == kind:
        outbox.refresh(tx, message, now, lane=Lane.REPLY, args=screen.to_args())
        return
    saying = Saying(chat_id=chat_id, kind=kind, lane=Lane.REPLY, args=screen.to_args())
    outbox.say(tx, saying, now)
