"""Timeouts and pauses in real, monotonic seconds, independent of the tests' clock."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """Timeouts and pauses in seconds; tests make them short."""

    answer: float = 10.0
    """A response that takes longer counts as lost."""
    upload: float = 60.0
    """The same where a file is uploaded or downloaded."""
    poll: float = 30.0
    """The long poll's timeout at Telegram."""
    again: float = 5.0
    """Pause of a chat after an uncertain outcome."""
    pause: float = 1.0
    """First backoff while Telegram is unreachable; it doubles each time."""
    longest_pause: float = 30.0
    """The longest such backoff."""
    conflict: float = 5.0
    """Pause after a 409: another program fetches this bot's updates."""
    drain: float = 5.0
    """Grace period for what is in flight at shutdown."""
    retries: tuple[float, ...] = (0.1, 0.5, 2.0, 5.0)
    """Backoff before a failed update is retried; after the last one it is set aside."""
    database: float = 1.0
    """Pause before an unreachable database is tried again."""


DEFAULT_WAITS = Waits()
