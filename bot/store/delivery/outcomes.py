"""Outcomes of operations at Telegram."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.store.delivery.outbox import BotMessage, Lane


class Reason(StrEnum):
    """Why Telegram refused an operation for good."""

    BLOCKED = "blocked"
    KICKED = "kicked"
    CHAT_GONE = "chat_gone"
    MIGRATED = "migrated"
    MESSAGE_GONE = "message_gone"
    MUTED = "muted"
    """The bot is in the chat but may not write there: a state of the chat, not of the message."""
    NO_FILES = "no_files"
    """As MUTED, but only for files of this type."""
    DEACTIVATED = "deactivated"
    """The account is deleted."""
    BAD_REQUEST = "bad_request"


@dataclass(frozen=True, slots=True)
class Sent:
    """Done. A sent message has its Telegram id now."""

    telegram_id: int | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """Not done; may be retried. `after`: Telegram's retry-after in seconds, where given."""

    detail: str
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Not done; a retry would not help."""

    reason: Reason
    detail: str = ""
    new_chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Unknown whether it was done: the response was lost."""

    detail: str


Final = Sent | Failed | Uncertain
Outcome = Final | Retry


@dataclass(frozen=True, slots=True)
class Delivery:
    """A settled operation as the use case that follows sees it.

    `lane` tells whether somebody waited for it.
    """

    message: BotMessage | None
    chat_id: int
    op: str
    lane: Lane
    outcome: Final
