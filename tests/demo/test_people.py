"""What people do in private: start, block, deep links, contacts, edits."""

import pytest
from telegram import Bot

from bot.demo.botapi import NotPossible, World
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw


async def test_a_bot_cannot_write_first(raw: Raw, world: World) -> None:
    stranger = world.person("赵六")
    refusal = await raw.refusal("sendMessage", chat_id=stranger.id, text="您好")
    assert refusal == "403 Forbidden: bot can't initiate conversation with a user"
    stranger.start()
    assert (await raw("sendMessage", chat_id=stranger.id, text="您好"))["ok"]


async def test_nobody_is_nobody(raw: Raw) -> None:
    assert (
        await raw.refusal("sendMessage", chat_id=4, text="?") == "400 Bad Request: chat not found"
    )
    refusal = await raw.refusal("sendMessage", chat_id="@nobody", text="?")
    assert refusal == "400 Bad Request: chat not found"


async def test_a_deep_link_carries_its_payload(bot: Bot, world: World) -> None:
    person = world.person("王芳")
    person.follow("https://t.me/gridcall_demo_bot?start=claim_7")
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.text == "/start claim_7"
    assert [e.type for e in update.message.entities] == ["bot_command"]
    for wrong in ("https://example.org/?start=x", "https://t.me/gridcall_demo_bot?start=a b"):
        with pytest.raises(NotPossible):
            person.follow(wrong)


async def test_blocking_is_told_and_shuts_the_door(raw: Raw, wang: DemoPerson) -> None:
    wang.block()
    (update,) = await raw.updates()
    change = update["my_chat_member"]
    assert change["old_chat_member"]["status"] == "member"
    assert change["new_chat_member"]["status"] == "kicked"
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="在吗")
    assert refusal == "403 Forbidden: bot was blocked by the user"
    wang.start()
    kinds = [next(iter(set(u) - {"update_id"})) for u in await raw.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]
    assert (await raw("sendMessage", chat_id=wang.id, text="在吗"))["ok"]


async def test_a_deleted_account(raw: Raw, wang: DemoPerson) -> None:
    wang.deactivated = True
    refusal = await raw.refusal("sendMessage", chat_id=wang.id, text="在吗")
    assert refusal == "403 Forbidden: user is deactivated"


async def test_ones_own_number_is_shared_by_the_button(raw: Raw, wang: DemoPerson) -> None:
    keyboard = {"keyboard": [[{"text": "分享手机号", "request_contact": True}]]}
    sent = await raw("sendMessage", chat_id=wang.id, text="请分享", reply_markup=keyboard)
    assert "reply_markup" not in sent["result"]
    assert wang.private.keyboard == keyboard
    wang.share_contact()
    (update,) = await raw.updates()
    told = update["message"]
    assert told["contact"] == {
        "first_name": "王芳",
        "user_id": wang.id,
        "phone_number": "+8613800138000",
    }
    assert told["reply_to_message"]["message_id"] == sent["result"]["message_id"]


async def test_somebody_elses_number_and_a_forwarded_one(
    raw: Raw, world: World, wang: DemoPerson
) -> None:
    wang.share_contact(world.person("李强", phone="+8613900139000"))
    wang.share_contact(forwarded=True)
    other, forwarded = (u["message"] for u in await raw.updates())
    assert other["contact"]["user_id"] != other["from"]["id"]
    assert forwarded["forward_origin"]["type"] == "user"
    with pytest.raises(NotPossible):
        wang.share_contact(world.person("无号码"))


async def test_a_reply_keyboard_goes_when_removed(raw: Raw, wang: DemoPerson) -> None:
    keyboard = {"keyboard": [[{"text": "好"}]]}
    await raw("sendMessage", chat_id=wang.id, text="?", reply_markup=keyboard)
    await raw("sendMessage", chat_id=wang.id, text="!", reply_markup={"remove_keyboard": True})
    assert wang.private.keyboard is None


async def test_an_edit_is_told_as_such(raw: Raw, wang: DemoPerson) -> None:
    message = wang.send(wang.private, "收倒")
    wang.edit(message, "收到")
    edited = (await raw.updates())[-1]["edited_message"]
    assert (edited["text"], edited["edit_date"]) == ("收到", edited["date"])
    await raw("sendMessage", chat_id=wang.id, text="别改我")
    with pytest.raises(NotPossible):
        wang.edit(wang.private.last, "改了")


async def test_one_cannot_write_before_start_nor_where_one_is_not(world: World) -> None:
    person = world.person("王芳")
    with pytest.raises(NotPossible):
        person.send(person.private, "在吗")
    with pytest.raises(NotPossible):
        person.send(world.group("别人的群"), "在吗")
