"""/bind in a group with a unit's name or code; in private it lists the groups that wait for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.chat.text import shorten
from bot.errors import Refused
from bot.instructions.gaps import GapKind
from bot.messages.groups import BindQuestionArgs
from bot.roster.likeness import fits_best
from bot.roster.model import Unit
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane
from bot.store.groups import groups
from bot.store.groups.groups import Group
from bot.store.house import audit
from bot.store.looking.gaps import gaps_in
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care, rights
from bot.usecases.cascade.bot_messages import own_message_pressed
from bot.usecases.groups import binding, claims, joining
from bot.usecases.groups.binding import Bound
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.notices import notify
from bot.usecases.rights import Actor

_ASKED_AT_ONCE = 3


@dataclass(frozen=True, slots=True)
class Bind:
    """/bind in a group; `telegram_id` is None for anonymous administrators. `thread_id`: in a forum
    the topic in which it was typed."""

    telegram_id: int | None
    chat_id: int
    message_id: int
    title: str
    code: str
    operators: frozenset[int]
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class WhichGroups:
    """/bind in private."""

    telegram_id: int
    operators: frozenset[int]


def bind_here(tx: Tx, command: Bind, now: datetime) -> None:
    """Bind the group to the unit of that code or name; without one, ask for it."""
    if command.telegram_id is None:
        raise Refused("anonymous")
    who = rights.actor(tx, command.telegram_id, command.operators)
    group = binding.group_at(tx, command.chat_id, command.title, command.telegram_id, now)
    if not command.code:
        _keep_topic(tx, who, group, command)
        joining.ask_whose(tx, group, command.telegram_id, command.operators, now)
        return
    bound = binding.bind(tx, who, _unit(tx, who, command.code), group, now)
    _keep_topic(tx, who, group, command)
    if bound.moved_from or not bound.announced:
        key = "bound_moved" if bound.moved_from else "bound"
        unit, former, below = bound.unit, bound.moved_from, command.message_id
        notify(tx, command.chat_id, key, now, reply_to=below, unit=unit, group=former)


def _keep_topic(tx: Tx, who: Actor, group: Group, command: Bind) -> None:
    """Messages go to the topic in which whoever may bind all of a group's units typed /bind."""
    served = groups.units_of(tx, group.id)
    if care.binding_roots(tx, who) and all(care.may_bind(tx, who, unit) for unit in served):
        groups.set_topic(tx, group.id, command.thread_id)


def which_groups(tx: Tx, command: WhichGroups, now: datetime) -> None:
    """Ask again about the unbound groups to which the sender added the bot."""
    who = rights.actor(tx, command.telegram_id, command.operators)
    waiting = [each for each in groups.unbound(tx) if who.operator or _added(each, who)]
    if not waiting or not care.binding_roots(tx, who):
        notify(tx, command.telegram_id, "bind_private", now)
        return
    for group in waiting[:_ASKED_AT_ONCE]:
        joining.ask_in_private(tx, group, who.telegram_id, operator=who.operator, now=now)


def _added(group: Group, who: Actor) -> bool:
    return group.invited_by == who.telegram_id


def _unit(tx: Tx, who: Actor, said: str) -> Unit:
    """The unit of that code, else of that name among those in care; people without the right to
    bind do not learn which exist."""
    tops = care.binding_roots(tx, who)
    if not tops:
        raise Refused("not_allowed")
    unit = people.unit_by_code(tx, said)
    if unit is not None:
        return unit
    found = fits_best(said, [unit for top in tops for unit in people.subtree(tx, top)])
    if len(found) != 1:
        raise Refused("several_units" if found else "unknown_code", code=shorten(said, 30))
    return found[0]


@dataclass(frozen=True, slots=True)
class BindPress:
    """A button of the question: its unit, 0 for the topmost in care, and its page."""

    telegram_id: int
    chat_id: int
    message_id: int
    operators: frozenset[int]
    unit_id: int = 0
    page: int = 0


def ask_again(tx: Tx, command: BindPress, now: datetime) -> None:
    """Return to the suggested units."""
    message, _, _ = _asked(tx, command, now)
    _turn(tx, message, BindQuestionArgs(), now)


def browse(tx: Tx, command: BindPress, now: datetime) -> None:
    """选别的: browse the units in care."""
    message, _, who = _asked(tx, command, now)
    if command.unit_id:
        _unit_bind_question(tx, who, command.unit_id)
    _turn(tx, message, BindQuestionArgs(at=command.unit_id, page=max(command.page, 0)), now)


def toggle(tx: Tx, command: BindPress, now: datetime) -> Bound | None:
    """Bind a unit to the group, or unbind it (then None)."""
    _, group, who = _asked(tx, command, now)
    unit = _unit_bind_question(tx, who, command.unit_id)
    if any(each.id == unit.id for each in groups.units_of(tx, group.id)):
        binding.unbind(tx, who, unit, group, now)
        return None
    return binding.bind(tx, who, unit, group, now)


def done_binding(tx: Tx, command: BindPress, now: datetime) -> None:
    """好了: the question is answered."""
    message, _, _ = _asked(tx, command, now)
    _turn(tx, message, BindQuestionArgs(done=True), now)


def leave(tx: Tx, command: BindPress, now: datetime) -> None:
    """不是，退群. Only those who may bind all units of a group may make the bot leave it."""
    message, group, who = _asked(tx, command, now)
    served = groups.units_of(tx, group.id)
    binds = care.binding_roots(tx, who) and all(care.may_bind(tx, who, unit) for unit in served)
    if not binds:
        raise Refused("not_allowed")
    outbox.leave_chat(tx, group.chat_id, now)
    _turn(tx, message, BindQuestionArgs(leaving=True), now)


def _asked(tx: Tx, command: BindPress, now: datetime) -> tuple[BotMessage, Group, Actor]:
    message = own_message_pressed(tx, command, BindQuestionArgs.kind, now)
    group = groups.group(tx, message.subject_id or 0)
    if group is None:
        raise Refused("stale_button")
    if not group.here:
        raise Refused("group_left")
    return message, group, rights.actor(tx, command.telegram_id, command.operators)


def _unit_bind_question(tx: Tx, who: Actor, unit_id: int) -> Unit:
    """A living unit somebody has in care."""
    try:
        unit = people.living_unit(tx, unit_id)
    except LookupError:
        raise Refused("stale_button") from None
    if not any(top.holds(unit) for top in care.binding_roots(tx, who)):
        raise Refused("not_allowed")
    return unit


def _turn(tx: Tx, message: BotMessage, shown: BindQuestionArgs, now: datetime) -> None:
    args = replace(shown, operator=message.args_as(BindQuestionArgs).operator)
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)


AGAIN_AFTER = timedelta(hours=1)
"""The least time between two such requests in a group."""


def ask_to_claim(tx: Tx, command: Asking, now: datetime) -> int:
    """Ask again in every group with unlinked units in the asker's care; returns the number of
    groups. Raises Refused("no_group_there"), or "asked_lately" where all were asked recently."""
    who = asker(tx, command)
    found = _groups(tx, who)
    if not found:
        raise Refused("no_group_there")
    due = [group for group in found if not _asked_lately(tx, group, now)]
    if not due:
        raise Refused("asked_lately")
    for group in due:
        claims.withdraw_claims(tx, group, now)
        claims.show_claims(tx, group, now)
        audit.record(tx, now, who.name, "claim.ask", facts={"group": group.id})
    return len(due)


def _groups(tx: Tx, who: Actor) -> list[Group]:
    gaps = gaps_in(tx, care.parts(tx, who))
    units = [gap.unit for gap in gaps if gap.kind is GapKind.UNLINKED]
    mine = [unit for unit in units if care.may_bind(tx, who, unit)]
    found = [group for unit in mine if (group := _serving(tx, unit)) is not None]
    return list({group.id: group for group in found}.values())


def _serving(tx: Tx, unit: Unit) -> Group | None:
    """The unit's own group, else its parent unit's; None where the bot is in neither."""
    for unit_id in (unit.id, unit.parent_id):
        group = None if unit_id is None else groups.group_of(tx, unit_id)
        if group is not None and group.here:
            return group
    return None


def _asked_lately(tx: Tx, group: Group, now: datetime) -> bool:
    asked = outbox.messages_about(tx, "claim", group.id)
    return any(each.sent_at is None or now - each.sent_at < AGAIN_AFTER for each in asked)
