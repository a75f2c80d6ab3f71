"""/bind, typed in a group with a unit's code, or in private to be asked about waiting groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.text import shorten
from bot.errors import Refused
from bot.roster.model import Unit
from bot.store import groups, people
from bot.store.groups import Group
from bot.store.tx import Tx
from bot.usecases import binding, joining, rights
from bot.usecases.notices import notify
from bot.usecases.rights import Actor

_ASKED_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Bind:
    """/bind in a group; `telegram_id` is None where Telegram hides who it was."""

    telegram_id: int | None
    chat_id: int
    message_id: int
    title: str
    code: str
    operators: frozenset[int]


@dataclass(frozen=True, slots=True)
class WhichGroups:
    """/bind in private."""

    telegram_id: int
    operators: frozenset[int]


def bind_here(tx: Tx, command: Bind, now: datetime) -> None:
    """Bind the group to the unit with that code; without a code, ask for it."""
    if command.telegram_id is None:
        raise Refused("anonymous")
    who = rights.actor(tx, command.telegram_id, command.operators)
    group = _group(tx, command, now)
    if not command.code:
        joining.ask_whose(tx, group, command.telegram_id, command.operators, now)
        return
    bound = binding.bind(tx, who, _unit(tx, who, command.code), group, now)
    facts = {"unit": bound.unit, "group": bound.moved_from}
    if bound.moved_from:
        notify(tx, command.chat_id, "bound_moved", now, reply_to=command.message_id, **facts)
    elif not bound.announced:
        notify(tx, command.chat_id, "bound", now, reply_to=command.message_id, **facts)


def which_groups(tx: Tx, command: WhichGroups, now: datetime) -> None:
    """Ask again about the groups somebody added the bot to and nobody has bound."""
    who = rights.actor(tx, command.telegram_id, command.operators)
    waiting = [each for each in groups.unbound(tx) if who.operator or _added(each, who)]
    if not waiting or not binding.in_care(tx, who):
        notify(tx, command.telegram_id, "bind_private", now)
        return
    for group in waiting[:_ASKED_AT_ONCE]:
        joining.ask_in_private(tx, group, who.telegram_id, operator=who.operator, now=now)


def _added(group: Group, who: Actor) -> bool:
    return group.invited_by == who.telegram_id


def _group(tx: Tx, command: Bind, now: datetime) -> Group:
    """The group, also where the bot was added before it could remember."""
    known = groups.group_by_chat(tx, command.chat_id)
    if known is None or not known.here:
        until = now + binding.STAYS_UNBOUND
        facts = (command.chat_id, command.title, command.telegram_id, until, False, now)
        return groups.enter(tx, *facts)
    if known.title != command.title:
        groups.rename(tx, known.id, command.title)
    return known


def _unit(tx: Tx, who: Actor, code: str) -> Unit:
    """The unit; one who binds nothing learns nothing of codes."""
    if not binding.in_care(tx, who):
        raise Refused("not_allowed")
    unit = people.unit_by_code(tx, code)
    if unit is None:
        raise Refused("unknown_code", code=shorten(code, 30))
    return unit
