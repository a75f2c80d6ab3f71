"""每年一次不预告的演练: held once, on a day drawn by lot, and never during an emergency."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest_asyncio

from bot.store.tx import instant
from tests.engines import on_both
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import QUICK, Town


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    found = await Town.open(tmp_path, database_url, f"{QUICK}[drill]\nyearly = true\n")
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


async def _planned(town: Town) -> datetime:
    (row,) = await town.rows("yearly_drill", year=2026)
    return instant(row["at"])


async def _comes(town: Town, at: datetime) -> None:
    town.clock.move(at - town.clock.now())
    await town.settle()


@on_both
async def test_it_is_held_once_and_reported_on(town: Town) -> None:
    at = await _planned(town)
    await _comes(town, at)
    (summary,) = town.said("周明", "【演练】年度演练")
    assert "0/7" in summary.text
    for name in ("王芳", "陈刚"):
        (card,) = town.said(name, "【演练】年度演练")
        assert "请点一下“收到”就好" in card.text
        await town.presses(name, "收到", card)
    await town.pass_time(minutes=61)
    (report,) = town.said("周明", "时间到了")
    assert "2 个小区：1 处已回复" in report.text
    await town.pass_time(step=timedelta(days=1), days=3)
    (row,) = await town.rows("highest_number")
    assert row["number"] == 1


async def test_a_real_emergency_puts_it_off(town: Town) -> None:
    first = await _planned(town)
    await _comes(town, first - timedelta(minutes=30))
    await town.issues("李敏", "水管爆了", "紧急")
    await _comes(town, first)
    assert not town.said("周明", "年度演练")
    assert await _planned(town) > first, "drawn anew"
