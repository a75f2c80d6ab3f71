"""What somebody wrote to the bot (answering)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.reading.phrases import Lexicon


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody wrote: `text` is None for a voice message, a photo, a sticker, which may
    have a `caption`.

    `reply_to` is the number of our message they replied to; None in a private chat without one.
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
    lexicon: Lexicon | None = None
    """How words are read here."""

    @property
    def words(self) -> str | None:
        """What they wrote, be it below a picture."""
        return self.text or self.caption

    @property
    def private(self) -> bool:
        """Whether it was said in the writer's own chat with us."""
        return self.chat_id == self.telegram_id
