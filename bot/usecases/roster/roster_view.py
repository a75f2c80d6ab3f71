"""The view of the roster in somebody's care."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.looking.values import NAMES_A_PAGE, pages
from bot.chat.roster.seats import Below, RosterView
from bot.errors import Refused
from bot.roster.permissions import Relation, Right
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.roster import browsing
from bot.store.roster.browsing import Child
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.rights import Actor, actor
from bot.usecases.screens import ScreenPlace, screen_of

START = ScreenPlace("top")


def roster_view(tx: Tx, message: BotMessage, _now: datetime) -> RosterView | None:
    """The screen; its first place where the reader may not see the present one any more."""
    screen = screen_of(message, START)
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if screen.operator else ()))
    if not who.seats and not who.operator:
        return None
    mine = care.parts(tx, who)
    try:
        return _shown(tx, who, mine, screen.place)
    except Refused:
        return _top(tx, who, mine, 0)


def _shown(tx: Tx, who: Actor, mine: Sequence[Part], place: ScreenPlace) -> RosterView:
    if place.what == "unit":
        found = _unit(tx, who, care.part_at(tx, mine, place.id(0)), place.page)
        return replace(found, nested=True)
    return _top(tx, who, mine, place.page)


def _top(tx: Tx, who: Actor, mine: Sequence[Part], page: int) -> RosterView:
    """The first place: one unit, or several side by side."""
    if len(mine) == 1:
        return _unit(tx, who, mine[0], page)
    shown = pages(page, NAMES_A_PAGE, len(mine))
    heights = house.heights(tx)
    below = tuple(_part(tx, part, heights) for part in shown.of(mine))
    export = any(who.may(Right.EXPORT, part.unit) for part in mine)
    imports = any(who.may(Right.IMPORT, part.unit) for part in mine)
    return RosterView(unit=None, below=below, pages=shown, export=export, imports=imports)


def _part(tx: Tx, part: Part, heights: dict[str, int]) -> Below:
    holders = people.holders_of(tx, part.unit.id)
    linked = any(seat.member and seat.member.linked for seat in holders)
    names = [seat.member.name for seat in holders if seat.member]
    lowest = heights.get(part.unit.tier, 0) == 0
    return Below(part.unit, names[0] if names else None, linked, expected=lowest)


def _unit(tx: Tx, who: Actor, part: Part, page: int) -> RosterView:
    unit, heights = part.unit, house.heights(tx)
    total = browsing.count_children(tx, unit.id) if part.deep else 0
    shown = pages(page, NAMES_A_PAGE, total)
    found = browsing.children(tx, unit.id, skip=shown.skip, most=NAMES_A_PAGE) if total else []
    return RosterView(
        unit=unit,
        above=tuple(each.name for each in reversed(people.ancestors(tx, unit.id))),
        seats=tuple(people.seats_of(tx, unit.id)),
        height=heights.get(unit.tier, 0),
        phones=_sees_phones(who, part),
        below=tuple(_below(each, heights) for each in found),
        pages=shown,
        export=who.may(Right.EXPORT, unit),
        imports=who.may(Right.IMPORT, unit),
    )


def _below(child: Child, heights: dict[str, int]) -> Below:
    lowest = heights.get(child.unit.tier, 0) == 0
    return Below(child.unit, child.holder, child.linked, expected=lowest)


def _sees_phones(who: Actor, part: Part) -> bool:
    """Whether somebody sees phone numbers: those above a unit, and operators."""
    above = who.may(Right.ANSWER_FOR, part.unit)
    return above or Relation.OPERATOR in who.stands(part.unit)
