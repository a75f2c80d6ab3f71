"""Accounts: the bot, people, other bots, and Telegram's own stand-ins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(eq=False)
class User:
    """An account as the Bot API describes it."""

    id: int
    first_name: str
    is_bot: bool = False
    username: str | None = None
    language_code: str | None = None
    last_name: str | None = None

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "is_bot": self.is_bot}
        told["first_name"] = self.first_name
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                told[name] = value
        return told


@dataclass(eq=False)
class Bot(User):
    """The account behind the token."""

    privacy: bool = True
    # Set by a test that wants one to be in the way; nothing is ever posted to it.
    webhook: str = ""

    def about(self) -> dict[str, Any]:
        """What getMe answers."""
        told = self.to_json()
        told["can_join_groups"] = True
        told["can_read_all_group_messages"] = not self.privacy
        told["supports_inline_queries"] = False
        told["can_connect_to_business"] = False
        told["has_main_web_app"] = False
        return told


# Fake senders for messages in the name of a chat; the ids are Telegram's.
GROUP_ANONYMOUS = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
CHANNEL_SENDER = User(136817688, "Channel", is_bot=True, username="Channel_Bot")
