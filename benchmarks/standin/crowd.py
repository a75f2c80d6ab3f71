"""People who press and write at a rate, and the queue of their updates."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterator
from itertools import count, islice
from time import time
from typing import Any

Json = dict[str, Any]
MOST = 100
_TICK = 0.004


class Updates:
    """The pending updates and the one poller."""

    def __init__(self) -> None:
        self._pending: deque[tuple[int, Json]] = deque()
        self._numbers = count(1_000)
        self._waiter: asyncio.Future[None] | None = None
        self.polls = 0

    def add(self, kind: str, body: Json) -> None:
        """Add an update."""
        number = next(self._numbers)
        self._pending.append((number, {"update_id": number, kind: body}))
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def poll(self, offset: int, seconds: float) -> list[Json]:
        """Drop confirmed updates; return pending ones, or wait for the first."""
        self.polls += 1
        while self._pending and self._pending[0][0] < offset:
            self._pending.popleft()
        if not self._pending and seconds > 0:
            self._waiter = asyncio.get_running_loop().create_future()
            await asyncio.wait({self._waiter}, timeout=seconds)
        return self.waiting()

    def waiting(self) -> list[Json]:
        """The first unconfirmed updates."""
        return [update for _, update in islice(self._pending, MOST)]


class Crowd:
    """Performs actions: `rate` a second, 0 for all at once."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._numbers = count(1)
        self._acting: set[asyncio.Task[None]] = set()
        self.presses: dict[str, list[float]] = {}
        """When each press was available, and when it was answered (0: not yet)."""

    def act(self, actions: Iterator[Callable[[], None]], rate: float) -> None:
        """Perform these actions, one after the other."""
        task = asyncio.create_task(self._act(actions, rate))
        self._acting.add(task)
        task.add_done_callback(self._acting.discard)

    def stop(self) -> None:
        """Stop all actions."""
        for task in self._acting:
            task.cancel()

    def press(self, person: int, message: Json, data: str) -> None:
        """Somebody presses a button."""
        number = str(40_000_000_000_000_000 + next(self._numbers))
        body = {"id": number, "from": about(person), "chat_instance": "1", "data": data}
        self._updates.add("callback_query", {**body, "message": message})
        self.presses[number] = [time(), 0.0]

    def write(self, message: Json) -> None:
        """Somebody writes."""
        self._updates.add("message", message)

    async def _act(self, actions: Iterator[Callable[[], None]], rate: float) -> None:
        started, done = time(), 0
        while True:
            while not rate or done < (time() - started) * rate:
                action = next(actions, None)
                if action is None:
                    return
                action()
                done += 1
            await asyncio.sleep(_TICK)


def about(person: int) -> Json:
    """A User."""
    return {"id": person, "is_bot": False, "first_name": f"{person}", "language_code": "zh-hans"}


def place(chat_id: int) -> Json:
    """A Chat."""
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": f"{chat_id}"}
    return {"id": chat_id, "type": "supergroup", "title": f"{-chat_id}"}


def read(params: Json, name: str) -> Any:
    """A parameter given as JSON, also within a form; None where it is missing."""
    given = params.get(name)
    return json.loads(given) if isinstance(given, str) else given
