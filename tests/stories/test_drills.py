"""演练: every message says so, it counts nowhere, and a report ends it."""

from __future__ import annotations

from tests.stories.town import Town, newest


def _about(town: Town, number: str) -> list[str]:
    """What all chats say of a notice, by its number; that a group is muted is no drill."""
    chats = town.world.chats.values()
    found = [each.text for chat in chats for each in chat.from_bot if number in each.text]
    return [each for each in found if "里我不能发言" not in each]


async def test_a_drill_says_so_everywhere_and_ends_with_a_report(town: Town) -> None:
    hall = await town.group("幸福里支部群", ("幸福里",), ("陈刚", "王芳"))
    hall.mute_everybody()
    town.person("周杰").block()
    await town.writes("李敏", "北江水位告急\n请各栋报平安")
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "演练")
    assert "演练：每条消息都标明，不计入统计，结束时有报告。" in newest(town, "李敏").text
    await town.presses("李敏", "发送")
    for name in ("王芳", "李强", "吴静"):
        await town.pass_time(minutes=2)
        await town.presses(name, "收到")
    await town.pass_time(minutes=20)
    said = _about(town, "#1")
    assert len(said) > 10
    assert [each for each in said if "【演练】" not in each] == []

    await town.presses("李敏", "更正")
    await town.writes("李敏", "北江水位回落\n请各栋报平安")
    assert "【演练】" in newest(town, "李敏").text
    await town.presses("李敏", "发送")
    await town.pass_time(minutes=1)
    corrected = _about(town, "更正 #1")
    assert len(corrected) > 5
    assert [each for each in corrected if "【演练】" not in each] == []


async def test_a_drill_that_is_closed_is_reported_on(town: Town) -> None:
    hall = await town.group("幸福里支部群", ("幸福里",), ("陈刚", "王芳"))
    hall.mute_everybody()
    town.person("周杰").block()
    await town.issues("李敏", "北江水位告急", "紧急", "演练")
    for name in ("王芳", "李强", "吴静"):
        await town.pass_time(minutes=2)
        await town.presses(name, "收到")
    await town.pass_time(minutes=14)
    await town.presses("李敏", "关闭")
    await town.presses("李敏", "确定关闭")
    (report,) = town.said("李敏", "处已回复")
    assert report.text.splitlines() == [
        "【紧急】#1 【演练】北江水位告急 已关闭，已收到 3/7（3/5 栋 + 0/2 个小区）。",
        "2 个小区：0 处已回复",
        "5 栋：3 处已回复、50% 用了 6 分钟",
        "怎么都没送到的：和平苑 1 栋",
        "我不能发言的群：幸福里支部群",
        "09:00 发出，截至 09:20。",
    ]


async def test_what_is_no_drill_says_nothing_of_one(town: Town) -> None:
    await town.writes("李敏", "今晚停水")
    await town.presses("李敏", "演练")
    await town.presses("李敏", "不是演练")
    await town.presses("李敏", "发送")
    await town.pass_time(seconds=21)
    assert town.said("陈刚", "今晚停水")
    assert not town.said("陈刚", "演练")


async def test_drills_are_no_burden(town: Town) -> None:
    for text in ("一", "二"):
        await town.writes("李敏", f"第{text}次演习")
        await town.presses("李敏", "演练")
        await town.presses("李敏", "发送")
        await town.pass_time(minutes=1)
    await town.writes("李敏", "今晚停水")
    assert "已被请回复" not in newest(town, "李敏").text
