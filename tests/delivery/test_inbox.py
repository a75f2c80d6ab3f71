"""Updates are handled in order for each person, at least once, and errors block nobody else."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from psycopg import OperationalError

from bot.clock import ManualClock
from bot.delivery.inbox import Inbox
from bot.delivery.waits import Waits
from bot.store.database import Database
from bot.store.delivery import inbox
from bot.store.house import housekeeping
from bot.store.tx import Tx
from tests.canary import TOKEN

FAST = Waits(retries=(0.01, 0.01, 0.01, 0.01), database=0.01)
SECRET = TOKEN


@dataclass
class Handlers:
    """Remembers what was handled; what is named in `broken` fails so many times, and over what is
    named in `lost` the database is."""

    broken: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    handled: list[str] = field(default_factory=list)
    began: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: int = 0
    most: int = 0

    async def dispatch(self, _update_id: int, payload: Mapping[str, Any]) -> None:
        text = payload["message"]["text"]
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.001)
        self.under_way -= 1
        if self.broken.get(text, 0) > 0:
            self.broken[text] -= 1
            raise LookupError(f"no {text} with {SECRET}")
        if self.lost.get(text, 0) > 0:
            self.lost[text] -= 1
            raise OperationalError("the connection is lost")
        self.handled.append(text)
        self.began.set()


@pytest.fixture
def handlers() -> Handlers:
    return Handlers()


async def _keep(database: Database, *said: tuple[str, str], first: int = 1) -> None:
    updates = [
        (key, {"update_id": first + number, "message": {"text": text}})
        for number, (key, text) in enumerate(said)
    ]
    await database.transact(_store, updates)


def _store(tx: Tx, updates: Sequence[tuple[str, Mapping[str, Any]]], now: datetime) -> None:
    inbox.keep_updates(tx, updates, now)


@asynccontextmanager
async def _working(
    database: Database, handlers: Handlers, at_once: int = 64
) -> AsyncIterator[Inbox]:
    worker = Inbox(database, handlers.dispatch, at_once=at_once, waits=FAST)
    work = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(20):
            yield worker
    finally:
        await worker.stop()
        await work


def _rows(tx: Tx, _query: None, _now: datetime) -> list[tuple[str, str | None]]:
    found = tx.connection.execute("SELECT state, payload FROM inbox ORDER BY id").fetchall()
    return [(row["state"], row["payload"]) for row in found]


async def test_everything_is_handled_in_order_and_then_erased(
    database: Database, handlers: Handlers
) -> None:
    await _keep(database, *(("7:7", f"{number}") for number in range(30)))
    async with _working(database, handlers) as worker:
        await worker.idle()
        await _keep(database, ("7:7", "30"), first=31)
        worker.wake()
        await worker.idle()
    assert handlers.handled == [f"{number}" for number in range(31)]
    assert handlers.most == 1
    assert set(await database.read(_rows, None)) == {("done", None)}


async def test_people_do_not_wait_for_each_other(database: Database, handlers: Handlers) -> None:
    await _keep(database, *((f"{number}:1", f"{number}") for number in range(700)))
    async with _working(database, handlers, at_once=20) as worker:
        await worker.idle()
    assert sorted(map(int, handlers.handled)) == [*range(700)]
    assert handlers.most == 20


async def test_a_mistake_is_tried_again_while_the_person_waits(
    database: Database, handlers: Handlers
) -> None:
    handlers.broken = {"一": 2}
    await _keep(database, ("7:7", "一"), ("7:7", "二"), ("8:8", "三"))
    async with _working(database, handlers) as worker:
        await worker.idle()
    assert handlers.handled == ["三", "一", "二"]


async def test_what_cannot_be_handled_is_set_aside_and_the_rest_goes_on(
    database: Database, handlers: Handlers
) -> None:
    handlers.broken = {"一": 99}
    await _keep(database, ("7:7", "一"), ("7:7", "二"))
    async with _working(database, handlers) as worker:
        await worker.idle()
    assert handlers.handled == ["二"]
    [aside] = await database.read(inbox.aside, 9)
    assert (aside.update_id, aside.attempts) == (1, 5)
    assert aside.error == "LookupError: no 一 with …"


async def test_tries_are_counted_over_restarts(database: Database, handlers: Handlers) -> None:
    handlers.broken = {"一": 99}
    await _keep(database, ("7:7", "一"))
    await database.transact(_failed_four_times, 1)
    async with _working(database, handlers) as worker:
        await worker.idle()
    assert handlers.broken == {"一": 98}
    assert len(await database.read(inbox.aside, 9)) == 1


def _failed_four_times(tx: Tx, update_id: int, _now: datetime) -> None:
    for _ in range(4):
        inbox.failed(tx, update_id, "LookupError")


async def test_what_was_not_marked_done_when_we_died_is_handled_again(
    database: Database, handlers: Handlers
) -> None:
    await _keep(database, ("7:7", "一"), ("7:7", "二"))
    worker = Inbox(database, handlers.dispatch)
    work = asyncio.create_task(worker.run())
    await handlers.began.wait()
    for task in [work, *worker._tasks]:
        task.cancel()
    await asyncio.gather(work, *worker._tasks, return_exceptions=True)
    async with _working(database, handlers) as again:
        await again.idle()
    assert handlers.handled[0] == "一"
    assert handlers.handled[-1] == "二"
    assert set(await database.read(_rows, None)) == {("done", None)}


async def test_ids_are_told_apart_for_two_days(
    database: Database, handlers: Handlers, clock: ManualClock
) -> None:
    handlers.broken = {"坏": 99}
    await _keep(database, ("7:7", "一"), ("7:7", "坏"))
    async with _working(database, handlers) as worker:
        await worker.idle()
    clock.move(timedelta(hours=47))
    await _sweep(database)
    assert [state for state, _ in await database.read(_rows, None)] == ["done", "aside"]
    clock.move(timedelta(hours=2))
    await _sweep(database)
    assert await database.read(_rows, None) == [("aside", None)]
    clock.move(timedelta(days=30))
    await _sweep(database)
    assert await database.read(_rows, None) == []


async def _sweep(database: Database) -> None:
    for each in (
        housekeeping.handled_updates,
        housekeeping.set_aside_updates,
        housekeeping.long_set_aside,
    ):
        await database.transact(each, 100)


async def test_stopping_lets_a_handler_end(database: Database, handlers: Handlers) -> None:
    await _keep(database, *(("7:7", f"{number}") for number in range(50)))
    async with _working(database, handlers):
        await handlers.began.wait()
    done = [state for state, _ in await database.read(_rows, None)].count("done")
    assert done == len(handlers.handled)


async def test_a_database_out_of_reach_is_no_fault_of_the_updates(
    database: Database, handlers: Handlers
) -> None:
    handlers.lost = {"一": 9}
    await _keep(database, ("7:7", "一"), ("7:7", "二"))
    async with _working(database, handlers) as worker:
        await worker.idle()
    assert handlers.handled == ["一", "二"]
    assert await database.read(_attempts, None) == [0, 0]


def _attempts(tx: Tx, _query: None, _now: datetime) -> list[int]:
    found = tx.connection.execute("SELECT attempts FROM inbox ORDER BY id").fetchall()
    return [row["attempts"] for row in found]


async def test_what_was_committed_though_the_answer_was_lost_is_not_handled_again(
    database: Database, handlers: Handlers
) -> None:
    async def commit_and_lose(update_id: int, payload: Mapping[str, Any]) -> None:
        await handlers.dispatch(update_id, payload)
        await database.transact(_mark_done, update_id)
        raise OperationalError("the connection is lost")

    await _keep(database, ("7:7", "一"))
    worker = Inbox(database, commit_and_lose, waits=FAST)
    work = asyncio.create_task(worker.run())
    await worker.idle()
    await worker.stop()
    await work
    assert handlers.handled == ["一"]


def _mark_done(tx: Tx, update_id: int, now: datetime) -> None:
    inbox.mark_done(tx, update_id, now)


async def test_what_could_not_even_be_set_aside_is_tried_again(
    database: Database, handlers: Handlers, monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers.broken = {"一": 5}
    await _keep(database, ("7:7", "一"))
    monkeypatch.setattr("bot.delivery.inbox._aside", _out_of_reach)
    async with _working(database, handlers) as worker:
        await handlers.began.wait()
        await worker.idle()
    assert handlers.handled == ["一"]


def _out_of_reach(*_: object) -> None:
    raise OperationalError("the connection is lost")
