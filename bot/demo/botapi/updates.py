"""The queue of updates: numbered, kept until confirmed or too old."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.demo.botapi import validate
from bot.demo.botapi.changes import Changes
from bot.demo.botapi.errors import ApiError

KEPT = timedelta(hours=24)
PRESS_KEPT = timedelta(seconds=150)
# Only sent when asked for by name.
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(frozen=True)
class Update:
    """An update waiting to be fetched and confirmed."""

    id: int
    kind: str
    at: datetime
    body: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """The updates Telegram keeps for the bot, and its one poller."""

    def __init__(self, now: Callable[[], datetime], changes: Changes) -> None:
        self._now = now
        self._changes = changes
        self._waiter: asyncio.Future[None] | None = None
        self.pending: deque[Update] = deque()
        self.next_id = 730_000_001
        self.allowed: list[str] = []

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Queues an update, unless the bot does not want its kind."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST:
            return
        update = Update(self.next_id, kind, self._now(), body)
        validate.obj(update.to_json(), "Update")
        self.next_id += 1
        self.pending.append(update)
        self._wake()

    @property
    def polled(self) -> bool:
        """Whether a poll is waiting at this moment."""
        return self._waiter is not None

    @property
    def quiet(self) -> bool:
        """Whether the bot has fetched and confirmed everything and asks for more."""
        return self.polled and not self.pending

    def restart_at(self, update_id: int) -> None:
        """Numbers the next update anew, as Telegram may after a week of silence."""
        self.next_id = update_id

    async def poll(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """Long polling; a newer poll ends an older one with a 409."""
        self._terminate_older()
        self._confirm(offset)
        if not self.pending and timeout > 0:
            await self._wait(timeout)
        self._expire()
        return [u.to_json() for u in list(self.pending)[: max(1, min(limit, 100))]]

    def clear(self) -> None:
        """Forgets everything."""
        self.pending.clear()
        self._changes.notify()

    def close(self) -> None:
        """Lets a waiting poll return empty-handed."""
        self._wake()

    def _confirm(self, offset: int) -> None:
        self._expire()
        if offset < 0:
            offset = ([u.id for u in self.pending][offset:] or [0])[0]
        # An offset from before the numbers started anew confirms nothing.
        while self.pending and self.pending[0].id < offset <= self.next_id + 10:
            self.pending.popleft()
        self._changes.notify()

    def _expire(self) -> None:
        now = self._now()
        kept = [u for u in self.pending if now - u.at <= _kept(u)]
        if len(kept) < len(self.pending):
            self.pending = deque(kept)

    async def _wait(self, timeout: float) -> None:
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        self._changes.notify()
        try:
            async with asyncio.timeout(timeout):
                await waiter
        except TimeoutError:
            pass
        finally:
            if self._waiter is waiter:
                self._waiter = None
            self._changes.notify()

    def _terminate_older(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_exception(ApiError(409, _CONFLICT))
        self._waiter = None

    def _wake(self) -> None:
        if self._waiter and not self._waiter.done():
            self._waiter.set_result(None)
        self._changes.notify()


def _kept(update: Update) -> timedelta:
    return PRESS_KEPT if update.kind == "callback_query" else KEPT
