"""429: how much may be sent, when limits are switched on."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.clock import ManualClock
from bot.demo.botapi import BotApiServer, ServerLimits, World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw, seconds


@pytest.fixture
async def server(world: World) -> AsyncIterator[BotApiServer]:
    server = BotApiServer(world, limits=ServerLimits())
    await server.start()
    yield server
    await server.stop()


async def test_a_chat_takes_a_short_burst_then_one_a_second(
    raw: Raw, wang: DemoPerson, clock: ManualClock
) -> None:
    for _ in range(3):
        assert (await raw("sendMessage", chat_id=wang.id, text="x"))["ok"]
    body = await raw("sendMessage", chat_id=wang.id, text="x")
    assert body["error_code"] == 429
    assert body["description"] == "Too Many Requests: retry after 3"
    assert body["parameters"] == {"retry_after": 3}
    clock.move(seconds(3))
    assert (await raw("sendMessage", chat_id=wang.id, text="x"))["ok"]


async def test_a_group_takes_twenty_a_minute_edits_among_them(
    raw: Raw, group: DemoGroup, clock: ManualClock
) -> None:
    sent = (await raw("sendMessage", chat_id=group.id, text="0"))["result"]["message_id"]
    for number in range(19):
        clock.move(seconds(1))
        where = {"chat_id": group.id, "message_id": sent}
        assert (await raw("editMessageText", text=f"第{number}", **where))["ok"]
    clock.move(seconds(3))
    body = await raw("sendMessage", chat_id=group.id, text="x")
    assert body["parameters"] == {"retry_after": 38}
    clock.move(seconds(38))
    assert (await raw("sendMessage", chat_id=group.id, text="x"))["ok"]


async def test_all_chats_together_take_thirty_a_second(
    raw: Raw, world: World, clock: ManualClock
) -> None:
    people = [world.person(f"人{n}") for n in range(31)]
    for person in people:
        person.start()
    sent = [await raw("sendMessage", chat_id=p.id, text="x") for p in people]
    assert [s["ok"] for s in sent] == [True] * 30 + [False]
    clock.move(seconds(1))
    assert (await raw("sendMessage", chat_id=people[-1].id, text="x"))["ok"]


async def test_other_requests_do_not_count(raw: Raw, wang: DemoPerson) -> None:
    for _ in range(40):
        assert (await raw("getChat", chat_id=wang.id))["ok"]


async def test_an_album_counts_each_item(raw: Raw, server: BotApiServer, wang: DemoPerson) -> None:
    stored = wang.send_photo(wang.private, "a.jpg", b"x").media
    assert stored
    items: list[dict[str, Any]] = [{"type": "photo", "media": stored.file.file_id}] * 3
    assert (await raw("sendMediaGroup", chat_id=wang.id, media=items))["ok"]
    assert (await raw("sendMessage", chat_id=wang.id, text="x"))["error_code"] == 429


async def test_a_429_says_when_in_the_header_too(
    raw: Raw, server: BotApiServer, wang: DemoPerson
) -> None:
    server.faults.next("sendMessage", 429, retry_after=7)
    url = f"{server.base_url}/bot{server.token}/sendMessage"
    answer: aiohttp.ClientResponse
    async with raw.session.post(url, json={"chat_id": wang.id, "text": "x"}) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
