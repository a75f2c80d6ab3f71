"""What has fallen behind, and which alarms the operators were told of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.alarm import Alarm, Lag, Trouble
from bot.store import meta
from bot.store.delivery.outbox import Lane
from bot.store.house.vitals import Queue, vitals
from bot.store.tx import Tx, instant, to_micros

_KEY = "alarms"


@dataclass(frozen=True, slots=True)
class ToldAlarm:
    """An alarm, and the messages that told of it."""

    alarm: Alarm
    messages: tuple[int, ...]


def lags(tx: Tx, told: Mapping[Trouble, ToldAlarm], now: datetime) -> dict[Trouble, Lag]:
    """What is waiting, by kind of trouble; of dead letters only those nobody was told of."""
    found = vitals(tx, None, now)
    known = told.get(Trouble.ASIDE)
    after = known.alarm.told_at if known else instant(0)
    queues = {
        Trouble.CHASES: found.chases,
        Trouble.URGENT: found.lanes[Lane.URGENT],
        Trouble.INBOX: found.inbox,
        Trouble.ASIDE: Queue.from_row(tx.need("aside_since", after=after), now),
    }
    return {
        trouble: Lag(queue.waiting, now - timedelta(seconds=queue.seconds))
        for trouble, queue in queues.items()
        if queue.waiting
    }


def alarm_told(tx: Tx) -> dict[Trouble, ToldAlarm]:
    """The alarms that were told and are not over."""
    kept = json.loads(meta.get(tx, _KEY) or "{}")
    return {
        Trouble(name): ToldAlarm(Alarm(instant(since), instant(told_at)), tuple(messages))
        for name, (since, told_at, messages) in kept.items()
    }


def keep_alarm(tx: Tx, told: Mapping[Trouble, ToldAlarm]) -> None:
    """Store which alarms were told."""
    kept = {
        trouble: [to_micros(each.alarm.since), to_micros(each.alarm.told_at), each.messages]
        for trouble, each in told.items()
    }
    meta.put(tx, _KEY, json.dumps(kept))
