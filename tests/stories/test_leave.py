"""请假: whoever is away is left in peace, and the others of the unit are told instead."""

from __future__ import annotations

from datetime import timedelta

from tests.engines import on_both
from tests.stories.town import Town, labels, newest

WATER = "今晚停水\n请储水。"
THREE = (
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,3栋,副楼长,郑洁",
    "幸福社区,幸福里,3栋,成员,何平",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏",
)


async def test_the_others_are_told_until_the_lead_is_back(town: Town) -> None:
    await town.roster(*THREE)
    await town.linked("郑洁", "何平")
    await town.group("幸福里群", ["幸福里"], ["陈刚", "王芳", "李强"])
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    before = len(town.person("王芳").private.from_bot)
    assert not town.said("郑洁", "停水"), "the lead is told, and so far nobody else"

    await town.writes("王芳", "请假")
    asked = newest(town, "王芳")
    assert asked.text.splitlines() == [
        "您请假到哪天？",
        "幸福里 3 栋的通知这几天先发给郑洁、何平。",
        "点一个日子，或直接写，例如：12月5日、三天。",
    ]
    assert labels(asked) == ["到今天", "到明天", "到 3 月 8 日", "到 3 月 15 日", "‹ 返回"]
    await town.presses("王芳", "到明天", asked)
    assert asked.text.splitlines()[0] == "您请假到明天。"
    assert labels(asked) == ["提前回来", "‹ 返回"]
    for name in ("郑洁", "何平"):
        assert town.said(name, "3 栋王芳楼长请假到明天，这几天的通知先发给您")
        (card,) = town.said(name, "停水")
        assert "3 栋王芳楼长请假到明天，这几天由郑洁、何平负责。" in card.text

    told = len(town.said("郑洁", "停水"))
    await town.pass_time(minutes=6)
    assert len(town.person("王芳").private.from_bot) == before + 1, "the question is all she got"
    assert len(town.said("郑洁", "停水")) > told, "the first rung goes to those who stand in"
    assert not town.said("陈刚", "3 栋的人都请假了")

    await town.issues("李敏", "今晚停电\n请备好手电。", "紧急")
    assert town.said("郑洁", "停电"), "it rings for the deputy"
    assert not town.said("王芳", "停电")
    assert "王芳楼长请假到明天，这几天由郑洁、何平负责" in town.said("幸福里群", "停电")[0].text

    await town.pass_time(hours=46, step=timedelta(hours=1))
    assert town.said("王芳", "欢迎回来！通知照常发给您。眼下有 2 条在等您。")
    assert town.said("郑洁", "请假结束了，谢谢您代劳")
    await town.writes("王芳", "收到")
    await town.presses("王芳", "都收到")
    assert "王芳" in town.said("幸福里群", "停水")[0].text


async def test_where_nobody_is_left_it_is_a_gap_that_can_be_mended(town: Town) -> None:
    await town.group("幸福里群", ["幸福里"], ["陈刚", "王芳", "李强"])
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await town.writes("王芳", "我请假到周日")
    assert newest(town, "王芳").text.startswith("您请假到 3 月 8 日。")
    card, task = town.said("幸福里群", "停水")[0], town.said("陈刚", "停水")[0]
    assert "还等：4、5 栋" in card.text
    assert "3 栋的人都请假了，请安排人上门" in task.text
    told = newest(town, "陈刚")
    assert told.text.startswith("3 栋王芳楼长请假到 3 月 8 日，那里没有别的人。")
    await town.presses("陈刚", "安排 3 栋", told)
    assert newest(town, "陈刚").text.splitlines()[1] == "楼长 王芳 · 已认领 · 请假到 3 月 8 日"

    await town.writes("李敏", "/gaps")
    await town.presses("李敏", "全员请假")
    assert labels(newest(town, "李敏")) == ["3 栋 王芳", "‹ 返回"]
    await town.writes("李敏", "明天开会")
    assert "全员请假 1 栋" in newest(town, "李敏").text
    await town.presses("李敏", "取消")
    await town.presses("李敏", "3 栋 王芳")
    await town.presses("李敏", "已回来")
    assert town.said("王芳", "欢迎回来！")
    assert "还等：3、4、5 栋" in card.text
    assert "都请假了" not in task.text


async def test_whoever_stands_above_puts_somebody_on_leave_and_nobody_else_may(town: Town) -> None:
    await town.writes("陈刚", "/roster")
    await town.presses("陈刚", "3 栋")
    await town.presses("陈刚", "楼长 王芳")
    assert "请假" in labels(newest(town, "陈刚"))
    await town.presses("陈刚", "请假")
    assert newest(town, "陈刚").text.startswith("王芳楼长请假到哪天？\n幸福里 3 栋没有别的人")
    await town.writes("陈刚", "下月初")
    assert "没看懂是哪一天" in newest(town, "陈刚").text
    await town.writes("陈刚", "三天")
    assert newest(town, "陈刚").text.startswith("王芳楼长请假到 3 月 4 日。")
    told = newest(town, "王芳")
    assert told.text.startswith("陈刚书记替您登记了请假，到 3 月 4 日。")
    await town.presses("王芳", "提前回来", told)
    assert labels(told) == []

    await town.writes("李强", "/roster")
    assert "请假" in labels(newest(town, "李强"))
    await town.writes("李强", "我回来了")
    assert "没有请假" not in newest(town, "李强").text, "who is not away does not come back"


async def test_what_waits_for_a_branch_lead_on_leave_goes_on_by_itself(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(minutes=1)
    assert not town.said("王芳", "停水"), "it waits for the branch lead"
    await town.writes("陈刚", "请假三天")
    assert "自动转达" in town.said("王芳", "停水")[0].text
    assert newest(town, "李敏").text.startswith("幸福里陈刚书记请假到 3 月 4 日，那里没有别的人。")
    await town.issues("李敏", "明天停电\n请备好手电。")
    await town.pass_time(minutes=1)
    assert town.said("王芳", "停电"), "the next one does not even wait"


async def test_a_call_for_help_is_heard_though_everybody_above_is_on_leave(town: Town) -> None:
    for name in ("陈刚", "李敏", "周明"):
        await town.writes(name, "我请假到周日")
    await town.writes("王芳", "着火了！3栋502")
    assert "着火了" in newest(town, "陈刚").text
    assert "已马上告诉陈刚书记" in "".join(m.text for m in town.said("王芳", "陈刚"))


async def test_a_typed_day_is_for_whoever_was_asked_about(town: Town) -> None:
    await town.writes("陈刚", "/roster")
    for button in ("3 栋", "楼长 王芳", "请假"):
        await town.presses("陈刚", button)
    await town.writes("陈刚", "请假到周日")
    assert newest(town, "陈刚").text.startswith("王芳楼长请假到 3 月 8 日。")
    assert town.said("王芳", "陈刚书记替您登记了请假")
    await town.writes("陈刚", "/roster")
    for button in ("4 栋", "楼长 李强", "请假"):
        await town.presses("陈刚", button)
    await town.writes("陈刚", "我请假到周日")
    assert newest(town, "陈刚").text.startswith("您请假到 3 月 8 日。"), "我 is the writer"
    assert not town.said("李强", "请假")


async def test_a_question_for_the_day_that_was_left_takes_no_words(town: Town) -> None:
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "3 栋", "楼长 王芳", "请假", "‹ 返回"):
        await town.presses("李敏", button)
    await town.writes("李敏", "3月5日")
    assert not town.said("李敏", "请假到 3 月 5 日")
    await town.presses("李敏", "取消")
    await town.presses("李敏", "请假")
    await town.writes("李敏", "3月5日晚停水，请储水")
    assert "3月5日晚停水，请储水" in newest(town, "李敏").text
    assert "发送" in labels(newest(town, "李敏"))
    await town.writes("李敏", "3月6日")
    assert not town.said("李敏", "请假到 3 月 6 日"), "it belongs to the notice"
    assert not town.said("王芳", "请假")


async def test_a_leave_told_in_reply_to_a_card_is_passed_up_and_offered(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    (card,) = town.said("王芳", "停水")
    await town.writes("王芳", "我请假了，到周日", reply_to=card)
    assert town.said("王芳", "我没记成收到，已转告陈刚书记")
    asked = newest(town, "王芳")
    assert asked.text.startswith("您请假到哪天？")
    await town.presses("王芳", "到 3 月 8 日", asked)
    assert town.said("陈刚", "3 栋王芳楼长请假到 3 月 8 日")


@on_both
async def test_whoever_is_on_leave_is_thanked_for_nothing_and_not_asked_again(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    (card,) = town.said("王芳", "停水")
    await town.writes("王芳", "请假到周日")
    assert "这条眼下不用您回复。" in card.text
    assert "谢谢您" not in card.text
    await town.writes("李强", "请假到周日")
    await town.away(minutes=4)
    assert not town.said("李强", "我断线了")
    assert not town.said("王芳", "我断线了")
    assert town.said("赵敏", "我断线了"), "the others are asked"


async def test_a_card_that_waits_for_the_morning_does_not_reach_whoever_went_on_leave(
    town: Town,
) -> None:
    await town.roster(*THREE)
    town.clock.move(timedelta(hours=13, minutes=30))
    town.wall.move(timedelta(hours=13, minutes=30))
    await town.settle()
    person = town.person("李敏")
    person.send_photo(person.private, "水.jpg", b"\xff\xd8", caption=WATER)
    await town.settle()
    await town.presses("李敏", "发送")
    await town.pass_time(minutes=2)
    await town.writes("陈刚", "请假到周日")
    count = len(town.person("陈刚").private.from_bot)
    await town.pass_time(hours=9, step=timedelta(minutes=30))
    assert len(town.person("陈刚").private.from_bot) == count, "neither card nor picture"
    assert town.said("王芳", "停水"), "it went on by itself"
    await town.writes("周明", "请假到周日")
    mine = len(town.person("周明").private.from_bot)
    await town.away(minutes=30)
    assert len(town.person("周明").private.from_bot) == mine, "not told of an outage either"


async def test_a_day_named_without_until_is_asked_about(town: Town) -> None:
    await town.writes("李敏", "周末请假")
    asked = newest(town, "李敏")
    assert asked.text.splitlines()[:2] == [
        "您请假到哪天？",
        "从现在就开始。要是到那天才走，到时候再告诉我。",
    ]
    assert labels(asked)[0] == "到 3 月 8 日"
    await town.writes("李敏", "今天停电\n请备好手电。")
    assert "发送" in labels(newest(town, "李敏")), "she is at work"


async def test_the_answer_may_name_whoever_was_asked_about(town: Town) -> None:
    await town.writes("陈刚", "/roster")
    for button in ("3 栋", "楼长 王芳", "请假"):
        await town.presses("陈刚", button)
    await town.writes("陈刚", "王芳楼长请假到周日")
    assert newest(town, "陈刚").text.startswith("王芳楼长请假到 3 月 8 日。")


async def test_a_leave_told_in_the_group_is_offered_in_private(town: Town) -> None:
    await town.group("幸福里群", ["幸福里"], ["陈刚", "王芳"])
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    (card,) = town.said("幸福里群", "停水")
    await town.writes("王芳", "请假", to=town.groups["幸福里群"], reply_to=card)
    assert newest(town, "王芳").text.startswith("您请假到哪天？")


async def test_back_from_no_leave_is_asked_back(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await town.writes("王芳", "我回来了")
    assert labels(newest(town, "王芳")) == ["算收到", "不算"]


async def test_a_supervisor_is_not_offered_what_they_may_not_do(town: Town) -> None:
    await town.roster(
        "幸福社区,,,督导,周明", "幸福社区,幸福里,,书记,", "幸福社区,幸福里,3栋,楼长,王芳"
    )
    await town.writes("王芳", "请假到周日")
    (told,) = town.said("周明", "王芳楼长请假到")
    assert not labels(told)
