"""Navigation through screens. Every step checks again whether the asker may see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.roster.permissions import Right
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.looking import progress
from bot.store.people import people
from bot.store.roster import edits
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.rights import Actor, actor
from bot.usecases.screens import (
    Screen,
    ScreenPlace,
    drop_leave_question,
    screen_of,
    show_screen,
)

START = {"status": ScreenPlace("list"), "gaps": ScreenPlace("kinds"), "roster": ScreenPlace("top")}
"""The first place of each kind of screen."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The asker in their private chat, and the id of the pressed message, if any."""

    telegram_id: int
    operators: frozenset[int] = frozenset()
    pressed: int | None = None


@dataclass(frozen=True, slots=True)
class ShowPlace:
    """Show a place on a kind of screen."""

    asking: Asking
    kind: str
    place: ScreenPlace


@dataclass(frozen=True, slots=True)
class TurnPage:
    """Turn to a page of the pressed screen."""

    asking: Asking
    page: int


_GUESTS = {"gaps": "roster"}
"""Screens on which places of another kind are shown as well, so that the way back leads here."""


def go(tx: Tx, command: ShowPlace, now: datetime) -> int:
    """Show a place on the pressed screen, or on a new one where it is of another kind; the id of
    the message."""
    who = asker(tx, command.asking)
    message = pressed_screen(tx, command.asking)
    kind = command.kind
    if message is not None and _GUESTS.get(message.kind) == kind:
        kind = message.kind
    require_seen(tx, who, kind, command.place)
    if message is None or message.kind != kind:
        screen, message = Screen(command.place), None
    else:
        screen = screen_of(message, START[kind]).to(command.place)
    return _show(tx, who, kind, screen, message, now)


@dataclass(frozen=True, slots=True)
class ShowSilentUnits:
    """A button that stands for all units of a message; `picking`: to answer for them."""

    asking: Asking
    picking: bool = False


def go_told(tx: Tx, command: ShowSilentUnits, now: datetime) -> None:
    """Show the silent units of a message; the list where it has none."""
    message = pressed_screen(tx, command.asking)
    found = None if message is None else screen_told_by(message)
    place = START["status"]
    if found is not None:
        place = ScreenPlace("pick_told" if command.picking else "told", (found,))
    go(tx, ShowPlace(command.asking, "status", place), now)


def screen_told_by(message: BotMessage) -> int | None:
    """The message whose silent units are meant: a chase itself, or the one a screen shows."""
    if message.kind == "chase":
        return message.id
    if message.kind != "status":
        return None
    place = screen_of(message, START["status"]).place
    return place.id(0) if place.what in ("told", "pick_told") else None


def turn(tx: Tx, command: TurnPage, now: datetime) -> None:
    """Turn to another page of the pressed screen."""
    message, screen = current_screen(tx, command.asking)
    _step(tx, command.asking, message, screen.turned(command.page), now)


def back(tx: Tx, command: Asking, now: datetime) -> None:
    """Go back one step on the pressed screen, past what is no longer there."""
    message, screen = current_screen(tx, command)
    who, start = asker(tx, command), START[message.kind]
    screen = screen.back(start)
    while screen.way and not _may_see(tx, who, message.kind, screen.place):
        screen = screen.back(start)
    _step(tx, command, message, screen, now)


def _may_see(tx: Tx, who: Actor, kind: str, place: ScreenPlace) -> bool:
    try:
        require_seen(tx, who, kind, place)
    except Refused:
        return False
    return True


def refresh(tx: Tx, command: Asking, now: datetime) -> None:
    """Show the pressed screen in its newest state, at the same place."""
    message, screen = current_screen(tx, command)
    _step(tx, command, message, screen, now)


def asker(tx: Tx, asking: Asking) -> Actor:
    """The asker. Raises Refused("stranger") for an unlinked account."""
    who = actor(tx, asking.telegram_id, asking.operators)
    if who.member is None and not who.operator:
        raise Refused("stranger")
    return who


def pressed_screen(tx: Tx, asking: Asking) -> BotMessage | None:
    """Our message that was pressed. Raises Refused("stale_button")."""
    if asking.pressed is None:
        return None
    message = outbox.message_at(tx, asking.telegram_id, asking.pressed)
    if message is None or message.gone_at is not None:
        raise Refused("stale_button")
    return message


def current_screen(tx: Tx, asking: Asking) -> tuple[BotMessage, Screen]:
    """The pressed screen. Raises Refused("stale_button")."""
    message = pressed_screen(tx, asking)
    if message is None or message.kind not in START:
        raise Refused("stale_button")
    return message, screen_of(message, START[message.kind])


def _step(tx: Tx, asking: Asking, message: BotMessage, screen: Screen, now: datetime) -> None:
    who = asker(tx, asking)
    require_seen(tx, who, message.kind, screen.place)
    _show(tx, who, message.kind, screen, message, now)


def _show(
    tx: Tx, who: Actor, kind: str, screen: Screen, message: BotMessage | None, now: datetime
) -> int:
    drop_leave_question(tx, who.telegram_id, now)
    return show_screen(tx, kind, who.telegram_id, screen.by(operator=who.operator), message, now)


def require_seen(tx: Tx, who: Actor, kind: str, place: ScreenPlace) -> None:
    """Raise Refused where the asker may not see this place; an unknown place is a stale button."""
    found = CHECKS.get((kind, place.what))
    if found is None:
        raise Refused("stale_button")
    found(tx, who, place)


def _any(tx: Tx, who: Actor, _place: ScreenPlace) -> None:
    care.parts(tx, who)


def _of_instruction(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    _, mine = care.seen_instruction(tx, who, place.id(0))
    if place.id(1):
        care.part_at(tx, mine, place.id(1))


def _told(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    care.parts(tx, who)
    if progress.message_in_chat(tx, place.id(0), who.telegram_id) is None:
        raise Refused("not_allowed")


def _unit(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    care.part_at(tx, care.parts(tx, who), place.id(0))


def _seat(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    try:
        seat = people.seat(tx, place.id(0))
    except LookupError as error:
        raise Refused("not_allowed") from error
    care.part_at(tx, care.parts(tx, who), seat.unit.id)


def _leave(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    if not care.may_give_leave(tx, who, place.id(0)):
        raise Refused("not_allowed")


def _facts(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    """Of a unit in somebody's care; 0 is their own, if they have a post."""
    if place.id(0):
        _unit(tx, who, place)
    elif not any(who.may(Right.SEE, seat.unit) for seat in who.seats):
        raise Refused("not_allowed")


def _posters(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    care.inviting(tx, who, place.id(0))


def _edit(tx: Tx, who: Actor, place: ScreenPlace) -> None:
    found = edits.one(tx, place.id(0))
    if found is None or found.chat_id != who.telegram_id:
        raise Refused("stale_button")


_ROSTER = {
    "top": _any,
    "unit": _unit,
    "seat": _seat,
    "edit": _edit,
    "posters": _posters,
    "leave": _leave,
    "facts": _facts,
}
CHECKS: Mapping[tuple[str, str], Callable[[Tx, Actor, ScreenPlace], None]] = {
    ("status", "list"): _any,
    ("status", "unit"): _of_instruction,
    ("status", "silent"): _of_instruction,
    ("status", "pick"): _of_instruction,
    ("status", "told"): _told,
    ("status", "pick_told"): _told,
    **{("roster", what): found for what, found in _ROSTER.items()},
    **{("gaps", what): found for what, found in _ROSTER.items()},
    ("gaps", "silent"): _any,
    **{("gaps", what): _any for what in ("kinds", "vacancy", "away", "unlinked", "unreachable")},
    **{("gaps", what): _any for what in ("deactivated", "muted", "unbound", "unheard", "phone")},
}
