"""Muted groups, in which the bot may not write: not used until writing works again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.model import Rung, Target
from bot.instructions.upwards import told_on_rung
from bot.messages.groups import MutedArgs
from bot.roster.model import Member
from bot.store.cascade import instructions, opening
from bot.store.cascade.instructions import to_target
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.groups import groups
from bot.store.groups.groups import Group
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.cascade import cards, relaying, rerouting
from bot.usecases.cascade.bot_messages import OwnPress, own_message_pressed

KIND = MutedArgs.kind
FIRST_RETRY = timedelta(minutes=10)
"""First retry of a muted group; the interval doubles each time,."""
LONGEST_RETRY = timedelta(hours=6)
"""up to this."""
_RINGS_AGAIN = timedelta(hours=6)


def writing_refused(tx: Tx, chat_id: int, now: datetime) -> None:
    """The bot may not write in a group: what has not arrived goes to people in private."""
    group = groups.group_by_chat(tx, chat_id)
    if group is None or not group.here:
        return
    if group.muted_at is None:
        groups.mute(tx, group.id, now + FIRST_RETRY, now)
        _log(tx, group, "group.mute", now)
    rerouting.unsent_lost(tx, chat_id, now)
    groups.forget_pending(tx, chat_id, now)
    if group.muted_at is None:
        _tell_liaisons(tx, group, now)


def seen(tx: Tx, command: OwnPress, now: datetime) -> None:
    """知道了: its reader knows of a muted group, and the button goes."""
    message = own_message_pressed(tx, command, KIND, now)
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=MutedArgs(seen=True))


@dataclass(frozen=True, slots=True)
class TopicChange:
    """A topic of a forum was closed or opened again."""

    chat_id: int
    thread_id: int | None
    closed: bool


def topic_changed(tx: Tx, command: TopicChange, now: datetime) -> None:
    """A closed topic is a group in which the bot may not write."""
    group = groups.group_by_chat(tx, command.chat_id)
    if group is None or not group.here or group.thread_id != command.thread_id:
        return
    if command.closed:
        writing_refused(tx, command.chat_id, now)
    elif group.muted_at is not None:
        works(tx, group, now)


def heard_from(tx: Tx, chat_id: int, now: datetime) -> None:
    """A message has arrived in a group: it is not muted any more."""
    group = groups.group_by_chat(tx, chat_id)
    if group is not None and group.muted_at is not None:
        works(tx, group, now)


def works(tx: Tx, group: Group, now: datetime) -> None:
    """Writing works again: send the open cards to the group, silently."""
    groups.unmute(tx, group.id)
    _log(tx, group, "group.unmute", now)
    _place_open(tx, group, now)
    for card in rerouting.living_cards(tx, group.chat_id):
        outbox.refresh(tx, card, now)
    _refresh_told(tx, group, now)


def group_replaced(tx: Tx, muted: Group, group: Group, now: datetime) -> None:
    """Another group serves units of a muted one: it gets the open cards the muted one never had."""
    _place_open(tx, group, now)
    _refresh_told(tx, muted, now)


def _place_open(tx: Tx, group: Group, now: datetime) -> None:
    """Send the open cards that belong in a group."""
    for targets in _waiting_for(tx, group, but_carded=False):
        instruction = instructions.instruction(tx, targets[0].instruction_id)
        opening.reopen_targets(tx, [each.id for each in targets if each.unanswered], now)
        relaying.place_and_pass(tx, instruction, now)
        _put_answered(tx, group, targets, now)


def _refresh_told(tx: Tx, group: Group, now: datetime) -> None:
    for message in outbox.messages_about(tx, KIND, group.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)


def try_due(tx: Tx, most: int, now: datetime) -> int:
    """Retry muted groups that are due, with an open card each; returns how many were due."""
    found = groups.muted_due(tx, most, now)
    for group in found:
        since = now - (group.muted_at or now)
        tx.run("set_group_try_at", group_id=group.id, try_at=now + _pause(since))
        _try(tx, group, now)
    return len(found)


def _pause(muted_for: timedelta) -> timedelta:
    return min(max(muted_for, FIRST_RETRY), LONGEST_RETRY)


def _try(tx: Tx, group: Group, now: datetime) -> None:
    for targets in _waiting_for(tx, group, but_carded=True)[:1]:
        instruction = instructions.instruction(tx, targets[0].instruction_id)
        waiting = [each.id for each in targets if each.unanswered]
        cards.put_on_card(tx, instruction, group.chat_id, waiting, now, silent=True)
        _put_answered(tx, group, targets, now)


def _waiting_for(tx: Tx, group: Group, *, but_carded: bool) -> list[list[Target]]:
    """The targets that belong in the group, by instruction, newest first; only instructions
    somebody still waits for. `but_carded`: without those whose card is there already."""
    found: dict[int, list[Target]] = {}
    for row in tx.all("targets_of_group", group_id=group.id):
        if not (but_carded and row["carded"]):
            found.setdefault(row["instruction_id"], []).append(to_target(row))
    return [each for each in found.values() if any(target.unanswered for target in each)]


def _put_answered(tx: Tx, group: Group, targets: Sequence[Target], now: datetime) -> None:
    """Include units on the group's card that answered before it came."""
    card = opening.card_in_chat(tx, targets[0].instruction_id, group.chat_id)
    if card is not None:
        answered = [each.id for each in targets if not each.unanswered]
        opening.put_on(tx, card.id, answered, "line", now)


def _tell_liaisons(tx: Tx, group: Group, now: datetime) -> None:
    """Tell the nearest liaisons at once, except those told a short while ago."""
    known = {each.chat_id: each for each in outbox.messages_about(tx, KIND, group.id)}
    for member in _liaisons(tx, group):
        before = known.get(member.telegram_id or 0)
        if before is not None and now - (before.sent_at or now) < _RINGS_AGAIN:
            outbox.refresh(tx, before, now, lane=Lane.REPLY)
            continue
        if before is not None:
            outbox.take_away(tx, before, now)
        _tell(tx, group, member, now)


def _tell(tx: Tx, group: Group, member: Member, now: datetime) -> None:
    saying = Saying(
        chat_id=member.telegram_id or 0,
        args=MutedArgs(),
        lane=Lane.REPLY,
        subject_id=group.id,
        member_id=member.id,
    )
    outbox.say(tx, saying, now)


def _liaisons(tx: Tx, group: Group) -> list[Member]:
    found: dict[int, Member] = {}
    for unit in groups.units_of(tx, group.id):
        seats = people.holders_upwards(tx, unit.id)
        told = told_on_rung(Rung.LIAISON, unit, seats) or told_on_rung(Rung.SUPERVISOR, unit, seats)
        found |= {member.id: member for member in told}
    return [*found.values()]


def _log(tx: Tx, group: Group, action: str, now: datetime) -> None:
    for unit in groups.units_of(tx, group.id):
        audit.record(tx, now, audit.CLOCK, action, unit_id=unit.id)
