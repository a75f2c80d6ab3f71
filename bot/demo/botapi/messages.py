"""A message as chats store it, and as the Bot API shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.demo.botapi.entities import Entity, part
from bot.demo.botapi.media import Media
from bot.demo.botapi.users import User

if TYPE_CHECKING:
    from bot.demo.botapi.chats import Chat


class MessageButton(NamedTuple):
    """A button under a message: what it carries (callback data or a link), its colour, and what it
    copies."""

    text: str
    target: str
    style: str = ""
    copy: str = ""


@dataclass(eq=False)
class Message:
    """One message; `text` is the caption where there is media."""

    chat: Chat
    sender: User | None
    date: datetime
    id: int = 0
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    sender_chat: Chat | None = None
    reply_to: Message | None = None
    media: Media | None = None
    media_group_id: str | None = None
    contact: dict[str, Any] | None = None
    service: dict[str, Any] = field(default_factory=dict)
    markup: dict[str, Any] | None = None
    # Flags and such that pass through unchanged: link_preview_options, has_protected_content, …
    extra: dict[str, Any] = field(default_factory=dict)
    # The blocks of a rich message; `text` holds what they say.
    rich: Sequence[dict[str, Any]] = ()
    silent: bool = False
    edited_at: datetime | None = None
    deleted: bool = False

    @property
    def edited(self) -> bool:
        return self.edited_at is not None

    @property
    def buttons(self) -> list[list[MessageButton]]:
        """Rows of inline buttons."""
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [[_button(b) for b in row] for row in rows]

    def button(self, wanted: str) -> MessageButton:
        """The inline button with this text or data."""
        for row in self.buttons:
            for button in row:
                if wanted in (button.text, button.target):
                    return button
        raise LookupError(f"no button {wanted!r} under {self.text[:40]!r}: {self.buttons}")

    @property
    def mentioned(self) -> list[int]:
        """The ids of people mentioned without a username."""
        return [e["user"]["id"] for e in self.entities if e["type"] == "text_mention"]

    def covered(self, kind: str) -> list[str]:
        """What the entities of one type cover."""
        return [part(self.text, e) for e in self.entities if e["type"] == kind]

    def __repr__(self) -> str:
        who = self.sender.first_name if self.sender else self.chat.title
        return f"<{self.chat} #{self.id} {who}: {self.text!r}>"

    def to_json(self, *, quoted: bool = False) -> dict[str, Any]:
        """The Message object; replies are told one level deep."""
        told = {"message_id": self.id, "date": stamp(self.date), "chat": self.chat.to_json()}
        told |= self._senders() | self._content() | self.service | self.extra
        if self.edited_at:
            told["edit_date"] = stamp(self.edited_at)
        if self.reply_to and not self.reply_to.deleted and not quoted:
            told["reply_to_message"] = self.reply_to.to_json(quoted=True)
        # Only inline keyboards are part of a message.
        if "inline_keyboard" in (self.markup or {}):
            told["reply_markup"] = self.markup
        return told

    def _senders(self) -> dict[str, Any]:
        if self.chat.kind == "channel":
            return {"sender_chat": self.chat.to_json()}
        told = {"sender_chat": self.sender_chat, "from": self.sender}
        return {name: who.to_json() for name, who in told.items() if who}

    def _content(self) -> dict[str, Any]:
        if self.rich:
            return {"rich_message": {"blocks": list(self.rich)}}
        names = ("caption", "caption_entities") if self.media else ("text", "entities")
        told: dict[str, Any] = {names[0]: self.text, names[1]: self.entities}
        told |= {"contact": self.contact, "media_group_id": self.media_group_id}
        if self.media:
            told[self.media.kind] = self.media.to_json()
        return {name: value for name, value in told.items() if value}

    def inaccessible(self) -> dict[str, Any]:
        """What a press on a message that is gone carries."""
        return {"message_id": self.id, "date": 0, "chat": self.chat.to_json()}


def stamp(at: datetime) -> int:
    """Seconds since the epoch."""
    return int(at.timestamp())


def _button(told: dict[str, Any]) -> MessageButton:
    target = told.get("callback_data") or told.get("url", "")
    copy = told.get("copy_text", {}).get("text", "")
    return MessageButton(told["text"], target, told.get("style", ""), copy)
