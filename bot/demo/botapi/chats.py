"""Chats: members, messages, and the bot's status in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from bot.demo.botapi.messages import Message
from bot.demo.botapi.users import User

if TYPE_CHECKING:
    from bot.demo.botapi.world import World


class Chat(ABC):
    """What private chats, groups and channels have in common."""

    kind = ""

    def __init__(self, world: World, chat_id: int, title: str, username: str | None) -> None:
        self.world = world
        self.id = chat_id
        self.title = title
        self.username = username
        self.history: dict[int, Message] = {}
        self.migrated_to: int | None = None
        # The bot's status here; "" before it ever had one.
        self.bot_status = ""
        self._last_id = 0

    def __repr__(self) -> str:
        return f"{self.kind} {self.title!r}"

    @property
    def messages(self) -> list[Message]:
        """The messages in the chat, oldest first."""
        return [m for m in self.history.values() if not m.deleted]

    @property
    def last(self) -> Message:
        """The newest message."""
        return self.messages[-1]

    @property
    def texts(self) -> list[str]:
        return [m.text for m in self.messages]

    @property
    def from_bot(self) -> list[Message]:
        """The bot's messages that still exist here."""
        return [m for m in self.messages if m.sender is self.world.bot]

    @property
    def keyboard(self) -> dict[str, Any] | None:
        """The reply keyboard shown under the input field, if any."""
        for message in reversed(self.messages):
            if "remove_keyboard" in (message.markup or {}):
                return None
            if "keyboard" in (message.markup or {}):
                return message.markup
        return None

    def find(self, message_id: int) -> Message | None:
        """The message of that id, unless it was deleted."""
        found = self.history.get(message_id)
        return found if found and not found.deleted else None

    def append(self, message: Message) -> Message:
        """Give the message its id and keep it."""
        self._last_id += 1
        message.id = self._last_id
        self.history[message.id] = message
        return message

    @abstractmethod
    def has(self, user: User) -> bool:
        """Whether the user sees this chat."""

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"id": self.id, "type": self.kind, "title": self.title}
        if self.username:
            told["username"] = self.username
        return told
