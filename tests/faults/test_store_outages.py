"""The database is locked, or its disk is full: nobody is told of anything that is not kept, and
everything goes on by itself afterwards."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, MutableMapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from psycopg import OperationalError
from structlog.testing import capture_logs

from bot.delivery.waits import Waits
from bot.handlers import refusals
from bot.store.database import Database
from bot.store.tx import Tx
from tests.engines import on_sqlite
from tests.faults.outages import ServerDisk, disk, locked
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import Town

SOON = Waits(pause=0.02, longest_pause=0.05, database=0.02)
LOCK_WAIT = "PRAGMA busy_timeout = 100"
"""A fiftieth of what it is."""
LOCKED = 0.4
"""A fiftieth of twenty seconds."""
WATER = "今晚停水"
TITLE = "【紧急通知 #1】"
LONG = "请储水。" * 600
"""Larger than any page."""
CARDS = {"陈刚": 1, "孙丽": 1, "王芳": 1, "李强": 1, "赵敏": 1, "周杰": 1, "吴静": 1}
Log = list[MutableMapping[str, Any]]


@pytest_asyncio.fixture
async def url(database_url: str, engine_name: str) -> AsyncIterator[str]:
    yield database_url
    if engine_name == "postgresql":
        await ServerDisk(database_url).repair()


@pytest_asyncio.fixture
async def town(tmp_path: Path, url: str) -> AsyncIterator[Town]:
    """Two branches; everybody is linked and has an urgent card."""
    found = await Town.open(tmp_path, url, waits=SOON)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    await found.issues("李敏", WATER, "紧急")
    yield found
    await found.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.sender._DATABASE_AWAY", 0.02)


def _everybody_presses(town: Town) -> None:
    for name in CARDS:
        person = town.person(name)
        person.press(town.newest(person.private, "收到"), "收到")


def _answered(town: Town) -> Counter[str]:
    """How often each press was answered."""
    answers = town.world.calls("answerCallbackQuery")
    return Counter(each.params["callback_query_id"] for each in answers if each.ok)


async def _committed(database: Database) -> int:
    def count(tx: Tx, _query: None, _now: Any) -> int:
        [row] = tx.connection.execute("SELECT COUNT(*) AS n FROM acknowledgement").fetchall()
        return int(row["n"])

    return await database.read(count, None)


async def _everything_is_there_once(town: Town) -> None:
    await town.settle()
    assert _answered(town) == Counter(dict.fromkeys(town.world.presses, 1))
    assert await _committed(town.app.database) == len(CARDS)
    assert {name: len(town.said(name, TITLE)) for name in CARDS} == CARDS
    assert not [chat for chat in town.world.chats.values() if town.said(chat, "重发")]


async def _heard(log: Log, word: str) -> None:
    """Until the log has said it."""
    for _ in range(1000):
        if any(word in str(line) for line in log):
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"nothing of {word} in {log}")


async def test_presses_wait_while_another_process_locks_the_database_and_all_are_applied(
    town: Town, url: str, engine_name: str
) -> None:
    if engine_name == "sqlite":
        await town.app.database.engine.write(lambda connection: connection.execute(LOCK_WAIT))
    await _pressed_while_locked(town, url, LOCKED)


@on_sqlite
async def test_twenty_seconds_of_a_lock_are_waited_out_with_the_patience_of_every_day(
    town: Town, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender._DATABASE_AWAY", 1.0)
    await _pressed_while_locked(town, url, 20.0)


async def _pressed_while_locked(town: Town, url: str, seconds: float) -> None:
    before = _answered(town)
    async with locked(url):
        _everybody_presses(town)
        await asyncio.sleep(seconds)
        assert _answered(town) == before
        assert not await _committed(town.app.database)
    await _everything_is_there_once(town)


@on_sqlite
async def test_that_the_database_is_locked_is_said_in_the_log(town: Town, url: str) -> None:
    await town.app.database.engine.write(lambda connection: connection.execute(LOCK_WAIT))
    with capture_logs() as log:
        async with locked(url):
            _everybody_presses(town)
            await town.app.pulse.beat()
            await _heard(log, "poll_failed")
    [line, *_] = [each for each in log if each["event"] == "poll_failed"]
    assert line["error"] == "OperationalError: database is locked"
    assert [each["event"] for each in log].count("database_out_of_reach") >= 1
    await _everything_is_there_once(town)


@pytest.mark.parametrize("room", range(4))
async def test_when_the_disk_is_full_nobody_is_told_what_is_not_kept_and_it_goes_on_with_room(
    town: Town, url: str, room: int
) -> None:
    full = disk(town, url)
    writer = town.person("李敏")
    with capture_logs() as log:
        await full.fill(room)
        try:
            _everybody_presses(town)
            writer.send(writer.private, LONG)
            await _heard(log, "full")
            await asyncio.sleep(0.1)
            toasts = [each.text for name in CARDS for each in town.person(name).toasts]
            assert len([each for each in toasts if "收到" in each]) <= await _committed(
                town.app.database
            )
            assert not town.said("李敏", LONG)
        finally:
            await full.clear()
    await _everything_is_there_once(town)
    assert len(town.said("李敏", LONG)) == 1


async def test_a_refusal_that_could_not_be_written_is_told_when_it_can_be(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    say, left = refusals._say, [OperationalError("the connection is lost")]

    def first_fails(tx: Tx, telling: Any, now: datetime) -> None:
        if left:
            raise left.pop()
        say(tx, telling, now)

    monkeypatch.setattr(refusals, "_say", first_fails)
    stranger = town.person("路人")
    stranger.start()
    await town.settle()
    before = len(stranger.private.from_bot)
    await town.writes("路人", "/status")
    assert not left
    assert len(stranger.private.from_bot) == before + 1
