"""Whose group is this? Asked in private, answered with buttons, edited in place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.errors import Refused
from bot.roster.model import Unit
from bot.store import groups, outbox, people
from bot.store.groups import Group
from bot.store.outbox import BotMessage, Lane
from bot.store.tx import Tx
from bot.usecases import binding, pressing, rights
from bot.usecases.binding import Bound
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the question: at which unit, 0 for the topmost in care, and which page."""

    telegram_id: int
    chat_id: int
    message_id: int
    operators: frozenset[int]
    unit_id: int = 0
    page: int = 0


def ask_again(tx: Tx, command: Pressed, now: datetime) -> None:
    """Back to what is suggested."""
    message, _, _ = _asked(tx, command, now)
    _turn(tx, message, {}, now)


def browse(tx: Tx, command: Pressed, now: datetime) -> None:
    """选别的: look through the units in care, a unit at a time."""
    message, _, who = _asked(tx, command, now)
    if command.unit_id:
        _unit(tx, who, command.unit_id)
    _turn(tx, message, {"at": command.unit_id, "page": max(command.page, 0)}, now)


def toggle(tx: Tx, command: Pressed, now: datetime) -> Bound | None:
    """Bind a unit to the group, or take it from it again (None)."""
    _, group, who = _asked(tx, command, now)
    unit = _unit(tx, who, command.unit_id)
    if any(each.id == unit.id for each in groups.units_of(tx, group.id)):
        binding.unbind(tx, who, unit, group, now)
        return None
    return binding.bind(tx, who, unit, group, now)


def done(tx: Tx, command: Pressed, now: datetime) -> None:
    """好了: the question is answered."""
    message, _, _ = _asked(tx, command, now)
    _turn(tx, message, {"done": True}, now)


def leave(tx: Tx, command: Pressed, now: datetime) -> None:
    """不是，退群. Whoever binds nothing leaves nothing; a bound group is left only by those who
    may bind all it serves."""
    message, group, who = _asked(tx, command, now)
    served = groups.units_of(tx, group.id)
    binds = binding.in_care(tx, who) and all(binding.may_bind(tx, who, unit) for unit in served)
    if not binds:
        raise Refused("not_allowed")
    outbox.leave(tx, group.chat_id, now)
    _turn(tx, message, {"leaving": True}, now)


def _asked(tx: Tx, command: Pressed, now: datetime) -> tuple[BotMessage, Group, Actor]:
    message = pressing.message_pressed(tx, command.chat_id, command.message_id, now)
    group = groups.group(tx, message.subject_id or 0)
    if message.kind != "bind_question" or command.chat_id != command.telegram_id or group is None:
        raise Refused("stale_button")
    if not group.here:
        raise Refused("group_left")
    return message, group, rights.actor(tx, command.telegram_id, command.operators)


def _unit(tx: Tx, who: Actor, unit_id: int) -> Unit:
    """A unit somebody has in care."""
    try:
        unit = people.unit(tx, unit_id)
    except LookupError:
        raise Refused("stale_button") from None
    if not any(top.holds(unit) for top in binding.in_care(tx, who)):
        raise Refused("not_allowed")
    return unit


def _turn(tx: Tx, message: BotMessage, shown: dict[str, Any], now: datetime) -> None:
    args = {"operator": message.args.get("operator", False), **shown}
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)
