"""Shows a refusal to whoever asked: as an alert for a press, otherwise as a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.sentences import sentence
from bot.errors import Refused
from bot.handlers.context import Context
from bot.handlers.incoming import ButtonPress
from bot.messages.house import SentenceArgs, plain_facts
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class _Telling:
    refused: Refused
    chat_id: int
    reply_to: int


async def tell_refusal(refused: Refused, context: Context) -> None:
    """Show the reason; the update counts as handled."""
    if isinstance(context.incoming, ButtonPress):
        await context.do(_nothing, None)
        await context.alert(sentence(refused, context.t))
        return
    message = context.incoming.effective_message
    if message is not None:
        await context.do(_say, _Telling(refused, message.chat.id, message.message_id))


def _nothing(_tx: Tx, _command: None, _now: datetime) -> None:
    return None


def _say(tx: Tx, telling: _Telling, now: datetime) -> None:
    refused = telling.refused
    saying = Saying(
        chat_id=telling.chat_id,
        args=SentenceArgs(reason=refused.reason, facts=plain_facts(refused.facts)),
        lane=Lane.REPLY,
        reply_to=telling.reply_to,
    )
    outbox.say(tx, saying, now)
