"""A world, its server, and two ways to talk to it: PTB's Bot and bare HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.clock import ManualClock
from bot.delivery.redact import guard_logs
from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson

guard_logs()  # Telegram's own client, which only these tests use, writes down each address

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class Raw:
    """Bare requests, answered with the body's JSON."""

    def __init__(self, server: BotApiServer, session: aiohttp.ClientSession) -> None:
        self.server = server
        self.session = session

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        url = f"{self.server.base_url}/bot{self.server.token}/{method}"
        async with self.session.post(url, json=params) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == (200 if body["ok"] else body["error_code"])
            return body

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """One poll's updates."""
        result: list[dict[str, Any]] = (await self("getUpdates", **params))["result"]
        return result

    async def refusal(self, method: str, **params: Any) -> str:
        """Why a request is refused."""
        body = await self(method, **params)
        assert not body["ok"], body
        return f"{body['error_code']} {body['description']}"


@pytest.fixture(autouse=True)
def durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """PTB warns of plain seconds, and warnings are errors here."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)


@pytest.fixture
def world(clock: ManualClock) -> World:
    return World(clock.now)


@pytest.fixture
async def server(world: World) -> AsyncIterator[BotApiServer]:
    server = BotApiServer(world)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def raw(server: BotApiServer) -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession() as session:
        yield Raw(server, session)


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    root = server.base_url
    bot = Bot(server.token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot")
    async with bot:
        yield bot


@pytest.fixture
def wang(world: World) -> DemoPerson:
    """A person who pressed Start, with that update confirmed."""
    wang = world.person("王芳", phone="+8613800138000")
    wang.start()
    world.updates.clear()
    return wang


@pytest.fixture
def group(world: World, wang: DemoPerson) -> DemoGroup:
    """A group of two with the bot in it."""
    group = world.group("幸福里楼长群", [wang, world.person("李强")])
    group.add_bot(by=wang)
    world.updates.clear()
    return group


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)
