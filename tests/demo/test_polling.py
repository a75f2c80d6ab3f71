"""getUpdates: long polling, offsets, how long updates are kept."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import Conflict

from bot.clock import ManualClock
from bot.demo.botapi import World
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw, seconds


async def test_updates_come_again_until_confirmed(raw: Raw, wang: DemoPerson) -> None:
    wang.send(wang.private, "一")
    wang.send(wang.private, "二")
    first = await raw.updates()
    assert [u["message"]["text"] for u in first] == ["一", "二"]
    assert await raw.updates(offset=first[0]["update_id"]) == first
    assert await raw.updates(offset=first[1]["update_id"]) == first[1:]
    assert await raw.updates(offset=first[1]["update_id"] + 1) == []
    assert await raw.updates() == []


async def test_a_limit_is_kept_to(raw: Raw, wang: DemoPerson) -> None:
    for number in range(3):
        wang.send(wang.private, str(number))
    assert len(await raw.updates(limit=2)) == 2


async def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    for text in "一二三":
        wang.send(wang.private, text)
    assert [u["message"]["text"] for u in await raw.updates(offset=-1)] == ["三"]
    assert world.pending_updates == 1


async def test_a_long_poll_waits_for_the_next_update(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    poll = asyncio.create_task(raw.updates(timeout=30))
    await world.idle()
    wang.send(wang.private, "来了")
    assert [u["message"]["text"] for u in await poll] == ["来了"]
    assert not world.updates.quiet


async def test_a_second_poll_ends_the_first_with_409(bot: Bot, raw: Raw, world: World) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=30))
    await world.idle()
    second = asyncio.create_task(raw.updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await first
    await world.idle()
    world.updates.close()
    assert await second == []


async def test_a_poller_that_went_away_does_not_count_as_polling(raw: Raw, world: World) -> None:
    poll = asyncio.create_task(raw.updates(timeout=30))
    await world.idle()
    poll.cancel()
    await world.until(lambda: not world.updates.polled)


async def test_messages_are_kept_a_day_and_presses_150_seconds(
    raw: Raw, world: World, wang: DemoPerson, clock: ManualClock
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "收到", "callback_data": "a"}]]}
    await raw("sendMessage", chat_id=wang.id, text="停水", reply_markup=keyboard)
    wang.press(wang.private.last, "收到")
    wang.send(wang.private, "好的")
    clock.move(seconds(151))
    assert ["message" in u for u in await raw.updates()] == [True]
    clock.move(seconds(24 * 3600))
    assert await raw.updates() == []


async def test_only_wanted_kinds_are_queued_from_then_on(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    await raw.updates(allowed_updates=["callback_query"])
    wang.send(wang.private, "没人听")
    assert world.pending_updates == 0
    await raw.updates()
    assert world.updates.allowed == ["callback_query"]
    await raw.updates(allowed_updates=[])
    wang.send(wang.private, "听到了")
    assert world.pending_updates == 1


async def test_numbers_may_start_anew_lower(raw: Raw, world: World, wang: DemoPerson) -> None:
    wang.send(wang.private, "旧")
    offset = (await raw.updates())[-1]["update_id"] + 1
    await raw.updates(offset=offset)
    world.updates.restart_at(1000)
    wang.send(wang.private, "新")
    assert [u["update_id"] for u in await raw.updates(offset=offset)] == [1000]
    assert await raw.updates(offset=1001) == []


async def test_a_webhook_stands_in_the_way_until_deleted(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    world.bot.webhook = "https://example.org/hook"
    assert "webhook is active" in await raw.refusal("getUpdates")
    wang.send(wang.private, "先到的")
    info = (await raw("getWebhookInfo"))["result"]
    assert (info["url"], info["pending_update_count"]) == ("https://example.org/hook", 1)
    await raw("deleteWebhook")
    assert len(await raw.updates()) == 1
    await raw("deleteWebhook", drop_pending_updates=True)
    assert await raw.updates() == []
