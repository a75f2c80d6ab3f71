"""Private screens: messages that are edited in place while somebody navigates.

What a screen shows, and the way back, are kept in the message's args. A press names where to go;
permissions are checked at every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.messages.looking import GapsArgs, RosterArgs, ScreenArgs, StatusArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx
from bot.store.writing import expectations

LEAVE_DAY = "leave_day"
"""What the next words in the chat are taken for: the last day of the leave a screen asks about."""
_LONGEST_WAY = 12
_PASSING = frozenset({"edit", "leave"})
"""Places that are over once they are left: the way back leads past them."""


@dataclass(frozen=True, slots=True)
class ScreenPlace:
    """A place a screen can show: kind, ids, page."""

    what: str
    ids: tuple[int, ...] = ()
    page: int = 0

    def id(self, index: int) -> int:
        """The id at `index`; 0 where there is none."""
        return self.ids[index] if index < len(self.ids) else 0


@dataclass(frozen=True, slots=True)
class Screen:
    """The present place, the way that led there, and the ticks.

    `operator`: the asker was an operator at the last press.
    """

    place: ScreenPlace
    way: tuple[ScreenPlace, ...] = ()
    ticked: frozenset[int] = frozenset()
    operator: bool = False

    def to(self, place: ScreenPlace) -> Screen:
        """One step further; the present place again is no step."""
        if (place.what, place.ids) == (self.place.what, self.place.ids):
            return replace(self, place=place)
        here = () if self.place.what in _PASSING else (self.place,)
        way = (*self.way, *here)[-_LONGEST_WAY:]
        return replace(self, place=place, way=way, ticked=frozenset())

    def back(self, start: ScreenPlace) -> Screen:
        """One step back; to `start` where the way is not known."""
        *way, last = self.way or (start,)
        return replace(self, place=last, way=tuple(way), ticked=frozenset())

    def turned(self, page: int) -> Screen:
        """The same place at another page."""
        return replace(self, place=replace(self.place, page=max(page, 0)))

    def tick(self, target_id: int) -> Screen:
        """Toggle a tick."""
        return replace(self, ticked=self.ticked ^ {target_id})

    def without(self, target_id: int) -> Screen:
        """The same without this tick."""
        return replace(self, ticked=self.ticked - {target_id})

    def by(self, *, operator: bool) -> Screen:
        """The same, for an operator or not."""
        return replace(self, operator=operator)

    def to_args(self, kind: str) -> ScreenArgs:
        """As the message carries it."""
        places = tuple((each.what, each.ids, each.page) for each in (*self.way, self.place))
        ticked = tuple(sorted(self.ticked))
        return _SCREENS[kind](places=places, ticked=ticked, operator=self.operator)


_SCREENS: Mapping[str, type[ScreenArgs]] = {
    each.kind: each for each in (StatusArgs, GapsArgs, RosterArgs)
}


def screen_of(message: BotMessage, start: ScreenPlace) -> Screen:
    """The screen a message shows; `start` where it does not say."""
    args = message.args_as(ScreenArgs)
    *way, place = [ScreenPlace(*each) for each in args.places] or [start]
    return Screen(place, tuple(way), frozenset(args.ticked), args.operator)


def show_screen(
    tx: Tx, kind: str, chat_id: int, screen: Screen, message: BotMessage | None, now: datetime
) -> int:
    """Show a screen in `message` if that is of this kind, else in a new message; its id."""
    if message is not None and message.kind == kind:
        outbox.refresh(tx, message, now, lane=Lane.REPLY, args=screen.to_args(kind))
        return message.id
    saying = Saying(chat_id=chat_id, args=screen.to_args(kind), lane=Lane.REPLY)
    return outbox.say(tx, saying, now)


def drop_leave_question(tx: Tx, chat_id: int, now: datetime) -> None:
    """Nobody's last day is asked for any more: the screen was left, or a notice was begun."""
    asked = expectations.expected(tx, chat_id, now)
    if asked is not None and asked.kind == LEAVE_DAY:
        expectations.clear(tx, chat_id)
