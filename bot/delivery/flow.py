"""How much may leave at all: smoothly, and never more than the limit in any second at Telegram.

Telegram counts a request when it arrives. We do not see that: it is later than the request left
and sooner than its answer came. So whatever is under way, or was answered less than a second ago,
may have to be counted in the same second as what leaves now.
"""

from __future__ import annotations

from collections import deque
from math import inf

SAFETY = 0.98
SLOWER = 0.7
SLOWEST = 0.05
FASTER = 0.005
SLICE = 0.05
"""Tokens gather for so many seconds between two rounds."""
SLICES = 4
"""So many slices' worth is kept at most: a round that takes so long loses nothing by it."""
_SECOND = 1.0
_LATELY = 60.0
_MANY = 30
_A_ROUND_TRIP = 0.01


class Quickest:
    """The quickest round trip of the last minute or two, of many.

    The way there and back takes every request so long at least: it moves all of them alike, and
    brings no two of them closer together.
    """

    def __init__(self, at: float) -> None:
        self._since = at
        self._seen = 0
        self._before = 0.0
        self._now = inf

    @property
    def seconds(self) -> float:
        """0 until enough is known."""
        return min(self._before, self._now)

    def took(self, seconds: float, at: float) -> None:
        """One more."""
        self._now = min(self._now, seconds)
        self._seen += 1
        if self._seen >= _MANY and (at >= self._since + _LATELY or not self._before):
            self._since, self._seen = at, 0
            self._before, self._now = self._now, inf


class Second:
    """What may arrive at Telegram within the same second as what leaves now."""

    def __init__(self, most: int, at: float) -> None:
        self._most = most
        self._quickest = Quickest(at)
        self._under_way = 0
        self._answered: deque[float] = deque()

    def room(self, at: float) -> int:
        """How much more may leave."""
        while self._answered and self._over(self._answered[0]) <= at:
            self._answered.popleft()
        return self._most - self._under_way - len(self._answered)

    def ready_at(self, count: int, at: float) -> float:
        """When so many may leave, as far as one can tell before answers come."""
        missing = count - self.room(at)
        if missing <= 0:
            return at
        if missing <= len(self._answered):
            return self._over(self._answered[missing - 1])
        return at + _A_ROUND_TRIP

    def leaves(self, count: int) -> None:
        """So many set out."""
        self._under_way += count

    def ended(self, count: int, left: float, at: float) -> None:
        """An answer, or the certainty that there will be none, to so many that left together."""
        self._under_way -= count
        self._answered.extend([at] * count)
        self._quickest.took(at - left, at)

    def _over(self, answered: float) -> float:
        return answered + _SECOND - self._quickest.seconds


class Flow:
    """Smooth tokens at a rate that gives way when refused and comes back slowly."""

    def __init__(self, limit: float, at: float) -> None:
        self._most = limit * SAFETY
        self._rate = self._most
        self._tokens = 1.0
        self._at = at
        self._second = Second(max(1, int(limit)), at)

    @property
    def rate(self) -> float:
        """Tokens a second at the moment."""
        return self._rate

    def tokens(self, at: float) -> float:
        """How many may be spent; never more than a few slices' worth and one."""
        passed, self._at = max(0.0, at - self._at), max(at, self._at)
        self._tokens = min(self._tokens + passed * self._rate, 1 + self._rate * SLICES * SLICE)
        self._rate = min(self._rate + passed * self._most * FASTER, self._most)
        return min(self._tokens, self._second.room(at))

    @property
    def slice(self) -> int:
        """How many tokens gather between two rounds."""
        return max(1, int(self._rate * SLICE))

    def ready_at(self, count: int, at: float) -> float:
        """When so many may be spent."""
        if self.tokens(at) >= count:
            return at
        ready = at + max(0.0, count - self._tokens) / self._rate
        # Rounding must not say "now" to one who is a hair too early.
        return max(ready, self._second.ready_at(count, at)) + 1e-4

    def leaves(self, count: int, at: float) -> None:
        """Take tokens; an album may take more than there are."""
        self.tokens(at)
        self._tokens -= count
        self._second.leaves(count)

    def ended(self, count: int, left: float, at: float) -> None:
        """What left together is over."""
        self._second.ended(count, left, at)

    def slow(self, at: float) -> None:
        """Telegram found it too fast."""
        self.tokens(at)
        self._rate = max(self._rate * SLOWER, self._most * SLOWEST)
