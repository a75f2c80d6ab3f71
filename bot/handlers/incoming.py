"""Updates as handlers take them: presses as our own value, everything else as PTB's; and which of
our messages they touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, Message, Update

from bot.chat.callback import Callback, unpack
from bot.usecases.cascade.bot_messages import Touched


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A button press: who, where, and our callback data.

    `chat` and `message` are 0 where Telegram does not give them. PTB's objects take ten times as
    long to build, and thousands of presses come at once.
    """

    update_id: int
    query_id: str
    account: int
    language_code: str | None
    chat_id: int
    message_id: int
    callback: Callback | None

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> ButtonPress:
        """Build from an update with a callback query."""
        query = payload["callback_query"]
        message = query.get("message") or {"chat": {"id": 0}, "message_id": 0}
        return cls(
            update_id=payload["update_id"],
            query_id=query["id"],
            account=query["from"]["id"],
            language_code=query["from"].get("language_code"),
            chat_id=message["chat"]["id"],
            message_id=message["message_id"],
            callback=unpack(query.get("data")),
        )

    @property
    def place(self) -> tuple[int, int, int]:
        """Who pressed, in which chat, on which message."""
        return self.account, self.chat_id, self.message_id


def incoming(payload: Mapping[str, Any], bot: Bot | None) -> Update | ButtonPress:
    """Build from a stored update."""
    if "callback_query" in payload:
        return ButtonPress.from_payload(payload)
    return Update.de_json(dict(payload), bot)


def touched(incoming: Update | ButtonPress) -> Touched | None:
    """The message that was pressed; None where its callback data does not identify it."""
    if isinstance(incoming, ButtonPress):
        return _signed(incoming.chat_id, incoming.message_id, incoming.callback)
    return replied_to(incoming.effective_message)


def replied_to(message: Message | None) -> Touched | None:
    """The message replied to, identified by its own buttons."""
    said = message and message.reply_to_message
    if said is None or not isinstance(said.reply_markup, InlineKeyboardMarkup):
        return None
    shown = [each for row in said.reply_markup.inline_keyboard for each in row]
    data = next((each.callback_data for each in shown if isinstance(each.callback_data, str)), None)
    return _signed(said.chat.id, said.message_id, unpack(data))


def _signed(chat_id: int, number: int, callback: Callback | None) -> Touched | None:
    if callback is None or callback.message_id is None:
        return None
    return Touched(chat_id, number, callback.message_id)
