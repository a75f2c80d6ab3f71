"""What operators are told of the bot itself, as it stands when their message leaves."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.chat.alarm import Behind
from bot.chat.looking.values import Wall
from bot.instructions.alarm import Lag, Trouble
from bot.store import alarms, house
from bot.store.outbox import BotMessage
from bot.store.tx import Tx, instant


def behind_view(tx: Tx, message: BotMessage, now: datetime) -> Behind | None:
    """What of it has not caught up meanwhile; None where all has."""
    told = alarms.told(tx)
    lags = {
        Trouble(name): Lag(count, instant(since))
        for name, (count, since) in message.args["lags"].items()
        if Trouble(name) in told
    }
    if not lags:
        return None
    return Behind(lags, bool(message.args["still"]), Wall(now, house.zone(tx)))


def caught_up_view(_tx: Tx, message: BotMessage, _now: datetime) -> dict[Trouble, timedelta]:
    """What is over, and how long it has been so."""
    spans = message.args["spans"].items()
    return {Trouble(name): timedelta(seconds=span) for name, span in spans}


def unwritten_view(_tx: Tx, message: BotMessage, _now: datetime) -> timedelta:
    """For how long nothing could be written."""
    return timedelta(seconds=message.args["span"])
