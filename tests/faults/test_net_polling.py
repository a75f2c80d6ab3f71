"""Another program fetches the bot's updates: the bot reports that and handles each update once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from structlog.testing import capture_logs

from tests.engines import on_sqlite
from tests.faults.wired import Wired


@asynccontextmanager
async def _another(wired: Wired) -> AsyncIterator[None]:
    """Another program that polls with the same token, without confirming anything."""
    url = f"{wired.server.base_url}/bot{wired.server.token}/getUpdates"

    async def poll() -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                async with session.get(url, params={"timeout": "1"}) as answer:
                    await answer.read()
                await asyncio.sleep(0.01)

    polling = asyncio.create_task(poll())
    try:
        yield
    finally:
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


async def test_two_pollers_every_update_is_handled_once_and_the_log_says_what_to_do(
    wired: Wired,
) -> None:
    await wired.warns()
    with capture_logs() as logs:
        async with _another(wired):
            await wired.once(lambda: _conflicts(wired))
            wired.person("王芳").press(wired.cards("王芳")[0], "收到")
            wired.person("李强").send(wired.chat("李强"), "收到，三楼由我去说")
            await wired.world.until(lambda: "已收到 1/1" in wired.cards("李强")[0].text)
            await wired.world.until(lambda: "已收到 1/1" in wired.cards("王芳")[0].text)
        await wired.settle()
    assert await wired.count("acknowledgement") == 2
    assert len(wired.person("王芳").toasts) == 1
    assert len(wired.said("陈刚", "三楼由我去说")) == 1
    [hint] = {each["hint"] for each in logs if each["event"] == "conflict"}
    assert "stop it" in hint
    before = _conflicts(wired)
    await wired.presses("陈刚", "收到")
    assert _conflicts(wired) == before, "alone again, nobody is in the way"


@on_sqlite
async def test_a_webhook_set_by_somebody_is_taken_away_and_its_updates_are_kept(
    wired: Wired,
) -> None:
    await wired.warns()
    wired.world.bot.webhook = "https://example.org/hook"
    await wired.presses("王芳", "收到")
    assert wired.world.bot.webhook == ""
    assert await wired.count("acknowledgement") == 1


def _conflicts(wired: Wired) -> int:
    """The number of 409s; the stand-in's log does not say who asked."""
    return sum(each.code == 409 for each in wired.world.calls("getUpdates"))
