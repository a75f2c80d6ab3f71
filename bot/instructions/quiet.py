"""Quiet hours, and waking time: a ladder's clock stands still during quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MOST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Daily quiet hours by the wall clock of `zone`; they may span midnight."""

    start: time
    end: time
    zone: ZoneInfo

    def covers(self, at: datetime) -> bool:
        """Whether `at` falls into quiet hours."""
        wall = at.astimezone(self.zone).time()
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def next_start(self, at: datetime) -> datetime:
        """The first start of quiet hours at or after `at`."""
        return self._next(at, self.start)

    def next_end(self, at: datetime) -> datetime:
        """The first end of quiet hours after `at`."""
        return self._next(at + timedelta(microseconds=1), self.end)

    def _next(self, at: datetime, wall: time) -> datetime:
        day = at.astimezone(self.zone).date()
        while True:
            found = datetime.combine(day, wall, self.zone).astimezone(UTC)
            if found >= at:
                return found
            day += timedelta(days=1)


def awake(at: datetime, quiet: QuietHours | None) -> datetime:
    """`at`, or the end of the quiet hours it falls into."""
    return quiet.next_end(at) if quiet and quiet.covers(at) else at


def later(start: datetime, span: timedelta, quiet: QuietHours | None) -> datetime:
    """The instant `span` of waking time after `start`."""
    if quiet is None or quiet.start == quiet.end:
        return start + span
    at = awake(start, quiet)
    for _ in range(_MOST_DAYS):
        night = quiet.next_start(at)
        if at + span < night:
            return at + span
        span -= night - at
        at = quiet.next_end(night)
    return at


def waking_time(start: datetime, end: datetime, quiet: QuietHours | None) -> timedelta:
    """The time from `start` to `end` outside quiet hours."""
    if quiet is None or quiet.start == quiet.end:
        return max(end - start, timedelta())
    total = timedelta()
    at = awake(start, quiet)
    while at < end:
        night = quiet.next_start(at)
        total += min(night, end) - at
        at = quiet.next_end(night)
    return total
