"""Binding groups to units; groups that move or are lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.places import Spot
from bot.errors import Refused
from bot.roster.model import Unit
from bot.store.delivery import outbox
from bot.store.groups import groups
from bot.store.groups.groups import Group
from bot.store.house import audit, house, languages
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care, named
from bot.usecases.cascade import rerouting
from bot.usecases.groups import claims, muting
from bot.usecases.notices import notify
from bot.usecases.rights import Actor

STAYS_UNBOUND = timedelta(hours=24)
"""How long the bot stays in an unbound group."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A unit was bound.

    `moved_from`: the title of its former group; `announced`: the group was told in a message of its
    own.
    """

    unit: Spot
    group: str
    moved_from: str | None
    announced: bool


def group_at(tx: Tx, chat_id: int, title: str | None, by: int, now: datetime) -> Group:
    """The group of a chat the bot is in, created where nothing was heard of it yet; with its newest
    title, where that is known."""
    known = groups.group_by_chat(tx, chat_id)
    if known is None or not known.here:
        return groups.enter(tx, chat_id, title or "", by, now + STAYS_UNBOUND, False, now)
    if title and known.title != title:
        groups.rename(tx, known.id, title)
    return known


def bind(tx: Tx, who: Actor, unit: Unit, group: Group, now: datetime) -> Bound:
    """Bind a unit to a group. Raises Refused: not_allowed, other_branch, group_left."""
    _check(tx, who, unit, group)
    before = groups.group_of(tx, unit.id)
    groups.bind(tx, unit.id, group.id, who.member.id if who.member else None, now)
    _log(tx, who.name, "group.bind", unit, now)
    groups.set_leave_at(tx, group.id, None)
    moved = before if before is not None and before.id != group.id else None
    below = [each.id for each in people.children(tx, unit.id)]
    if moved is not None:
        served = {unit.id, *(each for each in below if groups.group_of(tx, each) is None)}
        rerouting.group_changed(tx, served, moved.chat_id, group.chat_id, now)
        _tell_former(tx, moved, unit, group, now)
        _gave_away(tx, moved, now)
    announced = claims.show_claims(tx, group, now)
    rerouting.found(tx, [unit.id, *below], now)
    if moved is not None and moved.muted_at is not None:
        muting.group_replaced(tx, moved, group, now)
    return Bound(named.whole_spot(tx, unit), group.title, moved.title if moved else None, announced)


def unbind(tx: Tx, who: Actor, unit: Unit, group: Group, now: datetime) -> None:
    """Unbind a unit from its group. Raises Refused("not_allowed")."""
    if not care.may_bind(tx, who, unit):
        raise Refused("not_allowed")
    groups.unbind(tx, unit.id)
    _log(tx, who.name, "group.unbind", unit, now)
    _gave_away(tx, group, now)


def left(tx: Tx, chat_id: int, now: datetime) -> None:
    """The bot was removed from a group: its units are told another way."""
    group = groups.group_by_chat(tx, chat_id)
    if group is None or not group.here:
        return
    for unit in groups.units_of(tx, group.id):
        _log(tx, audit.CLOCK, "group.lose", unit, now)
    groups.set_left(tx, group.id, now)
    rerouting.group_lost(tx, chat_id, now)
    groups.forget_pending(tx, chat_id, now)
    _forget_messages(tx, chat_id, now)
    claims.refresh_questions(tx, group, now)


def migrated(tx: Tx, old_chat: int, new_chat: int, now: datetime) -> None:
    """A group has a new chat id: everything continues there, and its cards are sent again."""
    group = groups.group_by_chat(tx, old_chat)
    if group is None or old_chat == new_chat:
        return
    groups.move(tx, group, new_chat)
    languages.move_language(tx, old_chat, new_chat)
    rerouting.group_migrated(tx, old_chat, new_chat, now)
    groups.move_unsent(tx, old_chat, new_chat, now)
    _forget_messages(tx, old_chat, now)
    moved = groups.group_by_chat(tx, new_chat)
    if moved is not None and groups.units_of(tx, moved.id):
        groups.set_leave_at(tx, moved.id, None)
        claims.show_claims(tx, moved, now)


def leave_unbound(tx: Tx, most: int, now: datetime) -> int:
    """Leave groups nobody has bound in time, `most` at a time; returns how many were due."""
    groups.notice_unbound(tx, now + STAYS_UNBOUND)
    due = groups.to_leave(tx, most, now)
    for group in due:
        groups.set_leave_at(tx, group.id, None)
        outbox.leave_chat(tx, group.chat_id, now)
    return len(due)


def _check(tx: Tx, who: Actor, unit: Unit, group: Group) -> None:
    if not care.may_bind(tx, who, unit):
        raise Refused("not_allowed")
    if not group.here:
        raise Refused("group_left")
    served = groups.units_of(tx, group.id)
    if len(_branches(tx, [*served, unit])) > 1:
        raise Refused("other_branch", unit=_said(tx, unit), served=_said(tx, served[0]))


def _said(tx: Tx, unit: Unit) -> str:
    spot = named.whole_spot(tx, unit)
    return f"{spot.upper} {spot.name}" if spot.upper else spot.name


def _tell_former(tx: Tx, former: Group, unit: Unit, group: Group, now: datetime) -> None:
    """The group a unit had until now reads where its notices go."""
    if former.may_write:
        spot = named.whole_spot(tx, unit)
        notify(tx, former.chat_id, "unit_moved", now, unit=spot, group=group.title)


def _gave_away(tx: Tx, group: Group, now: datetime) -> None:
    """A group serves one unit less; one without units is left after a while."""
    if groups.units_of(tx, group.id):
        claims.show_claims(tx, group, now)
        return
    if group.here:
        groups.set_leave_at(tx, group.id, now + STAYS_UNBOUND)
    claims.withdraw_claims(tx, group, now)
    claims.refresh_questions(tx, group, now)


def _forget_messages(tx: Tx, chat_id: int, now: datetime) -> None:
    for message in groups.messages_in(tx, chat_id):
        tx.run("message_gone", message_id=message.id, now=now)


def _branches(tx: Tx, units: Iterable[Unit]) -> set[int]:
    """The branches of these units: the unit above a building, any other unit itself."""
    lowest = house.lowest_tier(tx)
    return {unit.parent_id or unit.id if unit.tier == lowest else unit.id for unit in units}


def _log(tx: Tx, by: str, action: str, unit: Unit, now: datetime) -> None:
    audit.record(tx, now, by, action, unit_id=unit.id)
