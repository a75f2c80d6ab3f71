"""How much may leave at all: smoothly, and no more than the limit in any second at Telegram.

Telegram counts a message when it arrives. We do not see that: it is later than the message left
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
"""A way that has changed is known after so long, twice at most."""
_MANY = 30
"""Fewer round trips than this say nothing of the way."""


class RoundTripEstimate:
    """What the way to Telegram and back takes at least, by the round trips of the last minutes.

    So much every message needs: it moves all of them alike, and brings no two closer together.
    The quickest of many was lucky on both ways; what they all took longer than it on the average
    is taken off for that.
    """

    def __init__(self, at: float) -> None:
        self._since = at
        self._took: list[float] = []
        self._known = 0.0

    @property
    def seconds(self) -> float:
        """0 until enough is known."""
        return self._known

    def took(self, seconds: float, at: float) -> None:
        """One more round trip."""
        if seconds < self._known:  # nothing is ever quicker than the way
            self._known = 0.0
        self._took.append(seconds)
        if len(self._took) >= _MANY and at >= self._since + (_LATELY if self._known else 0):
            quickest, mean = min(self._took), sum(self._took) / len(self._took)
            self._known = max(0.0, 2 * quickest - mean)
            self._since, self._took = at, []


class Second:
    """What may arrive at Telegram within the same second as what leaves now."""

    def __init__(self, most: int, at: float) -> None:
        self.most = most
        self._way = RoundTripEstimate(at)
        self._under_way = 0
        self._answered: deque[float] = deque()

    def room(self, at: float) -> int:
        """How many messages more may leave."""
        while self._answered and self._over(self._answered[0]) <= at:
            self._answered.popleft()
        return self.most - self._under_way - len(self._answered)

    def ready_at(self, count: int, at: float) -> float:
        """When so many may leave, as far as one can tell before answers come."""
        missing = min(count, self.most) - self.room(at)
        if missing <= 0:
            return at
        if missing <= len(self._answered):
            return self._over(self._answered[missing - 1])
        return inf

    def leaves(self, count: int) -> None:
        """So many set out."""
        self._under_way += count

    def ended(self, count: int, at: float, took: float | None = None) -> None:
        """So many that left together were answered after `took` seconds, or nobody waits for an
        answer any more."""
        self._under_way -= count
        self.counts(count, at)
        if took is not None:
            self._way.took(took, at)

    def counts(self, count: int, at: float) -> None:
        """So many have arrived by then."""
        self._answered.extend([at] * count)

    def _over(self, answered: float) -> float:
        return answered + _SECOND - self._way.seconds


class Tokens:
    """Smooth, at a rate that gives way when refused and comes back slowly."""

    def __init__(self, limit: float, at: float) -> None:
        self._most = limit * SAFETY
        self._rate = self._most
        self._left = 1.0
        self._at = at

    @property
    def rate(self) -> float:
        """How many come a second at the moment."""
        return self._rate

    @property
    def slice(self) -> int:
        """How many gather between two rounds."""
        return max(1, int(self._rate * SLICE))

    def left(self, at: float) -> float:
        """How many may be spent; never more than a few slices' worth and one."""
        passed, self._at = max(0.0, at - self._at), max(at, self._at)
        self._left = min(self._left + passed * self._rate, 1 + self._rate * SLICES * SLICE)
        self._rate = min(self._rate + passed * self._most * FASTER, self._most)
        return self._left

    def ready_at(self, count: int, at: float) -> float:
        """When so many may be spent."""
        return at + max(0.0, count - self.left(at)) / self._rate

    def spend(self, count: int, at: float) -> None:
        """Take them; an album may take more than there are."""
        self._left = self.left(at) - count

    def slow(self, at: float) -> None:
        """Telegram found it too fast."""
        self.left(at)
        self._rate = max(self._rate * SLOWER, self._most * SLOWEST)
