"""Tier by tier through a tree of four: district, community, branch, building."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from bot.roster.care import EVERYTHING
from bot.roster.model import Tier
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from bot.store.roster import roster
from bot.store.tx import Tx
from bot.usecases.roster.applying import Apply, apply_difference
from tests.stories.seeding import TIERS
from tests.stories.town import QUICK, Town

WATER = "今晚停水\n请储水。"
FOUR = (Tier("district", "城区", ("城区", "district")), *TIERS)
HEAD = "城区,社区,小区,楼栋,职务,姓名"
SETTINGS = QUICK + "".join(
    f'[[tiers]]\ncode = "{each.code}"\nname = "{each.name}"\nheadings = {list(each.headings)}\n'
    for each in FOUR
)
PEOPLE = (
    "东城区,,,,督导,周明",
    "东城区,幸福社区,,,书记,李敏",
    "东城区,幸福社区,幸福里,,书记,陈刚",
    "东城区,幸福社区,幸福里,3栋,楼长,王芳",
    "东城区,幸福社区,幸福里,4栋,楼长,",
    "东城区,幸福社区,和平苑,,书记,",
    "东城区,幸福社区,和平苑,1栋,楼长,周杰",
)
EVERYBODY = ("周明", "李敏", "陈刚", "王芳", "周杰")


def import_four(tx: Tx, rows: tuple[str, ...], now: object) -> None:
    sheet = read_sheet("\n".join((HEAD, *rows)).encode(), "名册.csv", FOUR)
    difference = compare(sheet, roster.load_roster(tx), FOUR, EVERYTHING, answers={})
    assert not difference.faults, difference.faults
    apply_difference(tx, Apply(difference), now)  # type: ignore[arg-type]


@pytest_asyncio.fixture
async def district(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    found = await Town.open(tmp_path, database_url, SETTINGS)
    await found.app.database.transact(import_four, PEOPLE)
    await found.settle()
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


async def test_each_tier_waits_for_the_one_above(district: Town) -> None:
    await district.issues("周明", WATER)
    await district.pass_time(seconds=21)
    assert district.said("李敏", "停水")
    for name in ("陈刚", "王芳", "周杰"):
        assert not district.said(name, "停水"), name
    await district.presses("李敏", "收到并转达")
    assert district.said("陈刚", "停水")
    assert not district.said("王芳", "停水")
    assert district.said("周杰", "停水"), "nobody holds a post at that branch"
    await district.presses("陈刚", "收到并转达")
    assert district.said("王芳", "停水")


async def test_a_building_with_nobody_is_on_its_branchs_card_from_the_start(district: Town) -> None:
    await district.issues("周明", WATER)
    await district.pass_time(seconds=21)
    await district.presses("李敏", "收到并转达")
    assert "4 栋暂无楼长，请安排人上门" in district.said("陈刚", "停水")[0].text
    assert not district.said("陈刚", "还没有")


async def test_by_itself_at_each_tier(district: Town) -> None:
    await district.issues("周明", WATER)
    await district.pass_time(seconds=21)
    await district.pass_time(minutes=46)
    assert "已自动转达" in district.said("陈刚", "停水")[0].text
    assert not district.said("王芳", "停水")
    await district.pass_time(minutes=46)
    assert "已自动转达" in district.said("王芳", "停水")[0].text


async def test_urgent_goes_to_all_four_at_once(district: Town) -> None:
    await district.issues("周明", WATER, "紧急")
    for name in ("李敏", "陈刚", "王芳", "周杰"):
        assert district.said(name, "停水"), name


async def test_over_two_heads(district: Town) -> None:
    await district.issues("周明", WATER)
    await district.pass_time(seconds=21)
    await district.pass_time(minutes=2, step=timedelta(minutes=1))
    await district.presses("李敏", "收到")
    assert not district.said("陈刚", "停水"), "plain 收到 leaves passing on due"
