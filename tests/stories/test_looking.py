"""Screens show the progress and offer actions."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.botapi.messages import Message
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


def _labels(message: Message) -> list[str]:
    return [button.text for row in message.buttons for button in row]


async def _screen(town: Town, name: str, command: str) -> Message:
    await town.writes(name, command)
    return town.person(name).private.from_bot[-1]


async def test_from_the_list_to_the_names_and_back(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    screen = await _screen(town, "李敏", "/status")
    assert (
        "【紧急】#1 今晚停水 · 10:00 前回复\n▓▓░░░░░░ 1/7 (14 %) · 1/5 栋 + 0/2 个小区"
        in screen.text
    )
    await town.presses("李敏", "#1", screen)
    assert "幸福里 ▓▓░░░░░░ 1/4\n和平苑 ░░░░░░░░ 0/3" in screen.text
    await town.presses("李敏", "幸福里", screen)
    assert screen.text.splitlines()[-1] == "3 栋 已收到 09:00 王芳"
    for _ in range(2):
        await town.presses("李敏", "‹ 返回", screen)
    assert screen.text.startswith("进行中的通知 1 条")


async def test_only_the_silent_are_reminded_and_not_twice(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    screen = await _screen(town, "陈刚", "/status")
    await town.presses("陈刚", "#1", screen)
    assert await town.presses("陈刚", "提醒未回复", screen) == "已提醒 2 位。"
    assert town.said("李强", "还等您一句")
    assert not town.said("王芳", "还等您一句")
    assert not town.said("周杰", "还等您一句")
    assert "五分钟内刚提醒过" in await town.presses("陈刚", "提醒未回复", screen)
    await town.pass_time(minutes=6)
    assert "五分钟内刚提醒过" in await town.presses("陈刚", "提醒未回复", screen), "the ladder did"
    await town.pass_time(minutes=5)
    toast = await town.presses("陈刚", "提醒未回复", screen)
    assert toast == "已提醒 2 位。", "陈刚 was rung a minute ago with his own among the rest"


async def test_several_are_answered_for_after_phoning(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    screen = await _screen(town, "陈刚", "/status")
    for button in ("#1", "代答", "☐ 3 栋", "☐ 5 栋"):
        await town.presses("陈刚", button, screen)
    assert "☑ 3 栋" in _labels(screen)
    assert await town.presses("陈刚", "确定（2）", screen) == "记上了：代答 2 处。谢谢您！"
    assert "3 栋 已收到 09:00 陈刚代答" in screen.text
    assert "4 栋 等待 李强" in screen.text


async def test_an_escalation_leads_to_its_names(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("陈刚", "收到")
    await town.pass_time(minutes=16)
    escalation = town.said("陈刚", "请您费心")[0]
    await town.presses("陈刚", "看名单", escalation)
    screen = town.person("陈刚").private.from_bot[-1]
    assert screen.text.startswith("还有 3 项没回复\n【紧急】#1 今晚停水\n\n3 栋 等待")
    for button in ("代答", "☐ #1 4 栋", "确定（1）"):
        await town.presses("陈刚", button, screen)
    assert screen.text.startswith("还有 2 项没回复")


async def test_names_that_have_been_overtaken_are_shown_as_they_are_now(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("陈刚", "收到")
    await town.pass_time(minutes=16)
    await town.presses("陈刚", "看名单", town.said("陈刚", "请您费心")[0])
    screen = town.person("陈刚").private.from_bot[-1]
    await town.presses("王芳", "收到")
    assert "3 栋" in screen.text
    await town.presses("陈刚", "提醒未回复", screen)
    assert "3 栋" not in screen.text
    await town.presses("陈刚", "代答", screen)
    await town.presses("李强", "收到")
    await town.presses("陈刚", "☐ #1 4 栋", screen)
    assert _labels(screen) == ["☐ #1 5 栋", "‹ 返回"]
    await town.presses("赵敏", "收到")
    await town.presses("陈刚", "‹ 返回", screen)
    assert screen.text == "都已回复，没有等待的了。"


async def test_the_names_as_a_file(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    screen = await _screen(town, "陈刚", "/status")
    await town.presses("陈刚", "#1", screen)
    await town.presses("陈刚", "导出名单", screen)
    sent = town.person("陈刚").private.from_bot[-1]
    assert sent.media is not None
    assert sent.text == "【紧急】#1 今晚停水"


async def test_in_a_group_nothing_is_shown(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    for command in ("/status", "/gaps", "/roster"):
        await town.writes("陈刚", command, to=group)
        assert group.from_bot[-1].text == "这个只在私聊里给您看，请到私聊里找我。"


async def test_a_stranger_is_told_kindly(town: Town) -> None:
    town.person("路人").start()
    screen = await _screen(town, "路人", "/status")
    assert "我还没认出您" in screen.text


async def test_gaps_and_what_mends_them(town: Town) -> None:
    screen = await _screen(town, "李敏", "/gaps")
    assert screen.text == "缺口\n没有群 2"
    await town.presses("李敏", "没有群", screen)
    assert "幸福里: /bind " in screen.text
    await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    await town.presses("李敏", "‹ 返回", screen)
    assert screen.text == "缺口\n没有群 1"


async def test_a_group_is_chosen_from_its_gap_and_the_bot_is_in_it(town: Town) -> None:
    group = town.world.group("和平苑群", members=[town.person("李敏"), town.person("孙丽")])
    screen = await _screen(town, "李敏", "/gaps")
    await town.presses("李敏", "没有群", screen)
    await town.presses("李敏", "选群 和平苑", screen)
    town.person("李敏").share_chat(group)
    await town.settle()
    assert town.said("李敏", "好的，“和平苑群”归属：和平苑。谢谢您！")
    assert town.said(group, "本群归属：和平苑。")
    await town.presses("李敏", "‹ 返回", screen)
    assert screen.text == "缺口\n没有群 1"


async def test_the_roster_to_look(town: Town) -> None:
    screen = await _screen(town, "李敏", "/roster")
    assert "专员 李敏 · 已认领" in screen.text
    await town.presses("李敏", "幸福里", screen)
    assert "3 栋 王芳\n4 栋 李强\n5 栋 赵敏" in screen.text


async def test_a_digest_at_its_hour_in_its_zone(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    for name in ("陈刚", "王芳", "李强", "赵敏"):
        await town.presses(name, "收到")
    assert not town.said("李敏", "下午好")
    await town.pass_time(hours=8, minutes=29, step=_minutes(30))
    assert not town.said("李敏", "下午好")
    await town.pass_time(minutes=1)
    digest = town.said("李敏", "下午好")[0]
    assert digest.text.splitlines()[:3] == [
        "下午好！要您过问 1 件：",
        "【紧急】#1 今晚停水：和平苑、和平苑 1、2 栋无人应答",
        "进行中：#1 4/7（3/5 栋 + 1/2 个小区）",
    ]
    await town.pass_time(minutes=5)
    assert len(town.said("李敏", "下午好")) == 1
    await town.presses("李敏", "看详情", digest)
    assert "和平苑 ░░░░░░░░ 0/3" in town.person("李敏").private.from_bot[-1].text


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


async def test_over_the_head_of_a_branch_that_has_not_passed_on(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=30, step=timedelta(seconds=30))
    assert not town.said("王芳", "停水")
    screen = await _screen(town, "李敏", "/status")
    for button in ("#1", "幸福里"):
        await town.presses("李敏", button, screen)
    assert "幸福里 等待 陈刚 · 还没转达，09:45 自动转达\n3 栋 王芳 等上级转达" in screen.text
    assert await town.presses("李敏", "替他们转达", screen) == "已转达 3 处。"
    (card,) = town.said("王芳", "停水")
    assert "（由李敏专员转达）" in card.text
    assert "李敏专员已代为转达各楼栋，还请您点一下“收到”" in town.said("陈刚", "停水")[0].text
    assert "还没转达" not in screen.text
    assert "替他们转达" not in _labels(screen)


async def test_a_supervisor_hears_of_what_is_urgent(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    notice = town.said("周明", "今晚停水")[0]
    assert notice.text.splitlines()[:2] == ["【紧急】#1 今晚停水", "李敏专员发给 5 栋 + 2 个小区。"]
    await town.presses("周明", "看进展", notice)
    assert "幸福里 ░░░░░░░░ 0/4" in town.person("周明").private.from_bot[-1].text
    await town.issues("李敏", "周末义诊")
    await town.pass_time(seconds=30, step=timedelta(seconds=30))
    assert not town.said("周明", "周末义诊")


async def test_what_has_ended_says_so_wherever_it_was_looked_at(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    told = town.said("周明", "李敏专员发给")[0]
    screen = await _screen(town, "李敏", "/status")
    await town.presses("李敏", "#1", screen)
    await town.presses("李敏", "关闭", screen)
    assert await town.presses("李敏", "确定关闭") == "已关闭。"
    assert "已关闭。" in screen.text
    assert "提醒未回复" not in _labels(screen)
    assert told.text == "【紧急】#1 今晚停水\n已关闭。"

    await town.issues("李敏", "防台准备\n请收好花盆。", "紧急")
    told = town.said("周明", "#2 防台准备")[0]
    await town.presses("李敏", "撤回")
    assert await town.presses("李敏", "确定撤回") == "已撤回，每张卡片上都注明了。"
    assert told.text == "【紧急】#2 防台准备\n已撤回，每张卡片上都注明了。"
    assert not told.buttons


async def test_reminded_a_moment_ago_is_not_called_out_of_reach(town: Town) -> None:
    town.person("赵敏").block()
    await town.settle()
    await town.issues("李敏", WATER, "紧急")
    screen = await _screen(town, "陈刚", "/status")
    await town.presses("陈刚", "#1", screen)
    toast = await town.presses("陈刚", "提醒未回复", screen)
    assert toast == "已提醒 2 位，1 处联系不上：5 栋。"
    assert "五分钟内刚提醒过" in await town.presses("陈刚", "提醒未回复", screen)


async def test_trouble_and_doubt_name_the_branch_to_those_above_it(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    card = town.said("王芳", "【紧急通知 #1】")[0]
    await town.writes("李强", "没接到", reply_to=town.said("李强", "【紧急通知 #1】")[0])
    assert town.said("陈刚", "4 栋李强楼长对 #1 今晚停水 说：“没接到”")
    await town.presses("王芳", "有困难", card)
    assert town.said("陈刚", "3 栋王芳楼长求助（")
    await town.pass_time(minutes=6)
    assert town.said("李敏", "幸福里 3 栋王芳楼长求助（")
