"""What has come, as handlers take it: presses as ours, all else as PTB's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update

from bot.chat.callback import Callback, unpack


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """Who pressed, where, and what the button carries, where it is one of ours; chat and message
    are 0 where Telegram does not say. Thousands come at once, and PTB's objects take ten times
    as long to build."""

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
    """Build from an update as it was stored."""
    if "callback_query" in payload:
        return ButtonPress.from_payload(payload)
    return Update.de_json(dict(payload), bot)
