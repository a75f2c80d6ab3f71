"""The message in a bound group that offers linking, and the messages that show its progress."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.messages.groups import ClaimArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.groups import groups
from bot.store.groups.groups import Group
from bot.store.people import links
from bot.store.tx import Tx


def show_claims(tx: Tx, group: Group, now: datetime) -> bool:
    """Send the message in a newly bound group, or edit it; returns whether it is new."""
    how = links.living_list(tx, "bind_how", group.chat_id)
    if how is not None:
        outbox.take_away(tx, how, now)
    refresh_questions(tx, group, now)
    if outbox.messages_about(tx, "claim", group.id):
        _refresh(tx, group.id, now)
        return False
    saying = Saying(chat_id=group.chat_id, args=ClaimArgs(), lane=Lane.REPLY, subject_id=group.id)
    outbox.say(tx, saying, now)
    return True


def withdraw_claims(tx: Tx, group: Group, now: datetime) -> None:
    """Delete the message where the group serves nobody any more."""
    for message in outbox.messages_about(tx, "claim", group.id):
        outbox.take_away(tx, message, now)


def refresh_claims(tx: Tx, unit_ids: Iterable[int], now: datetime) -> None:
    """The number of links in these units changed: update the groups that serve them."""
    serving = {each for unit_id in unit_ids for each in groups.serving_upwards(tx, unit_id)}
    for group_id in sorted(serving):
        _refresh(tx, group_id, now)


def refresh_questions(tx: Tx, group: Group, now: datetime) -> None:
    """Update the questions about this group in private chats."""
    for message in outbox.messages_about(tx, "bind_question", group.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)


def _refresh(tx: Tx, group_id: int, now: datetime) -> None:
    for message in outbox.messages_about(tx, "claim", group_id):
        outbox.refresh(tx, message, now)
