"""Posters with QR codes: whoever scans one asks to be recognised near its unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.chat.places import Spot
from bot.chat.roster.posters import PostersFileView, PostersView, PosterUnit
from bot.errors import Refused
from bot.messages.roster import PostersArgs
from bot.roster.model import Unit
from bot.store import meta
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit, house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care, named
from bot.usecases.doors.tokens import unit_token
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.rights import Actor, actor

_PAYLOAD = re.compile(r"p_([0-9]{1,17})")


@dataclass(frozen=True, slots=True)
class AskPosters:
    """A press on 一页一张 or 一页四张."""

    asking: Asking
    unit: int
    per_page: Literal[1, 4]


def send_posters(tx: Tx, command: AskPosters, now: datetime) -> None:
    """Send the posters of a unit to whoever asks. Raises Refused("not_allowed")."""
    who = asker(tx, command.asking)
    unit = care.inviting(tx, who, command.unit)
    audit.record(tx, now, who.name, "posters.make", path="chat", unit_id=unit.id)
    args = PostersArgs(unit=unit.id, per_page=command.per_page, operator=who.operator)
    outbox.say(tx, Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY), now)


def posters_place(tx: Tx, who: Actor, unit_id: int) -> PostersView:
    """The choice of the layout. Raises Refused("not_allowed")."""
    unit = care.inviting(tx, who, unit_id)
    return PostersView(unit.id, named.whole_spot(tx, unit), len(_units(tx, unit)))


def posters_file_with(
    key: bytes,
) -> Callable[[Tx, BotMessage, datetime], PostersFileView | None]:
    """The view of posters. `key`: the one links to the page are made with."""
    return lambda tx, message, _now: _posters_file(tx, message, key)


def _posters_file(tx: Tx, message: BotMessage, key: bytes) -> PostersFileView | None:
    """What the posters say; None where the reader may not print them any more."""
    args = message.args_as(PostersArgs)
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if args.operator else ()))
    try:
        unit = care.inviting(tx, who, args.unit)
    except Refused:
        return None
    root = f"https://t.me/{meta.get(tx, 'bot_username') or ''}?start=p_"
    page = meta.get(tx, meta.PAGE) if key else None
    found = tuple(
        PosterUnit(
            community(tx, each),
            named.whole_spot(tx, each),
            f"{root}{each.id}",
            f"{page}/m/{unit_token(key, each.id)}" if page else "",
        )
        for each in _units(tx, unit)
    )
    return PostersFileView(named.whole_spot(tx, unit), found, args.per_page)


def unit_of_poster(tx: Tx, payload: str) -> Unit | None:
    """The unit whose poster was scanned; None for any other payload."""
    found = _PAYLOAD.fullmatch(payload)
    try:
        return people.living_unit(tx, int(found[1])) if found else None
    except LookupError:
        return None


def community(tx: Tx, unit: Unit) -> Spot:
    """The community a unit belongs to; in a smaller tree the topmost unit."""
    heights, line = house.heights(tx), [unit, *people.ancestors(tx, unit.id)]
    found = (each for each in line if heights.get(each.tier) == _COMMUNITY)
    return Spot(next(found, line[-1]).name)


_COMMUNITY = 2
"""The height of communities above the buildings."""


def _units(tx: Tx, top: Unit) -> list[Unit]:
    """The buildings at and below a unit; the unit itself where there are none."""
    lowest = house.lowest_tier(tx)
    return [each for each in people.subtree(tx, top) if each.tier == lowest] or [top]
