"""Updates are stored before they are confirmed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
import pytest_asyncio

from bot.clock import ManualClock
from bot.delivery.gateway import Gateway
from bot.delivery.receiver import Absence, AnotherBot, Receiver
from bot.delivery.safe_bot import TokenRefused
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.demo.botapi import BotApiServer, World
from bot.store import meta
from bot.store.database import Database
from bot.store.delivery import inbox
from bot.store.delivery.inbox import WaitingUpdate
from bot.store.tx import Tx
from tests.canary import TOKEN


@dataclass
class Desk:
    """Receives the stored updates."""

    database: Database
    clock: ManualClock
    world: World
    server: BotApiServer
    gateway: Gateway
    absences: list[Absence] = field(default_factory=list)
    news: int = 0
    waits: Waits = DEFAULT_WAITS

    def receiver(self) -> Receiver:
        return Receiver(
            self.database,
            self.gateway,
            stored=self._stored,
            absent=self._absent,
            wall=self.clock,
            waits=self.waits,
        )

    @asynccontextmanager
    async def receiving(self) -> AsyncIterator[Receiver]:
        receiver = self.receiver()
        work = asyncio.create_task(receiver.run())
        try:
            async with asyncio.timeout(10):
                yield receiver
        finally:
            await receiver.stop()
            await work

    async def texts(self) -> list[str]:
        found = await self.database.read(inbox.waiting, 99)
        return [_text(each) for each in found]

    def _stored(self) -> None:
        self.news += 1

    def _absent(self, _tx: Tx, absence: Absence, _now: datetime) -> None:
        self.absences.append(absence)


def _text(waiting: WaitingUpdate) -> str:
    return waiting.payload.partition('"text":"')[2].partition('"')[0]


@pytest_asyncio.fixture
async def desk(database: Database, clock: ManualClock) -> AsyncIterator[Desk]:
    world = World(clock.now)
    server = BotApiServer(world)
    await server.start()
    gateway = Gateway(server.token, server.base_url)
    await gateway.open()
    yield Desk(database, clock, world, server, gateway)
    await gateway.close()
    await server.stop()
    assert server.violations == []


async def test_what_is_said_to_us_is_stored_in_order(desk: Desk) -> None:
    wang = desk.world.person("王芳")
    wang.start()
    async with desk.receiving():
        await desk.world.idle()
        wang.send(wang.private, "一")
        wang.send(wang.private, "二")
        await desk.world.idle()
    assert await desk.texts() == ["/start", "一", "二"]
    assert desk.news >= 2


async def test_what_is_not_said_to_us_is_never_stored(desk: Desk) -> None:
    wang = desk.world.person("王芳")
    group = desk.world.group("幸福里", members=[wang])
    group.add_bot(by=wang)
    desk.world.bot.privacy = False
    async with desk.receiving():
        wang.send(group, "今天的菜真便宜")
        await desk.world.idle()
        wang.send(group, "/status")
        await desk.world.idle()
    found = await desk.database.read(inbox.waiting, 99)
    assert not any("菜" in each.payload for each in found)
    assert any("/status" in each.payload for each in found)


async def test_nothing_is_confirmed_before_it_is_stored(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = desk.world.person("王芳")
    wang.start()
    monkeypatch.setattr("bot.delivery.receiver.inbox.keep_updates", _killed)
    work = asyncio.create_task(desk.receiver().run())
    await desk.world.until(lambda: desk.world.calls("getUpdates"), 5)
    await asyncio.sleep(0.1)
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    monkeypatch.undo()
    assert await desk.texts() == []
    async with desk.receiving():
        await desk.world.idle()
    assert await desk.texts() == ["/start"]


def _killed(*_: object) -> None:
    raise MemoryError


async def test_what_was_stored_but_not_confirmed_is_not_taken_twice(desk: Desk) -> None:
    wang = desk.world.person("王芳")
    wang.start()
    async with desk.receiving():
        await desk.world.idle()
    await desk.database.transact(_forget_offset, None)
    async with desk.receiving():
        wang.send(wang.private, "一")
        await desk.world.idle()
    assert await desk.texts() == ["/start", "一"]


def _forget_offset(tx: Tx, _command: None, _now: datetime) -> None:
    tx.connection.execute("DELETE FROM meta WHERE key = 'offset'")


async def test_the_first_question_names_no_update_and_later_ones_the_next(desk: Desk) -> None:
    wang = desk.world.person("王芳")
    wang.start()
    async with desk.receiving():
        await desk.world.idle()
    offset = int(await desk.database.read(_offset, None) or 0)
    before = len(desk.world.calls("getUpdates"))
    async with desk.receiving():
        await desk.world.until(lambda: len(desk.world.calls("getUpdates")) > before, 5)
    asked = [call.params for call in desk.world.calls("getUpdates")]
    assert "offset" not in asked[0]
    assert int(asked[-1]["offset"]) == offset
    assert all("callback_query" in each["allowed_updates"] for each in asked)


def _offset(tx: Tx, _query: None, _now: datetime) -> str | None:
    return meta.get(tx, "offset")


async def test_ids_that_begin_anew_are_followed(desk: Desk) -> None:
    wang = desk.world.person("王芳")
    wang.start()
    async with desk.receiving():
        await desk.world.idle()
        desk.world.updates.restart_at(10)
        wang.send(wang.private, "一")
        await desk.world.idle()
        wang.send(wang.private, "二")
        await desk.world.idle()
    assert await desk.texts() == ["/start", "一", "二"]
    assert await desk.database.read(_offset, None) == "12"


async def test_a_webhook_is_taken_away_and_its_updates_are_kept(desk: Desk) -> None:
    wang = desk.world.person("王芳")
    wang.start()
    desk.world.bot.webhook = "https://example.org/hook"
    async with desk.receiving():
        await desk.world.idle()
    assert await desk.texts() == ["/start"]


async def test_another_bots_database_is_refused(desk: Desk) -> None:
    await desk.database.transact(_owned_by_another, None)
    with pytest.raises(AnotherBot):
        await desk.receiver().run()


def _owned_by_another(tx: Tx, _command: None, _now: datetime) -> None:
    meta.put(tx, "bot_id", "424242")


async def test_a_token_nobody_knows_is_refused(desk: Desk) -> None:
    desk.gateway = Gateway(TOKEN, desk.server.base_url)
    await desk.gateway.open()
    with pytest.raises(TokenRefused):
        await desk.receiver().run()
    await desk.gateway.close()


async def test_trouble_passes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "waits", Waits(pause=0.01, conflict=0.01))
    for fault in (409, 502, "truncate", "drop_before"):
        desk.server.faults.next("getUpdates", fault)
    wang = desk.world.person("王芳")
    wang.start()
    async with desk.receiving():
        await desk.world.idle()
    assert await desk.texts() == ["/start"]


async def test_an_absence_is_told_once(desk: Desk) -> None:
    async with desk.receiving() as receiver:
        await desk.world.until(lambda: receiver.last_poll, 5)
    left = desk.clock.now()
    desk.clock.move(timedelta(seconds=180))
    wang = desk.world.person("王芳")
    wang.start()
    async with desk.receiving():
        await desk.world.idle()
        wang.send(wang.private, "一")
        await desk.world.idle()
    [absence] = desk.absences
    assert absence.until - absence.since == timedelta(seconds=180)
    assert absence.until == desk.clock.now()
    assert absence.since == left


async def test_a_short_absence_is_none(desk: Desk) -> None:
    wang = desk.world.person("王芳")
    for _ in range(3):
        wang.start()
        async with desk.receiving() as receiver:
            await desk.world.until(lambda: receiver.last_poll, 5)
        desk.clock.move(timedelta(seconds=110))
    assert desk.absences == []


async def test_a_mistake_about_an_absence_does_not_stop_us(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang = desk.world.person("王芳")
    wang.start()
    async with desk.receiving():
        await desk.world.idle()
    desk.clock.move(timedelta(hours=1))
    monkeypatch.setattr(Desk, "_absent", lambda *_: 1 / 0)
    wang.send(wang.private, "一")
    async with desk.receiving():
        await desk.world.idle()
    assert await desk.texts() == ["/start", "一"]
