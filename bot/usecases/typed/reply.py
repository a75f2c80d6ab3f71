"""Words written to the bot (answering)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.reading.phrases import Lexicon


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody wrote.

    `text` is None for a voice message, photo or sticker, which may have a `caption`. `reply_to`:
    the id of our message; None in a private chat without one.
    """

    telegram_id: int
    chat_id: int
    message_id: int
    reply_to: int | None
    text: str | None
    said_at: datetime
    caption: str | None = None
    sticker: str | None = None
    """The emoji of a sticker."""
    photo: str | None = None
    """Telegram's id of a photo."""
    lexicon: Lexicon | None = None
    """The word lists in use."""

    @property
    def words(self) -> str | None:
        """The text or caption."""
        return self.text or self.caption

    @property
    def private(self) -> bool:
        """Whether it came in the writer's private chat with the bot."""
        return self.chat_id == self.telegram_id
