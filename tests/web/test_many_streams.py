"""Ten thousand live pages at once, from as many addresses: few stay open, and others are served."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.web.board.live import MOST_OF_ONE, MOST_STREAMS
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import WATER, Browser, board_town, root

pytestmark = on_sqlite
CLIENTS = 10_000


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with board_town(tmp_path, database_url) as found:
        await found.issues("李敏", WATER, "紧急")
        yield found


class Clients:
    """Clients that open a stream each and never hang up until they are told to."""

    def __init__(self, town: Town) -> None:
        self.host = root(town).removeprefix("http://").encode()
        assert town.app.board is not None
        self.app: Any = town.app.board.site.app
        self.hub = town.app.board.site.hub
        self.statuses: Counter[int] = Counter()
        self.gone = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    def open(self, number: int, path: str) -> None:
        self.tasks.append(asyncio.create_task(self._stream(number, path)))

    async def _stream(self, number: int, path: str) -> None:
        address = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        headers = [(b"host", self.host), (b"accept", b"text/event-stream")]
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
                 "query_string": b"", "headers": headers, "client": (address, 1), "root_path": "",
                 "scheme": "http", "http_version": "1.1"}  # fmt: skip
        await self.app(scope, self._receive, self._send)

    async def _receive(self) -> dict[str, Any]:
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.statuses[message["status"]] += 1

    @property
    def living(self) -> int:
        return sum(not each.done() for each in self.tasks)

    async def leave(self) -> None:
        self.gone.set()
        await asyncio.gather(*self.tasks)


async def test_ten_thousand_screens_of_one_hall_leave_a_few(town: Town) -> None:
    await town.writes("周明", "/board")
    await town.presses("周明", "大屏链接")
    (message,) = town.said("周明", "给大厅的屏幕用")
    path = "/wall/" + message.text.partition("/wall/")[2].split()[0]
    clients = Clients(town)
    for number in range(CLIENTS):
        clients.open(number, path)
    await until(lambda: clients.living <= MOST_OF_ONE)
    assert clients.living == MOST_OF_ONE
    await served(town)
    await clients.leave()


async def test_ten_thousand_strangers_hold_nothing(town: Town) -> None:
    clients = Clients(town)
    for number in range(CLIENTS):
        clients.open(number, f"/wall/guessed-{number}")
    most = 0

    def all_gone() -> bool:
        nonlocal most
        most = max(most, clients.hub.streams)
        return sum(clients.statuses.values()) == CLIENTS and not clients.living

    await until(all_gone)
    assert most <= MOST_STREAMS
    assert not set(clients.statuses) - {200, 404, 503}
    await served(town)
    await clients.leave()


async def served(town: Town) -> None:
    """Somebody else comes in and looks, at once."""
    browser = Browser(town)
    await browser.signs_in("李敏")
    begun = time.monotonic()
    await browser.get("/i/1")
    assert "今晚停水" in browser.text
    assert time.monotonic() - begun < 5
    await browser.close()


async def until(done: Any) -> None:
    async with asyncio.timeout(120):
        while not done():  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.05)
