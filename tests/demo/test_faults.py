"""Failures on demand: which of them still had their effect."""

import asyncio

import aiohttp
import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter

from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw


@pytest.mark.parametrize(
    ("kind", "arrived"),
    [(500, False), ("drop_before", False), ("drop_after", True), ("truncate", True)],
)
async def test_lost_answers(
    bot: Bot, server: BotApiServer, wang: DemoPerson, kind: int | str, arrived: bool
) -> None:
    server.faults.next("sendMessage", kind)
    with pytest.raises(NetworkError):
        await bot.send_message(wang.id, "停水")
    assert (wang.private.texts[-1] == "停水") is arrived
    await bot.send_message(wang.id, "再来")
    assert server.faults.coming == []


async def test_an_error_after_the_fact(raw: Raw, server: BotApiServer, wang: DemoPerson) -> None:
    server.faults.next("sendMessage", 502, after=True)
    assert (await raw("sendMessage", chat_id=wang.id, text="停水"))["error_code"] == 502
    assert wang.private.last.text == "停水"


async def test_a_fault_hits_its_chat_so_many_times(
    raw: Raw, server: BotApiServer, group: DemoGroup, wang: DemoPerson
) -> None:
    server.faults.next("*", 500, chat=group.id, times=2)
    sent = [(await raw("sendMessage", chat_id=c, text="x"))["ok"] for c in [group.id, wang.id] * 3]
    assert sent == [False, True, False, True, True, True]


@pytest.mark.parametrize(("kind", "arrived"), [("hang", True), ("hang_before", False)])
async def test_an_answer_that_never_comes(
    raw: Raw, world: World, server: BotApiServer, wang: DemoPerson, kind: str, arrived: bool
) -> None:
    server.faults.next("sendMessage", kind)
    sending = asyncio.create_task(raw("sendMessage", chat_id=wang.id, text="停水"))
    await world.until(lambda: world.log)
    assert not sending.done()
    assert (wang.private.texts[-1] == "停水") is arrived
    server.faults.release()
    with pytest.raises(aiohttp.ClientError):
        await sending


async def test_429_on_order(bot: Bot, server: BotApiServer, wang: DemoPerson) -> None:
    server.faults.next("sendMessage", 429, retry_after=9)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(wang.id, "停水")
    assert "9" in str(refused.value)


async def test_stopping_lets_go_of_everything(
    raw: Raw, world: World, server: BotApiServer, wang: DemoPerson
) -> None:
    server.faults.next("sendMessage", "hang")
    sending = asyncio.create_task(raw("sendMessage", chat_id=wang.id, text="停水"))
    polling = asyncio.create_task(raw.updates(timeout=30))
    await world.until(lambda: world.log and world.updates.polled)
    await server.stop()
    outcomes = await asyncio.gather(sending, polling, return_exceptions=True)
    assert all(o == [] or isinstance(o, aiohttp.ClientError) for o in outcomes)


async def test_a_fault_nobody_knows(server: BotApiServer) -> None:
    with pytest.raises(ValueError, match="unknown fault 'explode'"):
        server.faults.next("sendMessage", "explode")
