"""An update that can never be handled is set aside, and everybody else goes on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest
import pytest_asyncio

from bot.chat.callback import Action
from bot.demo.settings import free_port
from bot.handlers import routes
from tests.cli.conftest import Terminal
from tests.faults.wire import Fault, status
from tests.faults.wired import SOON, Wired
from tests.stories.town import QUICK
from tests.web.conftest import Asker

TRIES = len(SOON.retries) + 1


@pytest_asyncio.fixture
async def watched(tmp_path: Path, database_url: str) -> AsyncIterator[Wired]:
    """A town whose bot may be asked for its figures."""
    settings = f"{QUICK}[web]\nport = {free_port()}\n"
    found = await Wired.begin(tmp_path, database_url, settings=settings)
    yield found
    await found.end()


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Help requests raise an error here; returns the names for which one was tried."""
    found: list[str] = []

    async def broken(callback: Any, context: Any) -> None:
        found.append(callback.action)
        raise LookupError("no such help")

    monkeypatch.setitem(cast("MutableMapping[Any, Any]", routes.PRESSES), Action.HELP, broken)
    return found


async def test_after_a_few_tries_it_is_set_aside_and_shown_and_the_rest_flows(
    watched: Wired, tried: list[str], tmp_path: Path
) -> None:
    await watched.warns()
    card = watched.cards("王芳")[0]
    number = watched.world.updates.next_id
    watched.person("王芳").press(card, "有困难")
    watched.person("王芳").press(card, "收到")
    watched.person("李强").press(watched.cards("李强")[0], "收到")
    await watched.settle()
    assert len(tried) == TRIES
    assert await watched.count("acknowledgement") == 2, "those behind it and beside it"
    told = await asyncio.to_thread(Terminal(tmp_path).type, "check")
    assert told.status == 1
    [line] = [line for line in told.out.splitlines() if str(number) in line]
    assert line.startswith("✗")
    assert "LookupError: no such help" in line
    assert (await _figures(watched))["gridcall_updates_set_aside"] == 1


STRANGE = {"update_id": 1, "message": {"message_id": 7, "date": 0, "text": "收到"}}


def _with_strange(answer: bytes) -> bytes:
    told = json.loads(answer.partition(b"\r\n\r\n")[2])
    told["result"].insert(0, STRANGE)
    return status(200, json.dumps(told).encode())


async def test_one_that_nobody_understands_is_set_aside_and_what_came_with_it_is_handled(
    watched: Wired, tmp_path: Path
) -> None:
    await watched.warns()
    watched.wire.next("getUpdates", Fault("a strange update", acts=True, answer=_with_strange))
    await watched.presses("王芳", "收到")  # ends the poll that has been under way
    await watched.presses("李强", "收到")
    assert await watched.count("acknowledgement") == 2
    assert (await _figures(watched))["gridcall_updates_set_aside"] == 1
    told = await asyncio.to_thread(Terminal(tmp_path).type, "check")
    assert told.status == 1
    assert "✗" in told.out


async def _figures(watched: Wired) -> dict[str, float]:
    assert watched.app.web
    async with aiohttp.ClientSession(f"http://127.0.0.1:{watched.app.web.port}") as session:
        return await Asker(session).figures()
