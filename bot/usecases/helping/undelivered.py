"""A request for help did not reach whoever was to be told: it climbs at once (helping)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.helping import helps
from bot.store.tx import Tx
from bot.usecases.helping import handing_on, help_requests

_JUST_NOW = timedelta(minutes=1)


def help_lost(tx: Tx, message: BotMessage, now: datetime) -> None:
    """Somebody could not be told of a request. Where nobody else is being told of it now, the next
    rung is, and whoever asked sees who that is."""
    tx.run("message_gone", message_id=message.id, now=now)
    request = helps.help_request(tx, message.subject_id or 0)
    if request.state != "open" or _others_are_told(tx, message, now):
        return
    told = help_requests.climb_request(tx, request, now)
    handing_on.told_instead(tx, request.id, message.member_id or 0, told, now)


def _others_are_told(tx: Tx, message: BotMessage, now: datetime) -> bool:
    told = outbox.messages_about(tx, "help", message.subject_id or 0)
    return any(each.sent_at is None or now - each.sent_at < _JUST_NOW for each in told)
