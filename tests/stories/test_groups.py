"""A group becomes a unit's: asked, bound, promoted, moved, lost."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.botapi.groups import DemoGroup
from tests.engines import on_both
from tests.stories.town import Town


async def added(town: Town, by: str, title: str = "幸福里楼长群", *more: str) -> DemoGroup:
    """A person adds the bot to a new group."""
    members = [town.person(name) for name in (by, *more)]
    group = town.world.group(title, members=members, supergroup=True)
    group.add_bot(by=members[0])
    await town.settle()
    return group


async def test_the_one_who_added_the_bot_says_whose_group_it_is(town: Town) -> None:
    group = await added(town, "陈刚")
    assert town.said("陈刚", "我进了“幸福里楼长群”。这是哪里的工作群？")
    assert await town.presses("陈刚", "幸福里") == "记上了：幸福里。"
    assert town.said(group, "本群归属：幸福里。")
    await town.presses("陈刚", "好了")
    assert town.said("陈刚", "好的，“幸福里楼长群”归属：幸福里。谢谢您！")


async def test_a_group_may_serve_several_units_of_a_branch(town: Town) -> None:
    group = await added(town, "陈刚", "3栋4栋邻里群")
    await town.presses("陈刚", "幸福里 3 栋")
    await town.presses("陈刚", "幸福里 4 栋")
    assert "本群归属：幸福里 3、4 栋。" in town.said(group, "大家好")[0].text


async def test_a_lead_adds_the_bot_and_the_branch_lead_says_whose_group_it_is(town: Town) -> None:
    group = await added(town, "王芳", "邻里群", "陈刚")
    assert town.said("王芳", "谢谢您把我拉进“邻里群”！这是哪里的群由陈刚书记来定")
    assert town.said("陈刚", "王芳楼长把我拉进了“邻里群”。这是哪里的工作群？")
    assert not town.said(group, "/bind")
    await town.writes("王芳", "/bind XFL", to=group)
    assert town.said(group, "抱歉，这不在您负责的范围里。")
    await town.presses("陈刚", "幸福里 3 栋")
    assert town.said(group, "本群归属：幸福里 3 栋。")


async def test_who_cannot_be_asked_brings_the_question_to_the_group(town: Town) -> None:
    group = await added(town, "路人", "邻里群", "陈刚")
    assert town.said(group, "“/bind”和名称")
    await town.writes("陈刚", "/bind 幸福里三号楼", to=group)
    assert town.said(group, "本群归属：幸福里 3 栋。")


async def test_a_group_that_loses_a_unit_reads_where_its_notices_go(town: Town) -> None:
    old = await added(town, "陈刚", "幸福里老群")
    await town.presses("陈刚", "幸福里")
    await added(town, "陈刚", "幸福里新群")
    await town.presses("陈刚", "幸福里", town.said("陈刚", "幸福里新群")[-1])
    assert town.said(old, "以后幸福里的通知发到“幸福里新群”，不再发到这里。谢谢大家！")


async def test_an_anonymous_administrator_is_asked_to_show_themselves(town: Town) -> None:
    group = await added(town, "王芳", "邻里群", "陈刚")
    hidden = group.anonymous_admin(town.person("陈刚"))
    hidden.send(group, "/bind XFL")
    await town.settle()
    assert town.said(group, "Telegram 没告诉我您是谁")


async def test_an_administrator_bot_asks_to_be_none(town: Town) -> None:
    group = await added(town, "陈刚")
    group.promote_bot(by=town.person("陈刚"))
    await town.settle()
    assert town.said(group, "请把我改回普通成员吧")
    group.demote_bot(by=town.person("陈刚"))
    await town.settle()
    assert not town.said(group, "请把我改回普通成员吧")


async def test_a_kicked_bot_uses_the_next_way_at_once(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", "今晚停水\n请储水。")
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    assert not town.said("王芳", "停水")
    group.kick_bot(by=town.person("陈刚"))
    await town.settle()
    assert town.said("王芳", "停水")
    assert not await town.rows("unbound_groups")


@on_both
async def test_a_migrated_group_gets_its_cards_again(town: Town) -> None:
    members = [town.person(name) for name in ("陈刚", "王芳", "李强", "赵敏")]
    group = town.world.group("幸福里楼长群", members=members)
    group.add_bot(by=members[0])
    await town.settle()
    await town.bind(group, "幸福里")
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    assert len(town.said(group, "停水")) == 1
    new = group.migrate()
    await town.settle()
    card = town.said(new, "停水")[0]
    assert town.said(new, "本群归属：幸福里。")
    new.title = "幸福里新群"
    await town.writes("陈刚", "/bind 幸福里", to=new)
    (kept,) = await town.rows("group_by_chat", chat_id=new.id)
    assert kept["title"] == "幸福里新群"
    await town.presses("王芳", "收到", card)
    assert "已收到 1/" in card.text


async def test_a_group_nobody_binds_is_left_after_a_day(town: Town) -> None:
    await added(town, "陈刚")
    await town.pass_time(hours=25, step=timedelta(hours=1))
    assert town.world.calls("leaveChat")


async def test_none_of_ours_is_left_at_once(town: Town) -> None:
    await added(town, "陈刚", "打牌群")
    await town.presses("陈刚", "不是，退群")
    assert town.world.calls("leaveChat")
