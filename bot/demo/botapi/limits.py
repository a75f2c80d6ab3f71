"""Telegram's sending limits, off unless asked for."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

from bot.demo.botapi.errors import too_many

# Edits count as messages do; callback answers and deletions do not.
COUNTED = {
    "sendMessage",
    "sendRichMessage",
    "sendPhoto",
    "sendDocument",
    "sendVoice",
    "sendMediaGroup",
    "copyMessage",
    "forwardMessage",
    "editMessageText",
    "editMessageCaption",
    "editMessageReplyMarkup",
}


@dataclass(frozen=True)
class ServerLimits:
    """The limits.

    `chat_burst`: messages that may come at once in one chat; `private_burst`: the same with edits
    in a private chat.
    """

    per_second: int = 30
    per_chat_second: float = 1
    chat_burst: int = 3
    private_burst: int = 20
    per_group_minute: int = 20


class Gate:
    """Counts requests and refuses those over a limit with a 429."""

    def __init__(self, limits: ServerLimits, seconds: Callable[[], float]) -> None:
        self._limits = limits
        self._seconds = seconds
        self._all: deque[float] = deque()
        self._chats: dict[int | str, deque[float]] = defaultdict(deque)
        self._sent: dict[int | str, deque[float]] = defaultdict(deque)

    def check(self, method: str, params: dict[str, Any]) -> None:
        """Count the request or refuse it; a refused one does not count."""
        if method not in COUNTED:
            return
        now, chat = self._seconds(), params.get("chat_id", 0)
        if wait := max(self._wait(now), self._wait_in_chat(now, chat, method)):
            raise too_many(ceil(wait))
        for _ in params.get("media", [0]):
            self._all.append(now)
            self._chats[chat].append(now)
            if not method.startswith("edit"):
                self._sent[chat].append(now)

    def _wait(self, now: float) -> float:
        return _over(self._all, now, 1, self._limits.per_second)

    def _wait_in_chat(self, now: float, chat: int | str, method: str) -> float:
        everything = self._chats[chat]
        if isinstance(chat, int) and chat > 0:
            sent = 0.0 if method.startswith("edit") else self._burst(self._sent[chat], now)
            return max(sent, self._burst(everything, now, self._limits.private_burst))
        minute = _over(everything, now, 60, self._limits.per_group_minute)
        return max(self._burst(everything, now), minute)

    def _burst(self, uses: deque[float], now: float, most: int = 0) -> float:
        limits = self._limits
        burst = max(most, limits.chat_burst)
        return _over(uses, now, burst / limits.per_chat_second, burst)


def _over(sent: deque[float], now: float, window: float, most: int) -> float:
    """Seconds until a window has room again; 0 when it has."""
    while sent and sent[0] <= now - 60:
        sent.popleft()
    within = [at for at in sent if at > now - window]
    return within[-most] + window - now if len(within) >= most else 0
