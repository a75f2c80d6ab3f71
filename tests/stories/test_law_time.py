"""Ladders by the clock: scaled, stopped at night and while we were away, kept as they started."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest_asyncio

from bot.instructions.quiet import QuietHours
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import QUICK, Town

NIGHT = QuietHours(time(22), time(7), ZoneInfo("Asia/Shanghai"))
WATER = "今晚停水\n请储水。"


def at(town: Town, hour: int, minute: int, day: int = 2) -> None:
    """Move to this time of the Monday, or of another day, in Shanghai."""
    town.clock.move(
        datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8) - town.clock.now()
    )


async def dues(town: Town) -> list[datetime]:
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    found = [row[name] for row in rows for name in ("due_at", "relay_due_at") if row[name]]
    return [datetime.fromtimestamp(each / 1e6, UTC) for each in found]


async def test_an_absence_before_the_night_never_moves_a_step_into_it(town: Town) -> None:
    at(town, 21, 25)
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.pass_time(minutes=26)
    await town.away(minutes=6)
    assert all(not NIGHT.covers(each) for each in await dues(town)), await dues(town)
    await town.pass_time(hours=8, minutes=50, step=timedelta(minutes=10))
    assert not town.said("陈刚", "还等您")
    await town.pass_time(minutes=20)
    assert town.said("陈刚", "还等您")


async def test_away_into_the_night_nobody_is_chased_at_night(town: Town) -> None:
    at(town, 21, 25)
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.pass_time(minutes=20)
    await town.away(minutes=60)  # 22:46
    await town.pass_time(minutes=30)
    assert not town.said("陈刚", "还等您")
    assert not town.said("陈刚", "断线")


async def test_help_asked_late_does_not_climb_at_night(town: Town) -> None:
    at(town, 21, 40)
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    await town.presses("陈刚", "收到并转达")
    await town.presses("王芳", "有困难")
    assert town.said("陈刚", "求助")
    await town.away(minutes=5)
    await town.pass_time(hours=9, step=timedelta(minutes=10))
    assert not town.said("李敏", "王芳楼长")
    await town.pass_time(minutes=40)
    assert town.said("李敏", "王芳楼长")


async def test_a_step_just_before_the_night_that_comes_late_waits_for_the_morning(
    town: Town,
) -> None:
    at(town, 21, 29)
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    town.clock.move(timedelta(minutes=31))
    await town.settle()
    assert not town.said("陈刚", "还等您")


@pytest_asyncio.fixture
async def repeating(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    settings = QUICK + (
        "[escalation.urgent]\n"
        'steps = [{after = "5m", to = "holder"}, {after = "10m", to = "parent"}]\n'
        'repeat = {every = "10m", times = 2}\n'
    )
    found = await Town.open(tmp_path, database_url, settings)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


async def test_the_last_step_repeats_so_often_and_no_more(repeating: Town) -> None:
    await repeating.issues("李敏", WATER, "紧急")
    await repeating.presses("陈刚", "收到")
    told: set[int] = set()
    for _ in range(120):
        await repeating.pass_time(minutes=1)
        told |= {each.id for each in repeating.said("陈刚", "没回复")}
    assert len(told) == 3


async def test_with_a_deadline_the_branch_lead_hears_at_it(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,3栋,副楼长,何伟",
    )
    await town.linked("何伟")
    await town.writes("李敏", WATER)
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "改时间")
    await town.presses("李敏", "2 小时")
    await town.presses("李敏", "发送")
    for name in ("陈刚", "孙丽", "周杰", "吴静"):
        await town.presses(name, "收到")
    await town.pass_time(minutes=38)
    assert not town.said("王芳", "还等您")
    await town.pass_time(minutes=3)
    assert town.said("王芳", "还等您")
    await town.pass_time(minutes=77)
    assert town.said("何伟", "还等您")
    assert not town.said("陈刚", "没回复")
    await town.pass_time(minutes=4)
    assert town.said("陈刚", "没回复")
    assert not town.said("李敏", "没回复")
    await town.pass_time(minutes=6)
    assert town.said("李敏", "没回复"), "later ones keep their distance"


async def test_a_week_after_its_deadline_it_closes(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    await town.pass_time(days=6, hours=23, step=timedelta(hours=1))
    late = await town.presses("李强", "收到", town.said("李强", "【紧急通知 #1】")[0])
    assert "记上了" in late
    await town.pass_time(hours=3, step=timedelta(hours=1))
    assert "这条通知已结束" in town.said("赵敏", "【紧急通知 #1】")[0].text
