"""Buttons: presses arrive, are answered once and in time."""

import pytest

from bot.clock import ManualClock
from bot.demo.botapi import NotPossible, World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.presses import DemoPress, Toast
from tests.demo.conftest import Raw, seconds

BUTTON = {"inline_keyboard": [[{"text": "收到", "callback_data": "ack:1"}]]}
LINK = {"inline_keyboard": [[{"text": "打开", "url": "https://t.me/gridcall_demo_bot?start=x"}]]}
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def pressed(raw: Raw, group: DemoGroup, person: DemoPerson) -> DemoPress:
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup=BUTTON)
    return person.press(group.last, "收到")


async def test_a_press_arrives_with_its_message(
    raw: Raw, group: DemoGroup, wang: DemoPerson
) -> None:
    press = await pressed(raw, group, wang)
    (update,) = await raw.updates()
    query = update["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (press.id, "ack:1", wang.id)
    assert query["message"]["reply_markup"] == BUTTON
    assert query["message"]["from"]["is_bot"]


async def test_the_answer_is_a_toast_for_the_one_who_pressed(
    raw: Raw, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    press = await pressed(raw, group, wang)
    answer = {"callback_query_id": press.id, "text": "记上了", "show_alert": True}
    assert (await raw("answerCallbackQuery", **answer))["result"] is True
    assert wang.toasts == [Toast("记上了", True, "", world.now())]
    assert TOO_OLD in await raw.refusal("answerCallbackQuery", **answer)


async def test_an_answer_may_open_the_bot_and_nothing_else(
    raw: Raw, group: DemoGroup, wang: DemoPerson
) -> None:
    press = await pressed(raw, group, wang)
    answer = {"callback_query_id": press.id}
    refusal = await raw.refusal("answerCallbackQuery", url="https://example.org", **answer)
    assert refusal == "400 Bad Request: URL_INVALID"
    url = "https://t.me/gridcall_demo_bot?start=claim_1"
    await raw("answerCallbackQuery", url=url, **answer)
    assert wang.follow(wang.toasts[0].url).text == "/start claim_1"


async def test_an_answer_is_short_and_in_time(
    raw: Raw, group: DemoGroup, wang: DemoPerson, clock: ManualClock
) -> None:
    press = await pressed(raw, group, wang)
    answer = {"callback_query_id": press.id}
    refusal = await raw.refusal("answerCallbackQuery", text="长" * 201, **answer)
    assert refusal == "400 Bad Request: MESSAGE_TOO_LONG"
    clock.move(seconds(151))
    assert TOO_OLD in await raw.refusal("answerCallbackQuery", text="晚了", **answer)
    assert TOO_OLD in await raw.refusal("answerCallbackQuery", callback_query_id="7")
    assert wang.toasts == []


async def test_only_members_press_and_only_buttons_that_are_there(
    raw: Raw, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    await pressed(raw, group, wang)
    with pytest.raises(NotPossible):
        world.person("赵六").press(group.last, "收到")
    with pytest.raises(LookupError):
        wang.press(group.last, "有困难")
    await raw("sendMessage", chat_id=group.id, text="认领", reply_markup=LINK)
    with pytest.raises(NotPossible):
        wang.press(group.last, "打开")


async def test_data_can_be_forged(raw: Raw, group: DemoGroup, wang: DemoPerson) -> None:
    await pressed(raw, group, wang)
    wang.forge(group.last, "ack:999")
    assert (await raw.updates())[-1]["callback_query"]["data"] == "ack:999"


async def test_a_press_on_a_message_that_is_gone(
    raw: Raw, group: DemoGroup, wang: DemoPerson
) -> None:
    await raw("sendMessage", chat_id=group.id, text="停水", reply_markup=BUTTON)
    card = group.last
    await raw("deleteMessage", chat_id=group.id, message_id=card.id)
    wang.press(card, "收到")
    (update,) = await raw.updates()
    gone = update["callback_query"]["message"]
    assert gone == {"chat": group.to_json(), "message_id": card.id, "date": 0}
