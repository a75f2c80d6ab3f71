"""The overall rate limiter: a token bucket and a sliding window of one second.

Telegram counts a message on arrival, which lies somewhere between our request and its answer. So
every request in flight, or answered less than a second ago, may count in the same second as one
sent now.
"""

from __future__ import annotations

from collections import deque
from math import inf

SAFETY = 0.98
"""Share of Telegram's limit that is used."""
SLOWED_TO = 0.7
"""After a 429 the rate drops to this share of itself,"""
LOWEST_SHARE = 0.05
"""never below this share of the limit,"""
RECOVERED_PER_SECOND = 0.005
"""and recovers by this share of the limit a second."""
SLICE = 0.05
"""Seconds between two rounds of sending; tokens accumulate meanwhile."""
SLICES = 4
"""The bucket holds at most this many slices, so a slow round loses no throughput."""
_SECOND = 1.0
_PERIOD = 60.0
"""Seconds of one measuring period; a changed round trip shows after two periods at most."""
_MIN_SAMPLES = 30
"""Fewer round trips than this are not enough for an estimate."""


class RoundTripEstimate:
    """Estimate of the fixed part of the round trip, in seconds, from the last two periods.

    The fixed part delays all messages alike and so cannot bring two closer together at Telegram.
    The minimum of many samples was lucky in both directions; the estimate is lowered by the mean
    excess to allow for that.
    """

    def __init__(self, at: float) -> None:
        self._since = at
        self._took: list[float] = []
        self._known = 0.0

    @property
    def seconds(self) -> float:
        """The estimate in seconds; 0 until there are enough samples."""
        return self._known

    def took(self, seconds: float, at: float) -> None:
        """Record a round trip of `seconds`."""
        if seconds < self._known:  # the estimate was too high: measure anew
            self._known = 0.0
        self._took.append(seconds)
        if len(self._took) >= _MIN_SAMPLES and at >= self._since + (_PERIOD if self._known else 0):
            quickest, mean = min(self._took), sum(self._took) / len(self._took)
            self._known = max(0.0, 2 * quickest - mean)
            self._since, self._took = at, []


class SlidingWindow:
    """The sliding window of one second: what may arrive at Telegram together with a
    message sent now."""

    def __init__(self, most: int, at: float) -> None:
        self.most = most
        self._way = RoundTripEstimate(at)
        self._under_way = 0
        self._answered: deque[float] = deque()

    def room(self, at: float) -> int:
        """How many more messages may be sent now."""
        while self._answered and self._over(self._answered[0]) <= at:
            self._answered.popleft()
        return self.most - self._under_way - len(self._answered)

    def ready_at(self, count: int, at: float) -> float:
        """Earliest time at which `count` messages may be sent; an estimate until answers arrive."""
        missing = min(count, self.most) - self.room(at)
        if missing <= 0:
            return at
        if missing <= len(self._answered):
            return self._over(self._answered[missing - 1])
        return inf

    def leaves(self, count: int) -> None:
        """`count` messages have been sent."""
        self._under_way += count

    def ended(self, count: int, at: float, took: float | None = None) -> None:
        """`count` messages sent together were answered after `took` seconds, or their answer
        is given up."""
        self._under_way -= count
        self.counts(count, at)
        if took is not None:
            self._way.took(took, at)

    def counts(self, count: int, at: float) -> None:
        """Count these messages as arrived no later than `at`."""
        self._answered.extend([at] * count)

    def _over(self, answered: float) -> float:
        return answered + _SECOND - self._way.seconds


class TokenBucket:
    """A token bucket whose rate drops after a 429 and recovers slowly."""

    def __init__(self, limit: float, at: float) -> None:
        self._most = limit * SAFETY
        self._rate = self._most
        self._left = 1.0
        self._at = at

    @property
    def rate(self) -> float:
        """The current rate in tokens a second."""
        return self._rate

    @property
    def slice(self) -> int:
        """How many tokens accumulate between two rounds."""
        return max(1, int(self._rate * SLICE))

    def left(self, at: float) -> float:
        """Tokens available now; capped at a few slices' worth plus one."""
        passed, self._at = max(0.0, at - self._at), max(at, self._at)
        self._left = min(self._left + passed * self._rate, 1 + self._rate * SLICES * SLICE)
        self._rate = min(self._rate + passed * self._most * RECOVERED_PER_SECOND, self._most)
        return self._left

    def ready_at(self, count: int, at: float) -> float:
        """When `count` tokens will be available."""
        return at + max(0.0, count - self.left(at)) / self._rate

    def spend(self, count: int, at: float) -> None:
        """Take `count` tokens; an album may overdraw the bucket."""
        self._left = self.left(at) - count

    def slow(self, at: float) -> None:
        """Lower the rate: Telegram answered 429."""
        self.left(at)
        self._rate = max(self._rate * SLOWED_TO, self._most * LOWEST_SHARE)
