"""Live pages: server-sent events with the changed part of a page, soon after a commit."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable

from bot.store.database import Database

_PAUSE = 0.4
"""Seconds between two looks of one stream: an answer is seen within one."""
_PING = 20.0
"""Seconds after which a silent stream says that it lives."""
MOST_STREAMS = 2000
MOST_OF_ONE = 8
_CACHED = 500
_REMEMBERED = 10_000

Draw = Callable[[], Awaitable[tuple[Hashable, Callable[[], Awaitable[str]]] | None]]
"""Checks the reader's session and rights, and returns the key under which others see the same, and
how it is drawn; None where the reader may not look any more."""


class _Changed(asyncio.Event):
    """Set when something has changed that a stream has not shown; `at`: when it first did."""

    at = 0.0

    def wake(self) -> None:
        """Something has changed."""
        if not self.is_set():
            self.at = time.monotonic()
        self.set()


class LiveHub:
    """All streams. What many look at is drawn once after each change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: Counter[Hashable] = Counter()
        self._version = 0
        self._woken = asyncio.Event()
        self._drawn: OrderedDict[Hashable, tuple[int, asyncio.Future[str]]] = OrderedDict()
        self._changes: set[_Changed] = set()
        self.lags: deque[float] = deque(maxlen=_REMEMBERED)
        """Seconds from a commit to the event that shows it, of the latest events."""
        self._task: asyncio.Task[None] | None = None
        self.closed = False

    def start(self) -> None:
        """Listen to the database."""
        self.closed = False
        self._database.watchers.add(self._woken)
        self._task = asyncio.create_task(self._listen(), name="LiveHub")

    def close(self) -> None:
        """End every stream; their pages come back by themselves."""
        self.closed = True
        self._database.watchers.discard(self._woken)
        if self._task is not None:
            self._task.cancel()
        self._wake()

    def full(self, of: Hashable) -> bool:
        """Whether one more stream would be too many, in all or for this reader."""
        return self._open.total() >= MOST_STREAMS or self._open[of] >= MOST_OF_ONE

    async def stream(self, of: Hashable, draw: Draw) -> AsyncIterator[bytes]:
        """The events of one page, until the reader leaves or may not look any more."""
        self._open[of] += 1
        changed = _Changed()
        self._changes.add(changed)
        last = ""
        try:
            yield b"retry: 2000\n\n"
            while not self.closed:
                changed.clear()
                since = changed.at
                found = await draw()
                if found is None:
                    yield b"event: over\ndata: \n\n"
                    return
                shown = await self._once(*found)
                mark = hashlib.sha256(shown.encode()).hexdigest()
                yield _event(shown) if mark != last else b": \n\n"
                if last and mark != last:
                    self.lags.append(time.monotonic() - since)
                last = mark
                await self._until(changed)
        finally:
            self._changes.discard(changed)
            self._open[of] -= 1
            self._open += Counter()  # forget those without a stream

    async def _until(self, changed: asyncio.Event) -> None:
        await asyncio.sleep(_PAUSE)
        try:
            await asyncio.wait_for(changed.wait(), _PING)
        except TimeoutError:
            return

    async def _once(self, key: Hashable, draw: Callable[[], Awaitable[str]]) -> str:
        """What is drawn under a key, once for each version of the database."""
        version = self._version
        known = self._drawn.get(key)
        if known is not None and known[0] == version and not known[1].cancelled():
            return await asyncio.shield(known[1])
        drawing = asyncio.ensure_future(draw())
        self._drawn[key] = (version, drawing)
        self._drawn.move_to_end(key)
        while len(self._drawn) > _CACHED:
            self._drawn.popitem(last=False)
        return await asyncio.shield(drawing)

    async def _listen(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            self._version += 1
            self._wake()

    def _wake(self) -> None:
        for changed in self._changes:
            changed.wake()


def _event(shown: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in shown.splitlines())
    return f"event: live\n{lines}\n".encode()
