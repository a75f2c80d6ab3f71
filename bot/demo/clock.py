"""The demo's clock: the rules' time, which runs faster than real time and can jump ahead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

SHORTEST, HURRY = 1.0, 2400.0
"""Least duration of a jump in real seconds, and the greatest speed meanwhile, so that what falls
due on the way happens in order."""


class DemoClock:
    """Runs `speed` times as fast as real time; a jump is a short stretch at a higher speed."""

    def __init__(
        self, start: datetime, speed: float = 1, seconds: Callable[[], float] = monotonic
    ) -> None:
        if start.tzinfo is None:
            raise ValueError("a clock needs an aware datetime")
        self._seconds = seconds
        self._since = seconds()
        self._from = start
        self._glides_until = self._since
        self._glide_speed = 0.0
        self._speed = speed

    @property
    def speed(self) -> float:
        """How many times as fast as real time, jumps apart."""
        return self._speed

    @property
    def rate(self) -> float:
        """The present speed, jumps included."""
        gliding = self._seconds() < self._glides_until
        return self._speed + (self._glide_speed if gliding else 0)

    def now(self) -> datetime:
        return self._at(self._seconds())

    def run(self, speed: float) -> None:
        """Run at this speed from now on; a jump in progress continues."""
        self._start_anew()
        self._speed = max(speed, 0)

    def jump(self, by: timedelta) -> None:
        """Move ahead by that much within a short time; jumps add up."""
        self._start_anew()
        left = self._glide_left(self._since) + by.total_seconds()
        over = max(SHORTEST, left / HURRY)
        self._glides_until = self._since + over
        self._glide_speed = left / over

    def _start_anew(self) -> None:
        now = self._seconds()
        left = self._glide_left(now)
        self._from, self._since = self._at(now), now
        self._glides_until = max(self._glides_until, now)
        self._glide_speed = left / (self._glides_until - now) if left else 0.0

    def _glide_left(self, at: float) -> float:
        return max(self._glides_until - at, 0) * self._glide_speed

    def _at(self, seconds: float) -> datetime:
        glided = min(seconds, self._glides_until) - self._since
        run = (seconds - self._since) * self._speed + max(glided, 0) * self._glide_speed
        return self._from + timedelta(seconds=run)
