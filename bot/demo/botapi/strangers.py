"""Channels and other bots: senders who are no members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.members import become
from bot.demo.botapi.speaking import NotPossible, Speaker
from bot.demo.botapi.users import CHANNEL_SENDER, User

if TYPE_CHECKING:
    from bot.demo.botapi.world import World


class Channel(Chat, Speaker):
    """A channel; it posts to itself and, as `sender_chat`, into groups."""

    kind = "channel"

    def __init__(self, world: World, chat_id: int, title: str, username: str | None) -> None:
        super().__init__(world, chat_id, title, username)
        self.subscribers: dict[int, User] = {}

    def has(self, user: User) -> bool:
        return user.id in self.subscribers

    def add_bot(self, by: User) -> None:
        """Bots can only be administrators of a channel."""
        become(self, by, "administrator")

    def kick_bot(self, by: User) -> None:
        """The bot is removed from the channel."""
        become(self, by, "kicked")

    def _author(self, chat: Chat) -> tuple[User | None, Chat | None]:
        return (None, self) if chat is self else (CHANNEL_SENDER, self)


class OtherBot(User, Speaker):
    """Somebody else's bot; it speaks in the groups it was added to."""

    def __init__(self, world: World, user_id: int, name: str, username: str) -> None:
        User.__init__(self, user_id, name, is_bot=True, username=username)
        self.world = world

    def _author(self, chat: Chat) -> tuple[User | None, Chat | None]:
        if not isinstance(chat, DemoGroup) or not chat.has(self):
            raise NotPossible(f"{self.first_name} is not in {chat}")
        return self, None
