"""Updates as handlers take them: presses as our own value, everything else as PTB's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update

from bot.chat.callback import Callback, unpack


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
