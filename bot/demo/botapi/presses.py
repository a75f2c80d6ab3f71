"""Presses on inline buttons and what the bot answers them with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.demo.botapi.messages import Message

if TYPE_CHECKING:
    from bot.demo.botapi.people import DemoPerson


@dataclass(frozen=True)
class Toast:
    """The answer to a press, as the one who pressed sees it."""

    text: str
    show_alert: bool
    url: str
    at: datetime


@dataclass(eq=False)
class DemoPress:
    """A press; `answer` is set later or never."""

    id: str
    person: DemoPerson
    message: Message
    data: str
    at: datetime
    answer: Toast | None = None

    def to_json(self) -> dict[str, Any]:
        """The CallbackQuery."""
        told: dict[str, Any] = {"id": self.id, "from": self.person.to_json()}
        told["chat_instance"] = str(-self.message.chat.id * 7919)
        told["data"] = self.data
        gone = self.message.deleted
        told["message"] = self.message.inaccessible() if gone else self.message.to_json()
        return told
