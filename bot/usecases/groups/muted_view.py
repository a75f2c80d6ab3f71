"""The message to a liaison about a group in which the bot may not write."""

from __future__ import annotations

from datetime import datetime

from bot.chat.groups.muted import MutedView
from bot.messages.groups import MutedArgs
from bot.store.delivery.outbox import BotMessage
from bot.store.groups import groups
from bot.store.tx import Tx


def muted_view(tx: Tx, message: BotMessage, _now: datetime) -> MutedView | None:
    """The state of the group; None where there is nothing to tell before the message has left."""
    group = groups.group(tx, message.subject_id or 0)
    if group is None or not group.here:
        return None if message.telegram_id is None else MutedView("", here=False)
    if group.muted_at is None:
        return None if message.telegram_id is None else MutedView(group.title, works=True)
    if not groups.units_of(tx, group.id):
        return None if message.telegram_id is None else MutedView(group.title, serves=False)
    rows = tx.all("told_in_private_for_group", group_id=group.id)
    return MutedView(
        group.title,
        numbers=tuple(dict.fromkeys(int(row["number"]) for row in rows)),
        told=tuple(dict.fromkeys(str(row["name"]) for row in rows)),
        seen=message.args_as(MutedArgs).seen,
    )
