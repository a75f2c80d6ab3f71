"""A request for help did not reach whoever was to be told: it climbs at once (helping)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.messages.helping import HelpHeardArgs
from bot.roster.model import Member
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane
from bot.store.helping import helps
from bot.store.tx import Tx
from bot.usecases.helping import help_requests

_JUST_NOW = timedelta(minutes=1)


def help_lost(tx: Tx, message: BotMessage, now: datetime) -> None:
    """Somebody could not be told of a request. Where nobody else is being told of it now, the next
    rung is, and whoever asked sees who that is."""
    tx.run("message_gone", message_id=message.id, now=now)
    request = helps.help_request(tx, message.subject_id or 0)
    if request.state != "open" or _others_are_told(tx, message, now):
        return
    told = help_requests.climb_request(tx, request, now)
    _tell_asker(tx, message, told, now)


def _others_are_told(tx: Tx, message: BotMessage, now: datetime) -> bool:
    told = outbox.messages_about(tx, "help", message.subject_id or 0)
    return any(each.sent_at is None or now - each.sent_at < _JUST_NOW for each in told)


def _tell_asker(tx: Tx, message: BotMessage, told: Iterable[Member], now: datetime) -> None:
    """已马上告诉… names who is told instead of the one who cannot be."""
    instead = [each.id for each in told]
    for heard in outbox.messages_about(tx, "help_heard", message.subject_id or 0):
        args = heard.args_as(HelpHeardArgs)
        before = [each for each in args.told if each != message.member_id]
        args = replace(args, told=(*before, *instead))
        outbox.refresh(tx, heard, now, lane=Lane.REPLY, args=args)
