"""Silences are chased and climb; those who were told hear the end of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
NIGHT = datetime(2026, 3, 2, 18, 4, tzinfo=UTC)
"""Four minutes past two at night in Shanghai."""


async def test_a_silent_lead_up_the_whole_ladder_and_the_all_clear(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    for name in ("陈刚", "李强", "赵敏", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")

    await town.pass_time(minutes=6)
    assert "还等您一句“收到”" in town.said("王芳", "#1 今晚停水（3 栋）")[0].text
    await town.pass_time(minutes=10)
    assert "陈刚书记，您好！还有 1 项没回复" in town.said("陈刚", "没回复")[0].text
    await town.pass_time(minutes=5)
    assert town.said("李敏", "没回复")
    await town.pass_time(minutes=10)
    assert town.said("周明", "没回复")

    await town.presses("王芳", "收到")
    for name in ("陈刚", "李敏", "周明"):
        assert len(town.said(name, "您关心的 1 项都已回复")) == 1
    assert "都已回复，不用再跟了" in town.said("陈刚", "都已回复，不用再跟了")[0].text
    await town.pass_time(hours=2, step=timedelta(minutes=10))
    assert len(town.said("周明", "没回复")) == 0


async def test_an_answer_stops_the_chase_at_once(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    for name in ("陈刚", "李强", "赵敏", "孙丽", "周杰", "吴静", "王芳"):
        await town.presses(name, "收到")
    await town.pass_time(hours=1, step=timedelta(minutes=5))
    assert not town.said("王芳", "还等您")
    assert not town.said("陈刚", "没回复")


async def test_what_one_person_is_told_is_one_message_edited_as_answers_come(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.issues("李敏", "防台准备\n请收好花盆。", "紧急")
    await town.pass_time(minutes=16)
    told = town.said("陈刚", "请您费心")
    assert len(told) == 1
    assert "#1 今晚停水：3、4、5 栋" in told[0].text
    assert "#2 防台准备：3、4、5 栋" in told[0].text
    await town.presses("王芳", "收到", town.said("王芳", "【紧急通知 #1】")[0])
    assert "#1 今晚停水：4、5 栋" in told[0].text


async def test_silences_of_several_branches_are_one_message_to_whoever_is_above_both(
    town: Town,
) -> None:
    await town.issues("李敏", WATER, "紧急")
    for lead in ("陈刚", "孙丽"):
        await town.presses(lead, "收到")
    await town.pass_time(minutes=21)
    (told,) = town.said("李敏", "请您费心")
    assert "幸福里 3、4、5 栋；和平苑 1、2 栋" in told.text


async def test_a_holder_who_never_pressed_start_is_named_in_the_group_once(town: Town) -> None:
    town.person("王芳").block()
    members = ["陈刚", "王芳", "李强", "赵敏"]
    group = await town.group("幸福里楼长群", ["幸福里"], members)
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    await town.pass_time(hours=2, step=timedelta(minutes=5))
    nudges = town.said(group, "麻烦点一下上面 #1 的“收到”")
    assert len(nudges) == 1
    assert nudges[0].mentioned == [town.person("王芳").id]
    await town.presses("王芳", "收到", town.said(group, "停水")[0])
    assert not town.said(group, "麻烦点一下上面")


async def test_quiet_hours_stop_routine_cards_and_ladders(town: Town) -> None:
    town.clock.move(timedelta(hours=12, minutes=50))  # 21:50
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    await town.pass_time(hours=9, step=timedelta(minutes=15))  # 06:50
    assert not town.said("王芳", "还等您")
    await town.pass_time(minutes=31)
    assert town.said("王芳", "还等您")


async def test_urgent_at_night_asks_how_many_it_wakes(town: Town) -> None:
    town.clock.move(NIGHT - town.clock.now())
    await town.writes("李敏", "水管爆裂\n请立即查看。")
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "发送")
    assert not town.said("王芳", "水管")
    assert town.said("李敏", "现在 02:04，会立刻叫醒")
    await town.presses("李敏", "确定发送")
    assert town.said("王芳", "【紧急通知 #1】水管爆裂")


async def test_nobody_reachable_at_a_step_the_next_one_hears_why(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,4栋,楼长,郑洁",
        "幸福社区,幸福里,5栋,楼长,",
    )
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=6)
    told = town.said("陈刚", "请您费心")[0].text
    assert "5 栋暂无楼长，请安排人上门" in told
    assert "4 栋还没有认领，请打电话问问" in told


async def test_after_three_minutes_away_each_waiting_chat_is_asked_once(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("陈刚", "收到")
    await town.away(minutes=3)
    asked = town.said("王芳", "我断线了约 3 分钟，可能漏记了大家点的“收到”。")
    assert len(asked) == 1
    assert "还等：3 栋" in asked[0].text
    assert not town.said("陈刚", "我断线了")
    await town.pass_time(minutes=4)
    assert not town.said("王芳", "还等您一句"), "the ladder stood still meanwhile"
    await town.pass_time(minutes=2)
    assert town.said("王芳", "还等您一句")


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        (timedelta(minutes=2, seconds=30), "约 2 分钟"),
        (timedelta(minutes=59), "约 59 分钟"),
        (timedelta(hours=9, minutes=20), "约 9 小时"),
        (timedelta(hours=26), "约 26 小时"),
        (timedelta(days=3, hours=2), "约 3 天"),
    ],
)
async def test_after_an_absence_it_says_how_long_it_was(
    town: Town, gone: timedelta, said: str
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.away(seconds=gone.total_seconds())
    assert town.said("王芳", f"我断线了{said}，")


async def test_the_digest_comes_at_its_hour_in_its_zone(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(hours=8, minutes=29, step=timedelta(minutes=5))  # 17:29
    assert not town.said("周明", "进行中")
    await town.pass_time(minutes=2)
    assert "进行中：#1 0/7" in town.said("周明", "下午好！要您过问 1 件")[0].text
    await town.pass_time(hours=14, minutes=58, step=timedelta(minutes=15))  # 08:29
    assert len(town.said("周明", "进行中")) == 1
    await town.pass_time(minutes=2)
    assert town.said("周明", "早上好！要您过问 1 件")


async def test_a_branch_lead_is_reminded_with_the_button_that_passes_on(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(minutes=31)
    told = town.said("陈刚", "（幸福里）还等您")[0]
    assert "请点“收到并转达”，各楼栋才能收到。" in told.text
    assert "群里打过字" not in told.text
    await town.presses("陈刚", "收到并转达", told)
    assert told.text == "✓ #1 今晚停水 · 幸福里 · 陈刚 09:31 收到"
    assert town.said("王芳", "【通知 #1】今晚停水")


async def test_what_is_closed_is_not_called_answered(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=16)
    await town.presses("王芳", "收到", town.said("王芳", "【紧急通知 #1】")[0])
    told = town.said("陈刚", "请您费心")[0]
    await town.presses("李敏", "关闭")
    await town.presses("李敏", "确定关闭")
    assert told.text == "✓ #1 今晚停水：3 栋\n#1 今晚停水 已经结束，不用再处理了。"
    assert town.said("陈刚", "您关心的 1 项已回复，其余的已结束")
    assert not town.said("陈刚", "都已回复")
