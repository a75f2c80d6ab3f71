"""What Telegram asked us to wait for outlives a restart, by the wall clock."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from bot.delivery.pacer import Holds
from bot.store.tx import instant, to_micros

KEY = "holds"


def written(holds: Holds, wall: datetime) -> str:
    """The text that is kept."""
    return json.dumps(
        {
            "everybody": _end(holds.everybody, wall),
            "chats": {str(chat): _end(left, wall) for chat, left in holds.chats.items()},
        }
    )


def read(text: str | None, wall: datetime) -> Holds:
    """What is left of it now."""
    if text is None:
        return Holds()
    kept = json.loads(text)
    chats = {int(chat): _left(end, wall) for chat, end in kept["chats"].items()}
    still = {chat: left for chat, left in chats.items() if left > 0}
    return Holds(_left(kept["everybody"], wall), still)


def _end(left: float, wall: datetime) -> int:
    return to_micros(wall + timedelta(seconds=left))


def _left(end: int, wall: datetime) -> float:
    return max(0.0, (instant(end) - wall).total_seconds())
