"""SIGTERM in the midst of work: it ends within seconds, and nothing is lost or said twice."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.clock import SystemClock
from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.people import DemoPerson
from bot.messages.house import NoticeArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx
from tests.cli.conftest import Terminal
from tests.engines import open_database

MANY = 600
A_FEW_SECONDS = 8.0
"""Seconds; the requirement is less, but the machine may be busy with other tests."""


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    made = BotApiServer(World(lambda: datetime.now(UTC)))
    await made.start()
    yield made
    assert made.violations == []
    await made.stop()


def say_to_all(tx: Tx, chats: list[int], now: datetime) -> None:
    args, lane = NoticeArgs(key="bind_private"), Lane.ROUTINE
    says = [Saying(chat_id=each, args=args, lane=lane) for each in chats]
    outbox.say_all(tx, says, now)


async def _people(server: BotApiServer) -> list[DemoPerson]:
    people = [server.world.person(f"人{number}") for number in range(MANY)]
    for each in people:
        each.private.bot_status = "member"
    return people


def _told(people: list[DemoPerson]) -> Counter[int]:
    return Counter(len(each.private.from_bot) for each in people)


async def test_it_drains_and_goes_on_where_it_was(terminal: Terminal, server: BotApiServer) -> None:
    people = await _people(server)
    await terminal.spawn("init", "--token", server.token, "--base-url", server.base_url)
    file = terminal.folder / "gridcall.sqlite"
    faster = {"GRIDCALL_DELIVERY__MESSAGES_PER_SECOND": "300"}
    database = await open_database(f"sqlite:///{file}", SystemClock())
    await database.transact(say_to_all, [each.id for each in people])
    await database.close()

    running = await terminal.begin("run", **faster)
    await server.world.until(lambda: _told(people)[0] < MANY - 100, 30)
    for each in people[:50]:
        each.send(each.private, "/help")
    began = time.monotonic()
    running.terminate()
    _, err = await running.communicate()
    assert time.monotonic() - began < A_FEW_SECONDS
    assert running.returncode == 0, err.decode()
    assert b"Traceback" not in err
    assert _told(people)[0] > 0, "it was in the midst of it"
    with closing(sqlite3.connect(file)) as found:
        states = dict(found.execute("SELECT state, COUNT(*) FROM outbox GROUP BY state").fetchall())
    assert states.keys() <= {"sent", "pending"}, "nothing is left half done"

    again = await terminal.begin("run", **faster)
    await server.world.until(lambda: _told(people)[0] == 0, 30)
    await server.world.until(lambda: _told(people)[2] == 50, 30)
    again.terminate()
    await again.communicate()
    assert _told(people) == {1: MANY - 50, 2: 50}
    assert not [text for each in people for text in each.private.texts if "重发" in text]
