"""Live pages: server-sent events with the changed part of a page, soon after a commit.

All streams are served in rounds. A round takes each page that changed once: in one transaction the
readers' sessions and rights are checked and, for those who may see the same, the page is drawn.
The same bytes then go to all of them: the lines that changed, or to whoever is new all of them.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.delivery.redact import said_by
from bot.store.database import Database
from bot.store.tx import Tx
from bot.web.board.changes import LiveText

_PAUSE = 0.35
"""Seconds between two rounds at least: an answer is seen within one."""
_REST = 2
"""Times as long as a round took, the next one waits: streams take a part of the processor only."""
_PING = 20.0
"""Seconds after which a silent stream says that it lives: a script takes one as lost that says
nothing for two such spans and a half. The page is drawn anew then, too: time passes."""
_TOGETHER = 4
_BREATH = 0.002
"""Streams that are sent to in one go, and seconds between: whoever presses a button must not wait
until all have been."""
MOST_STREAMS = 2000
MOST_OF_ONE = 8
_REMEMBERED = 10_000

_BEGIN = b"retry: 2000\n\n"
_BEAT = b"event: beat\ndata:\n\n"
_OVER = b"event: over\ndata:\n\n"
_PUSHED_OUT = b"retry: 60000\n\n"
"""Its page comes back, but late: otherwise two pages would push each other out for ever."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class LivePage:
    """What a stream shows, and to whom. `address`: pages with the same are taken together;
    `reader`: equal for streams whose readers are the same; `check`: under which key others see the
    same, None where the reader may not look any more; `draw`: what they see, None as well."""

    address: Hashable
    reader: Hashable
    check: Callable[[Tx, datetime], Hashable | None]
    draw: Callable[[Tx, datetime], str | None]


@dataclass(eq=False, slots=True)
class _Stream:
    """One open page. `shown`: the mark of the text that it shows; `waiting`: the event that has not
    been taken yet."""

    page: LivePage
    shown: object = None
    waiting: bytes = b""
    last: bool = False
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def say(self, event: bytes, *, last: bool = False) -> None:
        self.waiting, self.last = event, self.last or last
        self.woken.set()


@dataclass(eq=False, slots=True)
class _Place:
    """The streams of one address. `since`: when first something changed that they do not show;
    `due`: when it is drawn even if nothing did."""

    streams: list[_Stream] = field(default_factory=list)
    texts: dict[Hashable, LiveText] = field(default_factory=dict)
    fresh: bool = False
    since: float | None = None
    due: float = 0.0

    def waits(self, now: float) -> bool:
        return self.fresh or self.since is not None or now >= self.due


_Found = tuple[dict[Hashable, Hashable | None], dict[Hashable, str | None]]


class LiveHub:
    """All streams."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: dict[Hashable, list[_Stream]] = {}
        self._places: dict[Hashable, _Place] = {}
        self._changed, self._woken = asyncio.Event(), asyncio.Event()
        self.lags: deque[float] = deque(maxlen=_REMEMBERED)
        """Seconds from a commit to the event that shows it, of the latest events."""
        self._tasks: list[asyncio.Task[None]] = []
        self.closed = False

    def start(self) -> None:
        """Listen to the database."""
        self.closed = False
        self._database.watchers.add(self._changed)
        self._tasks = [
            asyncio.create_task(self._listen(), name="LiveHub listens"),
            asyncio.create_task(self._rounds(), name="LiveHub"),
        ]

    def close(self) -> None:
        """End every stream; their pages come back by themselves."""
        self.closed = True
        self._database.watchers.discard(self._changed)
        for each in self._tasks:
            each.cancel()
        for stream in self._streams():
            stream.say(b"", last=True)

    def full(self, of: Hashable) -> bool:
        """Whether there is no room for one more stream, even if this reader's oldest makes room."""
        return self.streams >= MOST_STREAMS and len(self._open.get(of, ())) < MOST_OF_ONE

    @property
    def streams(self) -> int:
        """How many are open."""
        return sum(map(len, self._open.values()))

    async def stream(self, of: Hashable, page: LivePage) -> AsyncIterator[bytes]:
        """The events of one page, until the reader leaves, may not look any more, or opened too
        many: then the oldest makes room, which may be one whose connection died in silence."""
        if self.full(of):  # many asked at the same moment, and each was told that there is room
            yield _PUSHED_OUT
            return
        mine = _Stream(page)
        self._enter(of, mine)
        try:
            yield _BEGIN
            while not self.closed:
                await mine.woken.wait()
                mine.woken.clear()
                event, mine.waiting = mine.waiting, b""
                if event:
                    yield event
                if mine.last:
                    return
        finally:
            self._leave(of, mine)

    def _enter(self, of: Hashable, mine: _Stream) -> None:
        there = self._open.setdefault(of, [])
        there.append(mine)
        while len(there) > MOST_OF_ONE:
            there.pop(0).say(_PUSHED_OUT, last=True)
        place = self._places.setdefault(mine.page.address, _Place())
        place.streams.append(mine)
        place.fresh = True
        self._woken.set()

    def _leave(self, of: Hashable, mine: _Stream) -> None:
        there = self._open.get(of, [])
        if mine in there:  # else it was pushed out
            there.remove(mine)
            if not there:
                del self._open[of]
        place = self._places[mine.page.address]
        place.streams.remove(mine)
        if not place.streams:
            del self._places[mine.page.address]

    def _streams(self) -> list[_Stream]:
        return [stream for place in self._places.values() for stream in place.streams]

    async def _listen(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            now = time.monotonic()
            for place in self._places.values():
                place.since = place.since or now
            self._woken.set()

    async def _rounds(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), 1)
            self._woken.clear()
            begun = time.monotonic()
            waiting = [place for place in self._places.values() if place.waits(begun)]
            for place in waiting:
                await self._round(place)
            if waiting:
                await asyncio.sleep(max(_PAUSE, _REST * (time.monotonic() - begun)))

    async def _round(self, place: _Place) -> None:
        """Check and draw one page, and send it to its streams."""
        since, place.since, place.fresh = place.since, None, False
        place.due = time.monotonic() + _PING
        streams = [each for each in place.streams if not each.last]
        try:
            keys, texts = await self._database.read_long(_seen, [each.page for each in streams])
        except Exception as error:  # the pages come back by themselves, as after a restart
            log.warning("board.stream_failed", error=said_by(error))
            for stream in streams:
                stream.say(b"", last=True)
            return
        place.texts = {
            key: LiveText.after(place.texts.get(key), said)
            for key, said in texts.items()
            if said is not None
        }
        for number, stream in enumerate(streams, start=1):
            self._send(stream, place.texts.get(keys[stream.page.reader]), since)
            if number % _TOGETHER == 0:
                await asyncio.sleep(_BREATH)

    def _send(self, stream: _Stream, text: LiveText | None, since: float | None) -> None:
        """Bring a stream up to a text; None: its reader may not look any more."""
        if text is None:
            stream.say(_OVER, last=True)
            return
        if stream.shown is text.mark:
            stream.say(stream.waiting or _BEAT)
            return
        follows = text.starts_from(stream.shown) and not stream.waiting
        if stream.shown is not None and since is not None:
            self.lags.append(time.monotonic() - since)
        stream.shown = text.mark
        stream.say(text.change if follows else text.whole)


def _seen(tx: Tx, pages: list[LivePage], now: datetime) -> _Found:
    """Under which key each reader sees a page, and what is seen under each."""
    keys: dict[Hashable, Hashable | None] = {}
    texts: dict[Hashable, str | None] = {}
    for page in pages:
        if page.reader not in keys:
            keys[page.reader] = page.check(tx, now)
        key = keys[page.reader]
        if key is not None and key not in texts:
            texts[key] = page.draw(tx, now)
    return keys, texts
