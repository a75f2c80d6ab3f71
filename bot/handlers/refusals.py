"""Shows a refusal to whoever asked: as an alert for a press, otherwise as a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.chat.sentences import sentence
from bot.errors import Refused
from bot.handlers.context import Context
from bot.handlers.incoming import ButtonPress
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class _Telling:
    refused: Refused
    chat_id: int
    reply_to: int


async def tell(refused: Refused, context: Context) -> None:
    """Show the reason; the update counts as handled."""
    if isinstance(context.incoming, ButtonPress):
        await context.do(_nothing, None)
        await context.toast(sentence(refused, context.t), alert=True)
        return
    message = context.incoming.effective_message
    if message is not None:
        await context.do(_say, _Telling(refused, message.chat.id, message.message_id))


def _nothing(_tx: Tx, _command: None, _now: datetime) -> None:
    return None


def _say(tx: Tx, telling: _Telling, now: datetime) -> None:
    facts: dict[str, Any] = {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in telling.refused.facts.items()
    }
    saying = Saying(
        chat_id=telling.chat_id,
        kind="sentence",
        lane=Lane.REPLY,
        args={"reason": telling.refused.reason, "facts": facts},
        reply_to=telling.reply_to,
    )
    outbox.say(tx, saying, now)
