"""Short messages without a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.places import Spot
from bot.messages.house import HowToArgs, NoticeArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx


def notify(
    tx: Tx, chat_id: int, key: str, now: datetime, *, reply_to: int | None = None,
    unit: Spot | None = None, group: str | None = None, button: str | None = None,
) -> int:  # fmt: skip
    """Send a notice of `bot.chat.house.notices`; returns the message's id."""
    name, upper = (None, None) if unit is None else (unit.name, unit.upper)
    args = NoticeArgs(key=key, unit=name, upper=upper, group=group, button=button)
    saying = Saying(chat_id=chat_id, args=args, lane=Lane.REPLY, reply_to=reply_to)
    return outbox.say(tx, saying, now)


@dataclass(frozen=True, slots=True)
class AskHelpText:
    """/help."""

    telegram_id: int
    chat_id: int
    operators: frozenset[int]


def explain_use(tx: Tx, command: AskHelpText, now: datetime) -> None:
    """Explain in a few lines what can be done here."""
    args = HowToArgs(operator=command.telegram_id in command.operators)
    saying = Saying(chat_id=command.chat_id, args=args, lane=Lane.REPLY)
    outbox.say(tx, saying, now)
