"""Telegram's sending limits, counted by the moment of arrival."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass

COUNTED = frozenset({"sendMessage", "editMessageText", "editMessageReplyMarkup", "copyMessage"})


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits; 0 for none. A chat's burst passes within as many seconds."""

    per_second: int = 0
    chat_burst: int = 3
    group_minute: int = 20


class Window:
    """A sliding window: `most` within `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._seen: deque[float] = deque()

    def wait(self, at: float) -> float:
        """Seconds until there is room; 0 when there is."""
        seen = self._seen
        while seen and seen[0] <= at - self._seconds:
            seen.popleft()
        return seen[0] + self._seconds - at if len(seen) >= self._most else 0.0

    def count(self, at: float) -> None:
        """Count one."""
        self._seen.append(at)


class Gate:
    """Accepts requests or returns how long to wait; `closed` chats always wait."""

    def __init__(self) -> None:
        self.closed: dict[int, float] = {}
        self.set(Rates())

    def set(self, rates: Rates) -> None:
        """Start counting with these limits."""
        self._on = rates.per_second > 0
        self._all = Window(rates.per_second, 1)
        self._bursts: dict[int, Window] = defaultdict(
            lambda: Window(rates.chat_burst, rates.chat_burst)
        )
        self._groups: dict[int, Window] = defaultdict(lambda: Window(rates.group_minute, 60))

    def wait(self, method: str, chat_id: int, at: float) -> float:
        """Seconds a request has to wait; it is counted if that is 0."""
        if method not in COUNTED:
            return 0.0
        closed = self.closed.get(chat_id, 0.0) - at
        if closed > 0 or not self._on:
            return max(0.0, closed)
        windows = [self._all, self._bursts[chat_id]]
        if chat_id < 0:
            windows.append(self._groups[chat_id])
        wait = max(each.wait(at) for each in windows)
        for each in windows if wait <= 0 else ():
            each.count(at)
        return wait
