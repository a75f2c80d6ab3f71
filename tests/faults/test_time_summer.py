"""Summer time begins and ends while the bot runs, in a zone that has it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from tests.engines import on_sqlite
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import QUICK, Town

BERLIN = ZoneInfo("Europe/Berlin")
WATER = "今晚停水"
HALF_AN_HOUR = timedelta(minutes=30)
SETTINGS = QUICK + '[digest]\nat = ["02:30", "08:30"]\n'
BEGINS, ENDS = (2026, 3, 29), (2026, 10, 25)
"""02:00 is 03:00; 03:00 is 02:00."""


@pytest.fixture
def changes(request: pytest.FixtureRequest) -> tuple[int, int, int]:
    found: tuple[int, int, int] = request.param
    return found


@pytest_asyncio.fixture
async def town(
    tmp_path: Path,
    database_url: str,
    changes: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Town]:
    """Everybody is linked; it is 22:00 on the day before the clocks change."""
    monkeypatch.setenv("GRIDCALL_TIMEZONE", BERLIN.key)
    midnight = datetime(*changes, tzinfo=BERLIN)
    at = datetime.fromtimestamp(midnight.timestamp() - 7200, tz=ZoneInfo("UTC"))
    found = await Town.open(tmp_path, database_url, SETTINGS, at)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


def _hours(town: Town, name: str, part: str) -> list[str]:
    """When somebody was told something that says so, by the clock on the wall."""
    sent = [each for each in town.world.calls("sendMessage") if each.ok]
    chat = town.person(name).id
    found = [e.at for e in sent if e.params["chat_id"] == chat and part in e.params["text"]]
    return [each.astimezone(BERLIN).strftime("%d. %H:%M%z") for each in found]


@pytest.mark.parametrize(
    ("changes", "hours"),
    [
        (BEGINS, ["29. 07:00+0200", "29. 08:30+0200"]),
        (ENDS, ["25. 07:00+0100", "25. 08:30+0100"]),
    ],
    indirect=["changes"],
)
async def test_each_digest_comes_once_on_the_day_the_clocks_change(
    town: Town, hours: list[str]
) -> None:
    """Half past two falls into the quiet hours: it waits for their end."""
    await town.issues("李敏", WATER, "紧急")
    await town.presses("李敏", "确定发送")
    await town.pass_time(hours=16, step=HALF_AN_HOUR)
    assert _hours(town, "周明", "进行中") == hours


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "hour"),
    [(BEGINS, "29. 07:00+0200"), (ENDS, "25. 07:00+0100")],
    indirect=["changes"],
)
async def test_a_card_of_the_evening_leaves_at_seven_by_the_clock_on_the_wall(
    town: Town, hour: str
) -> None:
    await town.pass_time(minutes=30, step=HALF_AN_HOUR)
    await town.issues("李敏", WATER)
    await town.pass_time(hours=12, step=HALF_AN_HOUR)
    assert _hours(town, "陈刚", "】" + WATER) == [hour]


@on_sqlite
@pytest.mark.parametrize("changes", [BEGINS, ENDS], indirect=True)
async def test_a_ladder_counts_minutes_not_hours_of_the_day(town: Town) -> None:
    await town.pass_time(hours=3, minutes=50, step=HALF_AN_HOUR)  # 01:50
    began = town.clock.now()
    await town.issues("李敏", WATER, "紧急")
    await town.presses("李敏", "确定发送")
    await town.pass_time(minutes=40)
    told = town.said("周明", "请您费心")
    assert len(told) == 1
    [at] = [
        e.at
        for e in town.world.calls("sendMessage")
        if "请您费心" in e.params["text"] and e.params["chat_id"] == town.person("周明").id
    ][:1]
    assert timedelta(minutes=30) <= at - began <= timedelta(minutes=32)
