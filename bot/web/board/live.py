"""Live pages: server-sent events with the changed part of a page, soon after a commit."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable

from bot.store.database import Database

_PAUSE = 0.4
"""Seconds between two looks of one stream: an answer is seen within one."""
_PING = 20.0
"""Seconds after which a silent stream says that it lives: a script takes one as lost that says
nothing for two such spans and a half."""
MOST_STREAMS = 2000
MOST_OF_ONE = 8
_CACHED = 500
_REMEMBERED = 10_000

Draw = Callable[[], Awaitable[tuple[Hashable, Callable[[], Awaitable[str | None]]] | None]]
"""Checks the reader's session and rights, and returns the key under which others see the same, and
how it is drawn; either is None where the reader may not look any more."""
_BEAT = b"event: beat\ndata:\n\n"
_OVER = b"event: over\ndata:\n\n"
_PUSHED_OUT = b"retry: 60000\n\n"
"""Its page comes back, but late: otherwise two pages would push each other out for ever."""


class _Changed(asyncio.Event):
    """Set when something has changed that a stream has not shown; `at`: when it first did."""

    at = 0.0

    def wake(self) -> None:
        """Something has changed."""
        if not self.is_set():
            self.at = time.monotonic()
        self.set()


class _Stream:
    """One open page: something changed for it, or it has to make room."""

    def __init__(self) -> None:
        self.changed = _Changed()
        self.pushed_out = False

    def push_out(self) -> None:
        self.pushed_out = True
        self.changed.set()


class LiveHub:
    """All streams. What many look at is drawn once after each change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[Hashable, list[_Stream]] = {}
        self._version = 0
        self._woken = asyncio.Event()
        self._drawn: OrderedDict[Hashable, tuple[int, asyncio.Future[str | None]]] = OrderedDict()
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
        """Whether there is no room for one more stream, even if this reader's oldest makes room."""
        streams = sum(map(len, self._open.values()))
        return streams >= MOST_STREAMS and len(self._open.get(of, ())) < MOST_OF_ONE

    async def stream(self, of: Hashable, draw: Draw) -> AsyncIterator[bytes]:
        """The events of one page, until the reader leaves, may not look any more, or opened too
        many: then the oldest makes room, which may be one whose connection died in silence."""
        mine = _Stream()
        there = self._open.setdefault(of, [])
        there.append(mine)
        for each in there[:-MOST_OF_ONE]:
            each.push_out()
        try:
            async for event in self._events(mine, draw):
                yield event
        finally:
            there.remove(mine)
            if not there and self._open.get(of) is there:
                del self._open[of]

    async def _events(self, mine: _Stream, draw: Draw) -> AsyncIterator[bytes]:
        last = ""
        yield b"retry: 2000\n\n"
        while not self.closed and not mine.pushed_out:
            mine.changed.clear()
            since = mine.changed.at
            found = await draw()
            shown = await self._once(*found) if found is not None else None
            if shown is None:
                yield _OVER
                return
            mark = hashlib.sha256(shown.encode()).hexdigest()
            yield _event(shown) if mark != last else _BEAT
            if last and mark != last:
                self.lags.append(time.monotonic() - since)
            last = mark
            await self._until(mine.changed)
        if mine.pushed_out:
            yield _PUSHED_OUT

    async def _until(self, changed: asyncio.Event) -> None:
        await asyncio.sleep(_PAUSE)
        try:
            await asyncio.wait_for(changed.wait(), _PING)
        except TimeoutError:
            return

    async def _once(self, key: Hashable, draw: Callable[[], Awaitable[str | None]]) -> str | None:
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
        for streams in self._open.values():
            for each in streams:
                each.changed.wake()


def _event(shown: str) -> bytes:
    lines = "".join(f"data: {line}\n" for line in shown.splitlines())
    return f"event: live\n{lines}\n".encode()
