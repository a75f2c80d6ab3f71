"""Telegram's retry-after waits, kept as wall-clock times so that they survive a restart."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.delivery.pacer import RetryAfterWaits
from bot.store.tx import instant, to_micros

HOLDS_KEY = "holds"


def body_written(holds: RetryAfterWaits, wall: datetime) -> str:
    """The waits as text for the database."""
    return json.dumps(
        {
            "everybody": _end(holds.everybody, wall),
            "chats": {str(chat): _end(left, wall) for chat, left in holds.chats.items()},
        }
    )


def read_body(text: str | None, wall: datetime) -> RetryAfterWaits:
    """The waits left, from that text."""
    if text is None:
        return RetryAfterWaits()
    kept = json.loads(text)
    chats = {int(chat): _left(end, wall) for chat, end in kept["chats"].items()}
    still = {chat: left for chat, left in chats.items() if left > 0}
    return RetryAfterWaits(_left(kept["everybody"], wall), still)


def _end(left: float, wall: datetime) -> int:
    return to_micros(wall + timedelta(seconds=left))


def _left(end: int, wall: datetime) -> float:
    return max(0.0, (instant(end) - wall).total_seconds())
