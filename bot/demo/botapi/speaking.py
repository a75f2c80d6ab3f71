"""What people and other bots can do in a chat: write, send files, edit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.demo.botapi.entities import Entity, merged
from bot.demo.botapi.media import Media
from bot.demo.botapi.messages import Message, stamp
from bot.demo.botapi.privacy import bot_sees
from bot.demo.botapi.users import User

if TYPE_CHECKING:
    from bot.demo.botapi.chats import Chat
    from bot.demo.botapi.world import World


class NotPossible(Exception):
    """A client would not offer this action."""


class Speaker(ABC):
    """Anybody who can write in chats."""

    world: World

    @abstractmethod
    def _author(self, chat: Chat) -> tuple[User | None, Chat | None]:
        """What stands in `from` and `sender_chat`; NotPossible where they may not write."""

    def send(
        self,
        chat: Chat,
        text: str,
        reply_to: Message | None = None,
        entities: list[Entity] | None = None,
        topic: Message | None = None,
    ) -> Message:
        """Writes a text, in a forum into the topic that began with that message."""
        place = {"message_thread_id": topic.id, "is_topic_message": True} if topic else {}
        said = {"text": text, "entities": merged(text, entities or []), "extra": place}
        return self._post(chat, reply_to or topic, **said)

    def send_photo(self, chat: Chat, name: str, data: bytes, **more: Any) -> Message:
        """Sends a photo; takes caption, media_group_id and reply_to."""
        return self._send_file("photo", chat, name, data, "image/jpeg", **more)

    def send_document(
        self,
        chat: Chat,
        name: str,
        data: bytes,
        mime: str = "application/octet-stream",
        **more: Any,
    ) -> Message:
        """Sends a file; takes caption, media_group_id and reply_to."""
        return self._send_file("document", chat, name, data, mime, **more)

    def send_voice(self, chat: Chat, reply_to: Message | None = None, seconds: int = 3) -> Message:
        """Says something."""
        stored = self.world.files.add("voice", "voice.oga", b"OggS", "audio/ogg")
        return self._post(chat, reply_to, media=Media("voice", stored, seconds=seconds))

    def send_sticker(
        self, chat: Chat, reply_to: Message | None = None, emoji: str = "👍"
    ) -> Message:
        """Sends a sticker."""
        stored = self.world.files.add("sticker", "sticker.webp", b"RIFF", "image/webp")
        return self._post(chat, reply_to, media=Media("sticker", stored, emoji=emoji))

    def edit(self, message: Message, text: str) -> None:
        """Changes what they wrote; the bot hears of it where it sees the message."""
        if (message.sender, message.sender_chat) != self._author(message.chat):
            raise NotPossible("only one's own messages can be edited")
        if not text.strip() and not message.media:
            raise NotPossible("a message cannot be edited to nothing")
        message.text, message.entities = text, merged(text, [])
        message.edited_at = self.world.now()
        self.world.changes.notify(message.chat)
        if bot_sees(message):
            kind = "edited_channel_post" if message.chat.kind == "channel" else "edited_message"
            self.world.updates.add(kind, message.to_json())

    def _send_file(
        self,
        kind: str,
        chat: Chat,
        name: str,
        data: bytes,
        mime: str,
        caption: str | None = None,
        media_group_id: str | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        stored, text = self.world.files.add(kind, name, data, mime), caption or ""
        said = {"text": text, "entities": merged(text, []), "media_group_id": media_group_id}
        return self._post(chat, reply_to, media=Media(kind, stored), **said)

    def _post(self, chat: Chat, reply_to: Message | None = None, **content: Any) -> Message:
        sender, sender_chat = self._author(chat)
        if reply_to and (reply_to.chat is not chat or reply_to.deleted):
            raise NotPossible("no such message to reply to in this chat")
        message = Message(chat, sender, self.world.now(), sender_chat=sender_chat, **content)
        message.reply_to = reply_to
        return self.world.publish(message)


def forwarded_from(user: User, at: datetime) -> dict[str, Any]:
    """The forward_origin of a user's message."""
    told: dict[str, Any] = {"type": "user", "sender_user": user.to_json()}
    return {"forward_origin": told | {"date": stamp(at)}}
