"""Forums: the topic in which a group was bound gets its messages; closed, it is a muted group."""

from __future__ import annotations

from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


async def _forum(town: Town) -> tuple[DemoGroup, Message]:
    """A forum with a topic for notices, in which the branch lead has bound his branch."""
    members = [town.person(name) for name in ("陈刚", "王芳", "李强")]
    group = town.world.group("幸福里论坛", members=members, supergroup=True)
    group.add_bot(by=members[0])
    topic = group.open_topic(members[0], "通知")
    await town.settle()
    members[0].send(group, "/bind 幸福里", topic=topic)
    await town.settle()
    return group, topic


def _in(topic: Message, message: Message) -> bool:
    return message.extra.get("message_thread_id") == topic.id


async def test_everything_is_sent_into_the_topic_that_was_bound(town: Town) -> None:
    group, topic = await _forum(town)
    [hello] = town.said(group, "本群归属：幸福里。")
    assert _in(topic, hello)
    await town.issues("李敏", WATER, "紧急")
    [card] = town.said(group, "【紧急通知 #1】今晚停水")
    assert _in(topic, card)
    assert "3 栋收到" in await town.presses("王芳", "收到", card)
    assert "已收到 1/" in card.text
    await town.pass_time(minutes=6)
    assert all(_in(topic, each) for each in group.from_bot)


async def test_an_answer_written_in_the_topic_counts(town: Town) -> None:
    group, topic = await _forum(town)
    await town.issues("李敏", WATER, "紧急")
    [card] = town.said(group, "【紧急通知 #1】今晚停水")
    town.person("王芳").send(group, f"@{town.world.bot.username} 收到", topic=topic)
    await town.settle()
    await town.pass_time(seconds=5)
    assert "已收到 1/" in card.text


@on_both
async def test_a_closed_topic_is_a_muted_group_until_it_opens_again(town: Town) -> None:
    group, topic = await _forum(town)
    group.close_topic(topic, town.person("陈刚"))
    await town.settle()
    assert town.said("李敏", "“幸福里论坛”里我不能发言")
    await town.issues("李敏", WATER, "紧急")
    assert not town.said(group, "今晚停水")
    assert town.said("王芳", "【紧急通知 #1】今晚停水")
    group.reopen_topic(topic, town.person("陈刚"))
    await town.settle()
    [card] = town.said(group, "【紧急通知 #1】今晚停水")
    assert _in(topic, card)
    assert town.said("李敏", "“幸福里论坛”里又能发言了")


async def test_another_topic_may_be_closed(town: Town) -> None:
    group, _topic = await _forum(town)
    other = group.open_topic(town.person("陈刚"), "闲聊")
    group.close_topic(other, town.person("陈刚"))
    await town.settle()
    assert not town.said("李敏", "里我不能发言")


async def test_the_topic_moves_where_it_is_bound_anew_but_not_for_who_may_not(town: Town) -> None:
    group, topic = await _forum(town)
    other = group.open_topic(town.person("陈刚"), "新通知")
    town.person("王芳").send(group, "/bind 幸福里", topic=other)
    await town.settle()
    await town.issues("李敏", WATER, "紧急")
    assert _in(topic, town.said(group, "今晚停水")[0])
    town.person("陈刚").send(group, "/bind 幸福里", topic=other)
    await town.settle()
    await town.issues("李敏", "明天开会", "紧急")
    assert _in(other, town.said(group, "明天开会")[0])
