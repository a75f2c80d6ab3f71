"""The bot's membership in a group: added, promoted, demoted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.messages.args import Args
from bot.messages.groups import (
    AdministratorArgs,
    BindHowArgs,
    BindQuestionArgs,
    WhoBindsArgs,
)
from bot.roster.model import Member
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.groups import groups
from bot.store.groups.groups import Group
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care, rights
from bot.usecases.groups import binding, muting
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class BotMembership:
    """The bot's new membership in a group, and who changed it."""

    chat_id: int
    title: str
    by: int
    administrator: bool
    operators: frozenset[int]
    may_write: bool = True


def stands(tx: Tx, command: BotMembership, now: datetime) -> None:
    """Record the bot's membership; in a new group, ask which units it serves."""
    known = groups.group_by_chat(tx, command.chat_id)
    if known is None or not known.here:
        group = _enter(tx, command, now)
        ask_whose(tx, group, command.by, command.operators, now)
    elif known.administrator != command.administrator:
        groups.set_administrator(tx, known.id, command.administrator)
    if not command.may_write:
        muting.writing_refused(tx, command.chat_id, now)
    elif known is not None and known.here and known.muted_at is not None:
        muting.works(tx, known, now)
    if command.administrator and not (known and known.here and known.administrator):
        _say(tx, command.chat_id, AdministratorArgs(), now)
    if not command.administrator:
        _thank(tx, command.chat_id, now)


def ask_whose(tx: Tx, group: Group, by: int, operators: frozenset[int], now: datetime) -> None:
    """Ask whoever added the bot, in private; where they may not say, the nearest one above who may;
    where nobody can be asked in private, ask in the group."""
    who = rights.actor(tx, by, operators)
    reachable = who.operator or (who.member is not None and who.member.reachable)
    if reachable and care.binding_roots(tx, who):
        ask_in_private(tx, group, by, operator=who.operator, now=now)
    elif (above := _who_binds(tx, who)) is not None:
        _ask_above(tx, group, who, above, now)
    else:
        _say(tx, group.chat_id, BindHowArgs(), now, group.id)


def _who_binds(tx: Tx, who: Actor) -> Member | None:
    """The nearest one above somebody's posts who may bind there and can be written to."""
    for seat in who.seats:
        for held in people.holders_upwards(tx, seat.unit.id):
            above = held.member
            if above is None or not above.listening or above == who.member:
                continue
            if care.may_bind(tx, rights.of_member(tx, above.id), seat.unit):
                return above
    return None


def _ask_above(tx: Tx, group: Group, who: Actor, above: Member, now: datetime) -> None:
    """Ask them, and tell whoever added the bot that they are asked."""
    by = None if who.member is None else who.member.id
    ask_in_private(tx, group, above.telegram_id or 0, operator=False, added_by=by, now=now)
    if who.member is not None and who.member.reachable:
        _say(tx, who.telegram_id, WhoBindsArgs(above=above.id), now, group.id)


def ask_in_private(
    tx: Tx,
    group: Group,
    account: int,
    *,
    operator: bool,
    now: datetime,
    added_by: int | None = None,
) -> None:
    """Ask somebody in private which units this group serves."""
    saying = Saying(
        chat_id=account,
        args=BindQuestionArgs(operator=operator, added_by=added_by),
        lane=Lane.REPLY,
        subject_id=group.id,
    )
    outbox.say(tx, saying, now)


def _enter(tx: Tx, command: BotMembership, now: datetime) -> Group:
    until = now + binding.STAYS_UNBOUND
    facts = (command.chat_id, command.title, command.by, until, command.administrator, now)
    return groups.enter(tx, *facts)


def _thank(tx: Tx, chat_id: int, now: datetime) -> None:
    """Confirm that the bot was demoted as requested."""
    for message in groups.messages_in(tx, chat_id):
        if message.kind == "administrator":
            outbox.take_away(tx, message, now)


def _say(tx: Tx, chat_id: int, args: Args, now: datetime, subject_id: int | None = None) -> None:
    saying = Saying(chat_id=chat_id, args=args, lane=Lane.REPLY, subject_id=subject_id)
    outbox.say(tx, saying, now)
