"""Groups talk about many things; we keep what is said to us."""

from typing import Any

import pytest

from bot.delivery.addressed import BotAccount, addressed, sort_key

ME = BotAccount(99, "GridcallBot")
WANG = {"id": 7, "is_bot": False, "first_name": "王芳"}
US = {"id": 99, "is_bot": True, "first_name": "Gridcall", "username": "GridcallBot"}
BOT = {"id": 55, "is_bot": True, "first_name": "Other"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
GROUP = {"id": -100, "type": "supergroup", "title": "幸福里"}
CHANNEL = {"id": -200, "type": "channel", "title": "社区频道"}
PRIVATE = {"id": 7, "type": "private"}


def _message(chat: dict[str, Any] = GROUP, sender: dict[str, Any] = WANG, **more: Any) -> Any:
    return {"update_id": 1, "message": {"message_id": 3, "chat": chat, "from": sender, **more}}


def _command(text: str, **more: Any) -> Any:
    length = len(text.split(maxsplit=1)[0])
    entity = {"type": "bot_command", "offset": 0, "length": length}
    return _message(text=text, entities=[entity], **more)


def _reply(to: dict[str, Any] = US, **more: Any) -> Any:
    return _message(text="收到", reply_to_message={"message_id": 2, "from": to}, **more)


def _named(text: str, offset: int, length: int, **more: Any) -> Any:
    return _message(
        text=text, entities=[{"type": "mention", "offset": offset, "length": length}], **more
    )


KEPT = {
    "private words": _message(PRIVATE, text="今晚停水"),
    "private photo": _message(PRIVATE, photo=[]),
    "press": {"update_id": 1, "callback_query": {"id": "1", "from": WANG, "data": "1:ack:7"}},
    "blocked": {"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": WANG}},
    "command": _command("/bind 3"),
    "command to us": _command("/status@gridcallbot"),
    "reply": _reply(),
    "our name": _named("👍👍 @gridcallbot 收到", 5, 12),
    "our account": _message(
        text="社区通知 收到",
        entities=[{"type": "text_mention", "offset": 0, "length": 4, "user": US}],
    ),
    "reply of an anonymous administrator": _reply(sender=ANONYMOUS, sender_chat=GROUP),
    "we were added": _message(new_chat_members=[WANG, US]),
    "we were removed": _message(left_chat_member=US),
    "migrated to": _message(migrate_to_chat_id=-1001),
    "migrated from, by nobody": _message(sender=ANONYMOUS, migrate_from_chat_id=-100),
}
DROPPED = {
    "another name": _named("@GridcallBot2 收到", 0, 13),
    "our name of a bot": _named("@GridcallBot 收到", 0, 12, sender=BOT),
    "our name without being marked as one": _message(text="@GridcallBot 收到"),
    "talk": _message(text="今天的菜真便宜"),
    "photo": _message(photo=[], caption="看"),
    "a command in the middle": _message(
        text="try /bind", entities=[{"type": "bot_command", "offset": 4, "length": 5}]
    ),
    "another bot's command": _command("/status@OtherBot"),
    "reply to somebody": _reply(WANG),
    "reply of a bot": _reply(sender=BOT),
    "command of a bot": _command("/status", sender=BOT),
    "reply of a channel": _reply(sender=ANONYMOUS, sender_chat=CHANNEL),
    "somebody came": _message(new_chat_members=[WANG]),
    "somebody left": _message(left_chat_member=WANG),
    "new title": _message(new_chat_title="新名"),
    "edited": {"update_id": 1, "edited_message": _reply()["message"]},
    "channel post": {"update_id": 1, "channel_post": {"chat": CHANNEL, "text": "/start"}},
    "something new": {"update_id": 1, "purchased_paid_media": {}},
}


@pytest.mark.parametrize("update", KEPT.values(), ids=list(KEPT))
def test_kept(update: Any) -> None:
    assert addressed(update, ME)


@pytest.mark.parametrize("update", DROPPED.values(), ids=list(DROPPED))
def test_dropped(update: Any) -> None:
    assert not addressed(update, ME)


def test_order_is_kept_per_chat_and_person() -> None:
    assert sort_key(_message(text="收到")) == "-100:7"
    assert sort_key(_message(PRIVATE, text="收到")) == "7:7"
    press = {"from": WANG, "message": {"message_id": 3, "chat": GROUP}}
    assert sort_key({"update_id": 2, "callback_query": press}) == "-100:7"
    assert sort_key({"update_id": 3, "callback_query": {"from": WANG}}) == "0:7"
    member = {"chat": GROUP, "from": WANG}
    assert sort_key({"update_id": 4, "my_chat_member": member}) == "-100:7"
