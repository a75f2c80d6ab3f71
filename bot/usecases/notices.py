"""Short messages without a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx


def notify(
    tx: Tx, chat_id: int, key: str, now: datetime, *, reply_to: int | None = None, **facts: object
) -> int:
    """Send a notice of `bot.chat.notices`, filled with `facts`; returns the message's id."""
    args = {"key": key, **facts}
    saying = Saying(chat_id=chat_id, kind="notice", lane=Lane.REPLY, args=args, reply_to=reply_to)
    return outbox.say(tx, saying, now)


@dataclass(frozen=True, slots=True)
class AskHelpText:
    """/help."""

    telegram_id: int
    chat_id: int
    operators: frozenset[int]


def explain(tx: Tx, command: AskHelpText, now: datetime) -> None:
    """Explain in a few lines what can be done here."""
    args = {"operator": command.telegram_id in command.operators}
    saying = Saying(chat_id=command.chat_id, kind="how_to", lane=Lane.REPLY, args=args)
    outbox.say(tx, saying, now)
