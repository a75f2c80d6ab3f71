"""选群: a unit's group is chosen in Telegram's own list, from the private chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.groups.choosing import ChooseGroupView, GroupChosenView
from bot.errors import Refused
from bot.messages.groups import ChooseGroupArgs, GroupChosenArgs, MutedArgs
from bot.roster.model import Unit
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.groups import groups
from bot.store.people import links, people
from bot.store.tx import Tx
from bot.usecases import care, named, rights
from bot.usecases.cascade.bot_messages import own_message_pressed
from bot.usecases.groups import binding
from bot.usecases.groups.bind_questions import BindPress
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class ChosenGroup:
    """A group was chosen: `request` is the id of the message that asked for it."""

    telegram_id: int
    operators: frozenset[int]
    request: int
    chat_id: int
    title: str | None


def ask_for_group(tx: Tx, command: BindPress, now: datetime) -> None:
    """选群 below a gap, or below the notice of a muted group (`unit_id` 0): show the button that
    opens the list. Raises Refused: not_allowed, stale_button."""
    who = rights.actor(tx, command.telegram_id, command.operators)
    units = _wanted(tx, command, now)
    _check(tx, who, units)
    _put_away(tx, command.telegram_id, now)
    args = ChooseGroupArgs(units=tuple(unit.id for unit in units))
    outbox.say(tx, Saying(chat_id=command.telegram_id, args=args, lane=Lane.REPLY), now)


def group_chosen(tx: Tx, command: ChosenGroup, now: datetime) -> None:
    """Bind the units to the group. The bot is in it: the list shows no other groups."""
    message = _asked(tx, command)
    who = rights.actor(tx, command.telegram_id, command.operators)
    units = _living(tx, message.args_as(ChooseGroupArgs).units)
    _check(tx, who, units)
    facts = (command.chat_id, command.title, command.telegram_id)
    group = binding.group_at(tx, *facts, now)
    for unit in units:
        binding.bind(tx, who, unit, group, now)
    _put_away(tx, command.telegram_id, now)
    saying = Saying(
        chat_id=command.telegram_id, args=GroupChosenArgs(), lane=Lane.REPLY, subject_id=group.id
    )
    outbox.say(tx, saying, now)


def choose_group_view(tx: Tx, message: BotMessage, _now: datetime) -> ChooseGroupView:
    """The units whose group is asked for."""
    units = [people.unit(tx, each) for each in message.args_as(ChooseGroupArgs).units]
    return ChooseGroupView(tuple(named.whole_spot(tx, unit) for unit in units), message.id)


def group_chosen_view(tx: Tx, message: BotMessage, _now: datetime) -> GroupChosenView | None:
    """The group and the units it serves."""
    group = groups.group(tx, message.subject_id or 0)
    if group is None:
        return None
    units = groups.units_of(tx, group.id)
    return GroupChosenView(group.title, tuple(named.whole_spot(tx, unit) for unit in units))


def _wanted(tx: Tx, command: BindPress, now: datetime) -> list[Unit]:
    if command.unit_id:
        return _living(tx, [command.unit_id])
    message = own_message_pressed(tx, command, MutedArgs.kind, now)
    return groups.units_of(tx, message.subject_id or 0)


def _living(tx: Tx, unit_ids: Sequence[int]) -> list[Unit]:
    try:
        return [people.living_unit(tx, each) for each in unit_ids]
    except LookupError:
        raise Refused("stale_button") from None


def _check(tx: Tx, who: Actor, units: Sequence[Unit]) -> None:
    if not units:
        raise Refused("stale_button")
    if not all(care.may_bind(tx, who, unit) for unit in units):
        raise Refused("not_allowed")


def _asked(tx: Tx, command: ChosenGroup) -> BotMessage:
    found = links.living_list(tx, ChooseGroupArgs.kind, command.telegram_id)
    if found is None or found.id != command.request:
        raise Refused("stale_button")
    return found


def _put_away(tx: Tx, chat_id: int, now: datetime) -> None:
    """Delete the message that asks, and with it its button."""
    older = links.living_list(tx, ChooseGroupArgs.kind, chat_id)
    if older is not None:
        outbox.take_away(tx, older, now)
