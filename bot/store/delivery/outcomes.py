"""What came of something the bot wanted done at Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.store.delivery.outbox import BotMessage, Lane


class Reason(StrEnum):
    """Why Telegram did not do it, and will not if asked again."""

    BLOCKED = "blocked"
    KICKED = "kicked"
    CHAT_GONE = "chat_gone"
    MIGRATED = "migrated"
    MESSAGE_GONE = "message_gone"
    MUTED = "muted"
    """The bot is in the chat and may not write there: a state of the chat, not of the message."""
    NO_FILES = "no_files"
    """As MUTED, but for files of this kind only."""
    DEACTIVATED = "deactivated"
    """The account is deleted."""
    BAD_REQUEST = "bad_request"


@dataclass(frozen=True, slots=True)
class Sent:
    """It is done. A message that was sent has a number now."""

    telegram_id: int | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """It is not done and may be tried again; `after` so many seconds where Telegram says so."""

    detail: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """It is not done, and asking again would change nothing."""

    reason: Reason
    detail: str = ""
    new_chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Nobody can say whether it is done: the answer was lost."""

    detail: str


Final = Sent | Failed | Uncertain
Outcome = Final | Retry


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing done with, for better or worse, as the use case that follows it sees it; from its
    `lane` one tells whether somebody waited for it."""

    message: BotMessage | None
    chat_id: int
    op: str
    lane: Lane
    outcome: Final
