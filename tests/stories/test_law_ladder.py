"""What starts a ladder, what does not, and what rings at night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.demo.botapi.messages import Message
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"
LATE = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
"""Half past ten at night in Shanghai."""


def at_night(town: Town) -> None:
    town.clock.move(LATE - town.clock.now())


def complete(town: Town) -> Message:
    return town.said("李敏", "7/7 全部收到")[0]


async def test_a_card_that_has_not_left_starts_no_ladder(town: Town) -> None:
    """5栋 has no lead: its task is on 陈刚's card, which waits for the morning."""
    await town.roster(*PEOPLE[:5], "幸福社区,幸福里,5栋,楼长,", *PEOPLE[6:])
    at_night(town)
    await town.issues("李敏", WATER)
    await town.pass_time(minutes=46, step=timedelta(minutes=15))
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["state"] for row in rows} == {"waiting"}
    assert {row["ladder_at"] for row in rows} == {None}
    await town.pass_time(hours=8, minutes=10, step=timedelta(minutes=10))  # 07:26
    assert "5 栋暂无楼长" in town.said("陈刚", "【通知 #1】今晚停水")[0].text
    assert not town.said("陈刚", "还等您一句")
    await town.pass_time(minutes=12)
    assert town.said("陈刚", "还等您")


async def test_completed_at_night_routine_comes_without_a_sound(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    for lead in ("陈刚", "孙丽"):
        await town.presses(lead, "收到并转达")
    at_night(town)
    for name in ("王芳", "李强", "赵敏", "周杰", "吴静"):
        await town.presses(name, "收到")
    assert complete(town).silent


async def test_completed_by_day_it_rings(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    for name in EVERYBODY[2:]:
        await town.presses(name, "收到")
    assert not complete(town).silent


async def test_completed_at_night_urgent_rings(town: Town) -> None:
    at_night(town)
    await town.issues("李敏", WATER, "紧急")
    await town.presses("李敏", "确定发送")
    for name in EVERYBODY[2:]:
        await town.presses(name, "收到")
    assert not complete(town).silent


async def test_an_all_clear_at_night_comes_without_a_sound(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    for lead in ("陈刚", "孙丽"):
        await town.presses(lead, "收到并转达")
    for name in ("李强", "赵敏", "周杰", "吴静"):
        await town.presses(name, "收到")
    await town.pass_time(hours=2, step=timedelta(minutes=10))
    assert town.said("陈刚", "还有 1 项没回复")
    at_night(town)
    await town.presses("王芳", "收到", town.said("王芳", "【通知 #1】")[0])
    (clear,) = town.said("陈刚", "您关心的 1 项都已回复")
    assert clear.silent


async def test_a_nudge_that_was_sent_tells_nobody_a_second_time(town: Town) -> None:
    """At the deputies' step nobody can be told: the branch lead hears half an hour early."""
    await town.roster(*PEOPLE, "幸福社区,幸福里,3栋,副楼长,何伟")
    await town.linked("何伟", started=False)
    town.person("王芳").block()
    group = await town.group("幸福里3栋群", ["3栋"], ["陈刚", "王芳", "何伟"])
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    for name in ("李强", "赵敏"):
        await town.presses(name, "收到")
    await town.pass_time(minutes=35, step=timedelta(minutes=5))
    assert len(town.said(group, "麻烦点一下")) == 1
    assert not town.said("陈刚", "没回复")
    await town.pass_time(minutes=30, step=timedelta(minutes=5))
    assert len(town.said(group, "麻烦点一下")) == 1
    assert "3 栋" in town.said("陈刚", "没回复")[0].text
