"""The view of a status screen; permissions are checked again here."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.looking.values import (
    LINES_A_PAGE,
    Heading,
    ListView,
    StatusView,
    Wall,
    pages,
)
from bot.errors import Refused
from bot.store.cascade import instructions
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.looking import progress
from bot.store.looking.progress import Running
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking import counted, own_units
from bot.usecases.looking.names_view import silent_view, told_view
from bot.usecases.looking.unit_view import unit_view
from bot.usecases.rights import Actor, actor
from bot.usecases.screens import Screen, ScreenPlace, screen_of

START = ScreenPlace("list")


def status_view(tx: Tx, message: BotMessage, now: datetime) -> StatusView | None:
    """The screen; the list where the reader may not see the place any more."""
    screen = screen_of(message, START)
    operators = frozenset({message.chat_id} if screen.operator else ())
    who = actor(tx, message.chat_id, operators)
    wall = Wall(now, house.zone(tx))
    try:
        return _shown(tx, who, screen, message.chat_id, wall)
    except Refused:
        return list_view(tx, who, 0, wall) if who.operator or who.seats else None


def _shown(tx: Tx, who: Actor, screen: Screen, chat_id: int, wall: Wall) -> StatusView:
    place = screen.place
    if place.what in ("told", "pick_told"):
        return told_view(tx, who, screen, chat_id, wall)
    if place.what == "unit":
        return unit_view(tx, who, place, wall)
    if place.what in ("silent", "pick"):
        return silent_view(tx, who, screen, wall)
    return list_view(tx, who, place.page, wall)


def list_view(tx: Tx, who: Actor, page: int, wall: Wall) -> ListView:
    """The open instructions in somebody's care, unfinished and urgent ones first."""
    mine = care.parts(tx, who)
    found = {each.id: each for part in mine for each in progress.running_in(tx, part)}
    if who.member is not None:
        found |= {each.id: each for each in progress.running_of(tx, who.member.id)}
    order = sorted(found.values(), key=_order)
    shown = pages(page, LINES_A_PAGE, len(order))
    headings = [_heading(tx, who, each.id) for each in shown.of(order)]
    return ListView(tuple(headings), shown, wall, who.operator)


def _order(running: Running) -> tuple[bool, bool, int]:
    return (running.completed, not running.urgent, -running.number)


def _heading(tx: Tx, who: Actor, instruction_id: int) -> Heading:
    instruction = instructions.instruction(tx, instruction_id)
    mine = care.parts_of(tx, who, instruction)
    found = counted.with_helps(tx, counted.heading(tx, instruction, mine), mine)
    own = own_units.asked_of(tx, who, instruction)
    return replace(found, waits=own.may_answer, fills=own.fills_in(instruction))
