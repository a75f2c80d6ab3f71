"""Changing and deleting what was said."""

from bot.clock import ManualClock
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw, seconds

BUTTON = {"inline_keyboard": [[{"text": "收到", "callback_data": "a"}]]}


async def sent(raw: Raw, chat_id: int, **more: object) -> dict[str, int]:
    told = await raw("sendMessage", chat_id=chat_id, text="停水", **more)
    return {"chat_id": chat_id, "message_id": told["result"]["message_id"]}


async def test_an_edit_replaces_text_and_keyboard(
    raw: Raw, wang: DemoPerson, clock: ManualClock
) -> None:
    where = await sent(raw, wang.id, reply_markup=BUTTON)
    clock.move(seconds(5))
    told = (await raw("editMessageText", text="来水了", **where))["result"]
    assert (told["text"], told["edit_date"] - told["date"]) == ("来水了", 5)
    assert "reply_markup" not in told
    assert wang.private.last.edited
    assert wang.private.last.buttons == []


async def test_the_keyboard_alone(raw: Raw, wang: DemoPerson) -> None:
    where = await sent(raw, wang.id)
    told = (await raw("editMessageReplyMarkup", reply_markup=BUTTON, **where))["result"]
    assert told["reply_markup"] == BUTTON
    reply_keyboard = {"keyboard": [[{"text": "x"}]]}
    refusal = await raw.refusal("editMessageReplyMarkup", reply_markup=reply_keyboard, **where)
    assert refusal.startswith("400")


async def test_no_change_is_refused(raw: Raw, wang: DemoPerson) -> None:
    where = await sent(raw, wang.id, reply_markup=BUTTON)
    refusal = await raw.refusal("editMessageText", text="停水 ", reply_markup=BUTTON, **where)
    assert refusal.startswith("400 Bad Request: message is not modified: specified new message")


async def test_what_cannot_be_edited(raw: Raw, wang: DemoPerson) -> None:
    where = await sent(raw, wang.id)
    wang.send(wang.private, "我的话")
    theirs = {"chat_id": wang.id, "message_id": wang.private.last.id}
    assert "message can't be edited" in await raw.refusal("editMessageText", text="x", **theirs)
    assert "no caption" in await raw.refusal("editMessageCaption", caption="x", **where)
    assert "is empty" in await raw.refusal("editMessageText", text=" ", **where)
    assert "identifier is not specified" in await raw.refusal("editMessageText", text="x")
    await raw("deleteMessage", **where)
    refusal = await raw.refusal("editMessageText", text="x", **where)
    assert refusal == "400 Bad Request: message to edit not found"


async def test_deleting(raw: Raw, wang: DemoPerson) -> None:
    where = await sent(raw, wang.id)
    assert (await raw("deleteMessage", **where))["result"] is True
    assert "停水" not in wang.private.texts
    refusal = await raw.refusal("deleteMessage", **where)
    assert refusal == "400 Bad Request: message to delete not found"


async def test_deleting_several_passes_over_the_missing(raw: Raw, wang: DemoPerson) -> None:
    ids = [(await sent(raw, wang.id))["message_id"] for _ in range(3)]
    told = await raw("deleteMessages", chat_id=wang.id, message_ids=[*ids[:2], 99])
    assert told["result"] is True
    assert [m.id for m in wang.private.from_bot] == ids[2:]
    many = list(range(101))
    assert "too many" in await raw.refusal("deleteMessages", chat_id=wang.id, message_ids=many)


async def test_old_and_foreign_messages_stay(
    raw: Raw, group: DemoGroup, wang: DemoPerson, clock: ManualClock
) -> None:
    where = await sent(raw, group.id)
    wang.send(group, "我的话")
    theirs = {"chat_id": group.id, "message_id": group.last.id}
    assert "message can't be deleted" in await raw.refusal("deleteMessage", **theirs)
    group.promote_bot(by=wang)
    assert (await raw("deleteMessage", **theirs))["ok"]
    clock.move(seconds(48 * 3600 + 1))
    refusal = await raw.refusal("deleteMessage", **where)
    assert refusal == "400 Bad Request: message can't be deleted for everyone"
