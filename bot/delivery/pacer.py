"""The rate limiter: per chat, per group minute, and overall.

Monotonic seconds are passed in; nothing here waits.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from bot.delivery.overall_limit import SlidingWindow, TokenBucket

GROUP_WINDOW = 61.0
"""A group's sliding window in seconds: a minute, and one second for requests of a
previous process."""
_TOLERANCE = 1e-4
"""Tolerance for rounding, in seconds, so that a wait never ends a moment too early."""
_COUNTED_OPS = ("send", "edit")
_NO_BURSTS_FOR = 3600.0
"""Seconds without bursts of edits for a private chat in which Telegram answered 429."""
_AT_ONCE = 3
"""This many of a group's edits leave at once; later ones are spread over the minute."""


@dataclass(frozen=True, slots=True)
class TelegramLimits:
    """Telegram's limits.

    `chat_burst`: messages to one chat in as many seconds, one a second on average. `screen_burst`:
    the same for everything in a private chat, edits included. `edit_interval`: seconds between
    edits of one message.
    """

    per_second: float = 30.0
    group_per_minute: int = 20
    chat_burst: int = 3
    screen_burst: int = 20
    edit_interval: float = 3.0


@dataclass(frozen=True, slots=True)
class RetryAfterWaits:
    """Retry-after waits in seconds: for all chats, and for single ones."""

    everybody: float = 0.0
    chats: Mapping[int, float] = field(default_factory=dict)


class Pacer:
    """Says when an operation may be sent to a chat, and when to any."""

    def __init__(self, limits: TelegramLimits, at: float) -> None:
        self._tokens = TokenBucket(limits.per_second, at)
        self._second = SlidingWindow(max(1, int(limits.per_second)), at)
        self._free = self._awaited = 0
        self._group = limits.group_per_minute
        self._burst = limits.chat_burst
        self._screens = max(limits.screen_burst, limits.chat_burst)
        self._strict: dict[int, float] = {}
        self._uses: dict[int, deque[tuple[float, bool]]] = {}
        self._until: dict[int, float] = {}
        self._nobody_until = -inf

    def pace(self, at: float) -> float:
        """The current rate in messages a second."""
        self._tokens.left(at)  # refilled lazily, when the bucket is read
        return self._tokens.rate

    def room(self, at: float) -> int:
        """How many operations may start in this round."""
        if at < self._nobody_until:
            return 0
        self._free = self._second.room(at)
        if self._free < self._awaited:
            return 0
        self._awaited = 0
        return max(0, min(int(self._tokens.left(at)), self._free))

    def fits(self, op: str, weight: int) -> bool:
        """Whether a letter of `weight` messages still fits in this round.

        If not, nobody is let past it before there is room.
        """
        if op not in _COUNTED_OPS:
            return True
        needs = min(weight, self._second.most)
        if needs > self._free:
            self._awaited = max(needs, self._awaited)
            return False
        self._free -= weight
        return True

    def room_at(self, at: float) -> float:
        """Earliest time for the next operation; an estimate."""
        return self._when(1, at)

    def slice_at(self, at: float) -> float:
        """Earliest time at which there is enough room to make a round worthwhile."""
        return self._when(self._tokens.slice, at)

    def ready_at(self, chat_id: int, op: str, at: float, weight: int = 1) -> float:
        """Earliest time for this operation in that chat, the overall limit aside."""
        start = max(at, self._until.get(chat_id, -inf))
        if op not in _COUNTED_OPS:
            return start
        uses = self._lately(chat_id, at)
        if chat_id < 0 or self._strict.get(chat_id, -inf) > at:
            start = max(start, _burst_ready([used for used, _ in uses], self._burst))
        else:
            start = max(start, self._screen_ready(uses, op))
        return max(start, self._group_ready(uses, op, weight)) if chat_id < 0 else start

    def _screen_ready(self, uses: deque[tuple[float, bool]], op: str) -> float:
        """Earliest time for an edit or a message in a private chat.

        Messages pass in short bursts at one a second on average; edits of a screen its reader is
        using may go sooner.
        """
        ready = _burst_ready([used for used, _ in uses], self._screens)
        if op == "edit":
            return ready
        return max(ready, _burst_ready([used for used, edit in uses if not edit], self._burst))

    def leaves(self, chat_id: int, op: str, at: float, weight: int = 1) -> None:
        """An operation was sent."""
        self._tokens.spend(weight, at)
        if op in _COUNTED_OPS:
            self._second.leaves(weight)
            self._use(chat_id, op, at, weight)

    def ended(
        self, chat_id: int, op: str, at: float, weight: int = 1, took: float | None = None
    ) -> None:
        """An operation ended and may have arrived as late as now; `took`: seconds until
        the response."""
        if op not in _COUNTED_OPS:
            return
        self._second.ended(weight, at, took)
        uses = self._lately(chat_id, at)
        for _ in range(min(weight, len(uses))):  # its own uses: a chat has one operation in flight
            uses.pop()
        self._use(chat_id, op, at, weight)

    def remember(self, chat_id: int, op: str, at: float) -> None:
        """Record an operation of a previous process."""
        if op in _COUNTED_OPS:
            self._second.counts(1, at)
            self._use(chat_id, op, at, 1)

    def hold(self, chat_id: int, until: float) -> None:
        """Pause a chat until `until` (its retry-after)."""
        self._until[chat_id] = max(until, self._until.get(chat_id, -inf))

    def hold_everybody(self, until: float) -> None:
        """Pause all chats until `until`."""
        self._nobody_until = max(until, self._nobody_until)

    def refused(self, chat_id: int, after: float, at: float) -> None:
        """Telegram answered 429: pause this chat where its own burst explains that,
        otherwise all."""
        if self._crowded(chat_id, at):
            self.hold(chat_id, at + after)
            self._strict[chat_id] = at + _NO_BURSTS_FOR
            return
        # requests in flight come back refused together; the rate drops only once
        if at >= self._nobody_until:
            self._tokens.slow(at)
        self.hold_everybody(at + after)

    def holds(self, at: float) -> RetryAfterWaits:
        """The waits that have to survive a restart."""
        chats = {chat: until - at for chat, until in self._until.items() if until > at}
        return RetryAfterWaits(max(0.0, self._nobody_until - at), chats)

    def restore(self, holds: RetryAfterWaits, at: float) -> None:
        """Restore the waits of a previous process."""
        self.hold_everybody(at + holds.everybody)
        for chat_id, left in holds.chats.items():
            self.hold(chat_id, at + left)

    def forget(self, at: float) -> None:
        """Drop expired state; to be called now and then."""
        self._strict = {chat: until for chat, until in self._strict.items() if until > at}
        self._until = {chat: until for chat, until in self._until.items() if until > at}
        self._uses = {chat: uses for chat in [*self._uses] if (uses := self._lately(chat, at))}

    def _when(self, count: int, at: float) -> float:
        tokens = self._tokens.ready_at(count, at)
        second = self._second.ready_at(max(count, self._awaited), at)
        ready = max(tokens, second, self._nobody_until)
        return ready + _TOLERANCE if ready > at else at

    def _use(self, chat_id: int, op: str, at: float, weight: int) -> None:
        self._lately(chat_id, at).extend([(at, op == "edit")] * weight)

    def _lately(self, chat_id: int, at: float) -> deque[tuple[float, bool]]:
        uses = self._uses.setdefault(chat_id, deque())
        while uses and uses[0][0] <= at - GROUP_WINDOW:
            uses.popleft()
        return uses

    def _group_ready(self, uses: deque[tuple[float, bool]], op: str, weight: int) -> float:
        ready = _free([at for at, _ in uses], self._group, weight)
        if op != "edit":
            return ready
        edits = [at for at, edit in uses if edit]
        most = max(1, self._group // 2)
        return max(ready, _free(edits, most, weight), _spread(edits, most))

    def _crowded(self, chat_id: int, at: float) -> bool:
        uses = self._lately(chat_id, at)
        together = sum(1 for used, _ in uses if used > at - 1)
        if chat_id > 0:
            lately = sum(1 for used, _ in uses if used > at - self._screens)
            return together > 1 or lately > self._burst
        return together > 1 or len(uses) * 2 > self._group


def _burst_ready(uses: list[float], burst: int) -> float:
    """When one more operation fits into a burst of `burst` in as many seconds."""
    return uses[-burst] + burst if len(uses) >= burst else -inf


def _spread(edits: list[float], most: int) -> float:
    """When the next edit may leave so that edits last for the whole minute.

    What is left of the limit is divided by the time until the oldest use leaves the window: a busy
    card changes every few seconds instead of standing still for half a minute.
    """
    if len(edits) < _AT_ONCE:
        return -inf
    left = max(1, most - len(edits) + 1)
    return edits[-1] + max(0.0, edits[0] + GROUP_WINDOW - edits[-1]) / left


def _free(uses: list[float], limit: int, weight: int) -> float:
    """When `weight` more operations fit under the limit of the sliding window."""
    over = len(uses) + min(weight, limit) - limit
    return uses[over - 1] + GROUP_WINDOW if over > 0 else -inf
