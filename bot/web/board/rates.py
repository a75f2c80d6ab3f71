"""How many requests an address or a person may make: token buckets in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic

_KNOWN = 10_000
"""Keys that are remembered; whoever was quiet longest is forgotten first, with a full bucket."""


class Rates:
    """A bucket of `burst` tokens for each key, which fills by `per_second`. For any thread."""

    def __init__(
        self, per_second: float, burst: float, clock: Callable[[], float] = monotonic
    ) -> None:
        self._per_second = per_second
        self._burst = burst
        self._clock = clock
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: Hashable) -> bool:
        """Take a token; False where none is left."""
        with self._lock:
            return self._take(key)

    def _take(self, key: Hashable) -> bool:
        now = self._clock()
        left, since = self._buckets.pop(key, (self._burst, now))
        left = min(left + (now - since) * self._per_second, self._burst)
        allowed = left >= 1
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _KNOWN:
            self._buckets.popitem(last=False)
        return allowed
