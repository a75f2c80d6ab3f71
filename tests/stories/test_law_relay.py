"""Passing on, from the corners."""

from __future__ import annotations

from datetime import timedelta

from tests.engines import on_both
from tests.stories.town import Town, newest

WATER = "今晚停水\n请储水。"


async def test_a_lead_of_both_branch_and_building_is_on_the_ladder_for_both(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚,13800138009",
        "幸福社区,幸福里,3栋,楼长,陈刚,13800138009",
        "幸福社区,幸福里,4栋,楼长,李强",
    )
    await town.issues("李敏", WATER)
    await town.pass_time(minutes=47)
    card = town.said("陈刚", "停水")[0]
    assert "3 栋" in card.text
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["name"]: row["state"] for row in rows}["3栋"] == "sent"


async def test_who_was_told_that_a_branch_did_not_pass_on_hears_the_end_of_it(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("孙丽", "收到并转达")
    await town.presses("周杰", "收到")
    await town.presses("吴静", "收到")
    await town.presses("陈刚", "收到")
    await town.pass_time(minutes=31)
    assert "还没转达" in town.person("陈刚").private.from_bot[-1].text or town.said(
        "陈刚", "还等您"
    )
    await town.presses("陈刚", "收到并转达", town.said("陈刚", "【通知 #1】")[0])
    assert not town.said("陈刚", "还等您"), "the chase has been answered"


async def test_told_of_a_branch_that_neither_answers_nor_passes_on(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    for name in ("孙丽", "周杰", "吴静"):
        await town.presses(name, "收到并转达" if name == "孙丽" else "收到")
    await town.pass_time(hours=2, minutes=2, step=timedelta(minutes=2))
    assert town.said("李敏", "没回复"), [m.text for m in town.person("李敏").private.from_bot]
    await town.presses("陈刚", "收到并转达", town.said("陈刚", "【通知 #1】")[0])
    for name in ("王芳", "李强", "赵敏"):
        await town.presses(name, "收到")
    assert len(town.said("李敏", "您关心的")) == 1


async def test_a_helper_of_a_branch_does_not_pass_on(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,,成员,何伟",
        "幸福社区,幸福里,3栋,楼长,王芳",
    )
    await town.linked("何伟")
    group = await town.group("幸福里工作群", ["幸福里"], ["陈刚", "何伟"])
    house = await town.group("3栋群", ["3栋"], ["王芳"])
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    card = town.said(group, "停水")[0]
    told = await town.presses("何伟", "收到并转达", card)
    assert "幸福里收到" in told
    assert not town.said(house, "停水")
    assert "已转达" in await town.presses("陈刚", "收到并转达", card)
    assert town.said(house, "停水")
    again = await town.presses("陈刚", "收到并转达", card)
    assert "已转达给" not in again
    assert len(town.said(house, "停水")) == 1


async def test_a_branch_with_helpers_only_is_passed_over_at_once(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,成员,陈刚", "幸福社区,幸福里,3栋,楼长,王芳")
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    assert town.said("陈刚", "停水")
    assert town.said("王芳", "停水")


async def test_informing_only_goes_to_all_tiers_without_button_or_chase(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
                      "幸福社区,幸福里,4栋,楼长,", "幸福社区,幸福里,5栋,楼长,郑洁")  # fmt: skip
    await town.issues("李敏", WATER, "仅告知")
    await town.pass_time(seconds=21)
    for name in ("陈刚", "王芳", "周杰"):
        card = town.said(name, "停水")[0]
        assert not card.buttons
        assert "收到" not in card.text
    await town.pass_time(days=2, step=timedelta(minutes=30))
    for name in ("陈刚", "王芳", "李敏", "周明"):
        assert not town.said(name, "没回复"), name
        assert not town.said(name, "还等您"), name
    assert not town.said("李敏", "都已收到")


@on_both
async def test_a_holder_told_of_a_card_that_cannot_be_delivered_when_informing(town: Town) -> None:
    town.person("王芳").block()
    await town.settle()
    await town.issues("李敏", WATER, "仅告知")
    await town.pass_time(hours=5, step=timedelta(minutes=10))
    assert not town.said("陈刚", "没回复")
    await town.writes("陈刚", "/status")
    assert "仅告知，已发 3/4" in newest(town, "陈刚").text
    await town.presses("陈刚", "#1")
    assert "3 栋 王芳 联系不上" in newest(town, "陈刚").text


async def test_the_all_clear_comes_once_though_another_reminder_had_not_left(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    for name in ("陈刚", "李强", "赵敏", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")
    await town.pass_time(minutes=16)
    assert town.said("陈刚", "请您费心")
    await town.presses("王芳", "收到", town.said("王芳", "【紧急通知 #1】")[0])
    assert len(town.said("陈刚", "您关心的 1 项")) == 1
    await town.presses("王芳", "收到", town.said("王芳", "【紧急通知 #1】")[0])
    await town.pass_time(minutes=30, step=timedelta(minutes=5))
    assert len(town.said("陈刚", "您关心的 1 项")) == 1


async def test_the_all_clear_does_not_wait_for_what_one_owes_oneself(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=16)
    assert town.said("陈刚", "请您费心")
    for name in ("王芳", "李强", "赵敏"):
        await town.presses(name, "收到", town.said(name, "【紧急通知 #1】")[0])
    assert len(town.said("陈刚", "您关心的 3 项")) == 1
    assert town.said("陈刚", "还等您"), "his own is still to come"
    await town.presses("陈刚", "收到", town.said("陈刚", "【紧急通知 #1】")[0])
    assert len(town.said("陈刚", "您关心的")) == 1
