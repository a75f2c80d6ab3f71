"""Groups: what privacy mode shows, the bot's standing, who speaks in whose name."""

from typing import Any

import pytest

from bot.demo.botapi import NotPossible, World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from tests.demo.conftest import Raw


async def heard(raw: Raw) -> list[Any]:
    """The texts the bot gets to see."""
    return [u["message"].get("text") for u in await raw.updates() if "message" in u]


async def test_privacy_mode_shows_commands_and_replies_only(
    raw: Raw, group: DemoGroup, wang: DemoPerson
) -> None:
    await raw("sendMessage", chat_id=group.id, text="停水")
    wang.send(group, "今天天气不错")
    wang.send(group, "收到", reply_to=group.from_bot[-1])
    wang.send(group, "/bind XF-3")
    wang.send(group, "/status@gridcall_demo_bot")
    wang.send(group, "/status@another_bot")
    wang.send(group, "发 /status 看看")
    assert await heard(raw) == ["收到", "/bind XF-3", "/status@gridcall_demo_bot"]


async def test_a_plain_command_is_for_the_bot_that_spoke_last(
    raw: Raw, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    other = world.other_bot()
    group.add(other)
    other.send(group, "我是别的机器人")
    wang.send(group, "/status")
    await raw("sendMessage", chat_id=group.id, text="停水")
    wang.send(group, "/help")
    assert await heard(raw) == [None, "/help"]


async def test_service_messages_are_always_shown(
    raw: Raw, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    newcomer = world.person("赵六")
    group.add(newcomer, by=wang)
    group.remove(newcomer)
    came, went = (u["message"] for u in await raw.updates())
    assert [u["first_name"] for u in came["new_chat_members"]] == ["赵六"]
    assert went["left_chat_member"]["id"] == newcomer.id


async def test_an_administrator_is_sent_everything(
    raw: Raw, group: DemoGroup, wang: DemoPerson
) -> None:
    group.promote_bot(by=wang)
    wang.send(group, "闲聊")
    group.demote_bot(by=wang)
    wang.send(group, "再聊")
    updates = await raw.updates()
    states = [u["my_chat_member"]["new_chat_member"] for u in updates if "my_chat_member" in u]
    assert [s["status"] for s in states] == ["administrator", "member"]
    assert await heard(raw) == ["闲聊"]


async def test_being_added_and_kicked_is_told(raw: Raw, world: World, wang: DemoPerson) -> None:
    group = world.group("新群", [wang], supergroup=True)
    refusal = await raw.refusal("sendMessage", chat_id=group.id, text="?")
    assert refusal == "400 Bad Request: chat not found"
    group.add_bot(by=wang)
    added, service = await raw.updates()
    assert added["my_chat_member"]["from"]["id"] == wang.id
    assert service["message"]["new_chat_members"][0]["id"] == world.bot.id
    group.kick_bot(by=wang)
    last = (await raw.updates())[-1]["my_chat_member"]
    assert last["new_chat_member"] == last["new_chat_member"] | {"status": "kicked"}
    refusal = await raw.refusal("sendMessage", chat_id=group.id, text="?")
    assert refusal == "403 Forbidden: bot was kicked from the supergroup chat"


async def test_the_bot_leaves(raw: Raw, group: DemoGroup, wang: DemoPerson) -> None:
    assert (await raw("leaveChat", chat_id=group.id))["result"] is True
    (update,) = await raw.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "left"
    wang.send(group, "/status")
    assert len(await raw.updates()) == 1
    refusal = await raw.refusal("sendMessage", chat_id=group.id, text="?")
    assert refusal == "403 Forbidden: bot is not a member of the group chat"


async def test_a_muted_bot_may_not_write(raw: Raw, group: DemoGroup, wang: DemoPerson) -> None:
    group.mute_bot(by=wang)
    assert "not enough rights" in await raw.refusal("sendMessage", chat_id=group.id, text="?")


async def test_an_anonymous_administrator_speaks_as_the_group(
    raw: Raw, group: DemoGroup, wang: DemoPerson
) -> None:
    await raw("sendMessage", chat_id=group.id, text="停水")
    group.anonymous_admin(wang).send(group, "收到", reply_to=group.from_bot[-1])
    (update,) = await raw.updates()
    assert update["message"]["from"]["id"] == 1087968824
    assert update["message"]["sender_chat"]["id"] == group.id


async def test_a_channel_speaks_as_itself(
    raw: Raw, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    channel = world.channel("社区频道", "shequ")
    await raw("sendMessage", chat_id=group.id, text="停水")
    channel.send(group, "收到", reply_to=group.from_bot[-1])
    channel.add_bot(by=wang)
    channel.send(channel, "公告")
    in_group, standing, post = await raw.updates()
    assert in_group["message"]["from"]["id"] == 136817688
    assert in_group["message"]["sender_chat"]["type"] == "channel"
    assert "my_chat_member" in standing
    assert "from" not in post["channel_post"]
    assert (await raw("sendMessage", chat_id="@shequ", text="好"))["result"]["chat"]["title"]


async def test_another_bot_replies(raw: Raw, world: World, group: DemoGroup) -> None:
    other = world.other_bot()
    with pytest.raises(NotPossible):
        other.send(group, "收到")
    group.add(other)
    await raw("sendMessage", chat_id=group.id, text="停水")
    other.send(group, "收到", reply_to=group.from_bot[-1])
    assert (await raw.updates())[-1]["message"]["from"]["is_bot"] is True


async def test_questions_about_a_chat(
    raw: Raw, world: World, group: DemoGroup, wang: DemoPerson
) -> None:
    li = list(group.members.values())[1]
    group.make_admin(li, anonymous=True)
    assert (await raw("getChat", chat_id=group.id))["result"]["title"] == "幸福里楼长群"
    admins = (await raw("getChatAdministrators", chat_id=group.id))["result"]
    assert [(a["status"], a["is_anonymous"]) for a in admins] == [
        ("creator", False),
        ("administrator", True),
    ]
    stranger = world.person("赵六")
    asked = {
        user: (await raw("getChatMember", chat_id=group.id, user_id=user))["result"]["status"]
        for user in (wang.id, stranger.id, world.bot.id)
    }
    assert asked == {wang.id: "creator", stranger.id: "left", world.bot.id: "member"}
    assert "user not found" in await raw.refusal("getChatMember", chat_id=group.id, user_id=5)


async def test_a_group_becomes_a_supergroup(raw: Raw, group: DemoGroup, wang: DemoPerson) -> None:
    old = (await raw("sendMessage", chat_id=group.id, text="停水"))["result"]["message_id"]
    new = group.migrate()
    gone, come = (u["message"] for u in await raw.updates())
    assert (gone["chat"]["id"], gone["migrate_to_chat_id"]) == (group.id, new.id)
    assert (come["chat"]["id"], come["migrate_from_chat_id"]) == (new.id, group.id)
    assert (come["chat"]["type"], come["message_id"]) == ("supergroup", 1)
    for method, more in (("sendMessage", {}), ("editMessageText", {"message_id": old})):
        body = await raw(method, chat_id=group.id, text="?", **more)
        assert body["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
        assert body["parameters"] == {"migrate_to_chat_id": new.id}
    assert (await raw("sendMessage", chat_id=new.id, text="停水"))["ok"]
    wang.send(new, "/status")
    with pytest.raises(NotPossible):
        wang.send(group, "还在吗")
    with pytest.raises(NotPossible):
        new.migrate()
