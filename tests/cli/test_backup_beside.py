"""Backing up beside a bot that really runs, and restoring after one that was killed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio

from bot.demo.botapi import BotApiServer, World
from tests.cli.conftest import Terminal


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    made = BotApiServer(World(lambda: datetime.now(UTC)))
    await made.start()
    yield made
    await made.stop()


async def test_the_way_back_after_a_bot_was_killed(bare: Terminal, server: BotApiServer) -> None:
    await bare.spawn("init", "--token", server.token, "--base-url", server.base_url)
    await bare.spawn("roster", "import", bare.file("list.csv"))
    running = await bare.begin("run")
    person = server.world.person("过客")
    person.start()
    await server.world.until(lambda: person.private.from_bot, 20)
    assert (await bare.spawn("backup", "b.sqlite")).status == 0
    busy = await bare.spawn("restore", "b.sqlite", "--force")
    assert (busy.status, busy.err[:18]) == (1, "The bot is running")
    running.kill()
    await running.wait()
    _check(bare.folder, "b.sqlite")
    told = await bare.spawn("restore", "b.sqlite", "--force")
    assert (told.status, told.err) == (0, "")
    _check(bare.folder, "gridcall.replaced-1.sqlite", "gridcall.sqlite")
    again = await bare.begin("run")
    count = len(person.private.from_bot)
    person.start()
    await server.world.until(lambda: len(person.private.from_bot) > count, 20)
    again.terminate()
    assert await asyncio.wait_for(again.wait(), 20) == 0


def _check(folder: Path, *names: str) -> None:
    """Check that the backup is intact and holds all units and updates."""
    for name in names:
        with closing(sqlite3.connect(folder / name)) as found:
            assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert found.execute("SELECT COUNT(*) FROM unit").fetchall() == [(5,)]
            assert found.execute("SELECT COUNT(*) > 0 FROM inbox").fetchall() == [(1,)]
