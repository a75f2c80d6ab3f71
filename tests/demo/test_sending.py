"""sendMessage: texts, entities, keyboards, replies."""

from typing import Any

import pytest

from bot.demo.botapi import World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "收到", **button}]]}


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


async def test_numbers_grow_per_chat(raw: Raw, group: DemoGroup, wang: DemoPerson) -> None:
    sent = [(await raw("sendMessage", chat_id=c, text="x"))["result"] for c in (wang.id, group.id)]
    assert [m["message_id"] for m in sent] == [2, 2]
    assert sent[0]["date"] == 1772424000


async def test_texts_have_a_length(raw: Raw, wang: DemoPerson) -> None:
    async def refusal(text: str) -> str:
        return await raw.refusal("sendMessage", chat_id=wang.id, text=text)

    assert await refusal("") == await refusal(" \n ") == "400 Bad Request: message text is empty"
    # An emoji counts as two units.
    assert await refusal("👍" * 2049) == "400 Bad Request: message is too long"
    assert (await raw("sendMessage", chat_id=wang.id, text="👍" * 2048))["ok"]


async def test_the_ends_of_a_text_are_stripped_and_its_entities_moved(
    raw: Raw, wang: DemoPerson
) -> None:
    bold = entity("bold", 2, 2)
    told = (await raw("sendMessage", chat_id=wang.id, text="\n 停水 ", entities=[bold]))["result"]
    assert (told["text"], told["entities"]) == ("停水", [entity("bold", 0, 2)])


async def test_commands_links_and_mentions_are_found(raw: Raw, wang: DemoPerson) -> None:
    text = "👍 /new 或 @wang_fang 或 https://example.org/a #停水 #127停"
    await raw("sendMessage", chat_id=wang.id, text=text)
    sent = wang.private.last
    assert sent.covered("bot_command") == ["/new"]
    assert sent.covered("mention") == ["@wang_fang"]
    assert sent.covered("url") == ["https://example.org/a"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (entity("bold", 3, 1), "begins after the end"),
        (entity("bold", 2, 2), "ends after the end"),
        (entity("bold", 0, 0), "no length"),
        (entity("bold", -1, 1), "no length"),
        (entity("bold", 0, 1), "middle of a symbol"),
        (entity("text_link", 0, 2), "text_link without url"),
        (entity("text_link", 0, 2, url="javascript:x"), "is invalid"),
        (entity("text_mention", 0, 2), "text_mention without user"),
        (entity("shout", 0, 2), "none of the known"),
    ],
)
async def test_entities_must_lie_on_the_text(
    raw: Raw, wang: DemoPerson, wrong: dict[str, Any], reason: str
) -> None:
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="👍水", entities=[wrong])
    assert reason in refusal


async def test_people_are_mentioned_by_id_if_they_exist(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    nobody = {"id": 5, "is_bot": False, "first_name": "无"}
    marks = [
        entity("text_mention", 0, 2, user=wang.to_json()),
        entity("text_mention", 3, 2, user=nobody),
    ]
    await raw("sendMessage", chat_id=wang.id, text="王芳 无名", entities=marks)
    assert wang.private.last.mentioned == [wang.id]


async def test_markup_languages_are_not_spoken(raw: Raw, wang: DemoPerson) -> None:
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="*x*", parse_mode="HTML")
    assert "entities only" in refusal
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="x", message_effect_id="5")
    assert "does not play message_effect_id" in refusal


async def test_a_topic_that_does_not_exist_takes_no_message(raw: Raw, wang: DemoPerson) -> None:
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="x", message_thread_id=3)
    assert "message thread not found" in refusal


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (inline(), "exactly one action"),
        (inline(callback_data=""), "BUTTON_DATA_INVALID"),
        (inline(callback_data="收" * 22), "BUTTON_DATA_INVALID"),
        (inline(url="收到"), "Wrong HTTP URL"),
        (inline(callback_data="a", url="https://t.me/x"), "exactly one action"),
        (inline(pay=True), "plays no pay buttons"),
        ({"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]}, "must be non-empty"),
        ({"keyboard": []}, "at least one button"),
        ({"keyboard": [[{"text": " "}]]}, "must be non-empty"),
        ({"keyboard": [[{"text": "在哪", "request_location": True}]]}, "request_location"),
        ({"force_reply": True, "input_field_placeholder": "字" * 65}, "placeholder"),
    ],
)
async def test_keyboards_are_checked(
    raw: Raw, wang: DemoPerson, markup: dict[str, Any], reason: str
) -> None:
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="x", reply_markup=markup)
    assert reason in refusal


async def test_numbers_are_asked_for_in_private_only(raw: Raw, group: DemoGroup) -> None:
    keyboard = {"keyboard": [[{"text": "分享", "request_contact": True}]]}
    refusal = await raw.refusal("sendMessage", chat_id=group.id, text="x", reply_markup=keyboard)
    assert refusal == "400 Bad Request: phone number can be requested in private chats only"


async def test_a_channel_takes_inline_keyboards_only(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    channel = world.channel("社区频道")
    channel.add_bot(by=wang)
    force = {"force_reply": True}
    refusal = await raw.refusal("sendMessage", chat_id=channel.id, text="x", reply_markup=force)
    assert refusal == "400 Bad Request: inline keyboard expected"


async def test_data_and_buttons_have_limits(raw: Raw, wang: DemoPerson) -> None:
    assert (
        await raw(
            "sendMessage", chat_id=wang.id, text="x", reply_markup=inline(callback_data="收" * 21)
        )
    )["ok"]
    rows = [[{"text": str(n), "callback_data": "x"}] for n in range(101)]
    markup = {"inline_keyboard": rows}
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="x", reply_markup=markup)
    assert refusal == "400 Bad Request: reply markup is too long"


async def test_replies_are_told_one_level_deep(raw: Raw, wang: DemoPerson) -> None:
    await raw("sendMessage", chat_id=wang.id, text="一")
    wang.send(wang.private, "二", reply_to=wang.private.last)
    to = {"message_id": wang.private.last.id}
    told = (await raw("sendMessage", chat_id=wang.id, text="三", reply_parameters=to))["result"]
    assert told["reply_to_message"]["text"] == "二"
    assert "reply_to_message" not in told["reply_to_message"]


async def test_a_reply_needs_its_message_unless_it_may_do_without(
    raw: Raw, wang: DemoPerson
) -> None:
    to = {"message_id": 99}
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="?", reply_parameters=to)
    assert refusal == "400 Bad Request: message to be replied not found"
    to |= {"allow_sending_without_reply": True}
    told = (await raw("sendMessage", chat_id=wang.id, text="!", reply_parameters=to))["result"]
    assert "reply_to_message" not in told


async def test_flags_are_kept(raw: Raw, wang: DemoPerson) -> None:
    flags = {"disable_notification": True, "protect_content": True}
    preview = {"is_disabled": True}
    told = (
        await raw("sendMessage", chat_id=wang.id, text="x", link_preview_options=preview, **flags)
    )["result"]
    assert told["has_protected_content"] is True
    assert told["link_preview_options"] == preview
    assert wang.private.last.silent
