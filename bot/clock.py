"""The only code that reads a clock. Rules take `now`; the outermost loops use a Clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Protocol


class Clock(Protocol):
    """The rules' time, in UTC."""

    def now(self) -> datetime:
        """The present time, timezone-aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ManualClock:
    """Stands still until moved."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._now = start

    def now(self) -> datetime:
        return self._now

    def move(self, by: timedelta) -> None:
        self._now += by


class MonotonicMark:
    """When something last happened, in monotonic seconds."""

    def __init__(self) -> None:
        self._at = monotonic()
        self._pause = 0.0
        self.happened = False

    def set(self) -> None:
        """Mark that it happened now."""
        if self.happened:
            self._pause = max(self._pause, self.seconds)
        self._at, self.happened = monotonic(), True

    def longest_pause(self) -> float:
        """The longest time in seconds between two marks since the last call."""
        found, self._pause = self._pause, 0.0
        return found

    @property
    def seconds(self) -> float:
        """Seconds since the last mark, or since creation."""
        return monotonic() - self._at
