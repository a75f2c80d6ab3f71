"""The machine's clock is set back or forward by hours: nobody is told twice, nothing comes all at
once, and nothing waits for hours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import ManualClock
from bot.instructions.quiet import QuietHours
from bot.messages.cascade import CardArgs
from bot.store.database import Database
from bot.store.delivery import outbox, sending
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx
from bot.usecases.escalation.absence import sooner, turned_back
from tests.engines import MORNING
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import Town

WATER = "今晚停水"
CHASE, ASKED_AGAIN, ABOVE = "还等您一句", "我断线了", "请您费心"
LEADS = ("王芳", "李强", "赵敏", "周杰", "吴静")
BRANCHES = ("陈刚", "孙丽")
TWO_HOURS = timedelta(hours=2)


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """Two branches of three and two buildings; everybody is linked."""
    found = await Town.open(tmp_path, database_url)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


async def _jump(town: Town, by: timedelta) -> None:
    """The clock is set, and the next poll comes back, after the pulse has beaten."""
    town.clock.move(by)
    town.wall.move(by)
    await town.app.pulse.beat()
    wall = town.wall.now()
    town.world.updates.close()
    await town.world.until(lambda: town.app.receiver.last_poll == wall)
    await town.settle()


def _told(town: Town, part: str) -> dict[str, int]:
    """How many messages with this text each person got."""
    found = {name: len(town.said(name, part)) for name in EVERYBODY}
    return {name: times for name, times in found.items() if times}


async def test_put_forward_everybody_who_waits_is_asked_once_and_no_ladder_has_run(
    town: Town,
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=4)
    await _jump(town, TWO_HOURS)
    assert _told(town, ASKED_AGAIN) == dict.fromkeys((*LEADS, *BRANCHES), 1)
    assert _told(town, CHASE) == {}
    await town.pass_time(minutes=2)
    assert _told(town, CHASE) == dict.fromkeys((*LEADS, *BRANCHES), 1)
    assert _told(town, ABOVE) == {}


async def test_put_forward_and_back_again_everybody_is_told_once_and_at_the_right_time(
    town: Town,
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=4)
    await _jump(town, TWO_HOURS)
    await town.pass_time(minutes=2)
    said = len(town.world.calls("sendMessage"))
    await _jump(town, -TWO_HOURS)
    assert len(town.world.calls("sendMessage")) == said
    await town.pass_time(minutes=3)
    assert _told(town, ABOVE) == {}
    await town.pass_time(minutes=3)  # twelve since it was sent; there are no deputies
    assert _told(town, ABOVE) == dict.fromkeys(("李敏", *BRANCHES), 1)
    assert _told(town, CHASE) == dict.fromkeys(LEADS, 1), "theirs is part of the whole by now"


async def test_put_back_what_can_still_be_undone_leaves_after_its_seconds_not_after_hours(
    town: Town,
) -> None:
    await town.issues("李敏", WATER)
    await _jump(town, -TWO_HOURS)
    assert not town.said("陈刚", WATER)
    await town.pass_time(seconds=21)
    assert len(town.said("陈刚", WATER)) == 1


async def test_put_back_over_the_hour_of_the_digest_it_is_not_told_again(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(hours=8, minutes=31, step=timedelta(minutes=10))  # 17:31
    assert _told(town, "下午好") == {"周明": 1, "李敏": 1}
    await _jump(town, -TWO_HOURS)
    await town.pass_time(hours=3, step=timedelta(minutes=10))
    assert _told(town, "下午好") == {"周明": 1, "李敏": 1}


async def test_put_forward_and_soon_back_again_no_deadline_was_told_and_no_draft_is_lost(
    town: Town,
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.writes("周明", "明天开会")
    for by in (timedelta(hours=5), timedelta(days=10)):
        await _jump(town, by)
        await town.pass_time(minutes=3)
        assert not town.said("李敏", "时间到了")
        await _jump(town, -by)
    await town.presses("周明", "取消")
    assert "还等" in town.said("王芳", WATER)[0].text
    await town.pass_time(minutes=56)
    assert len(town.said("李敏", "时间到了")) == 1


async def test_a_deadline_told_while_the_clock_was_wrong_is_told_again_when_it_comes(
    town: Town,
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await _jump(town, timedelta(hours=5))
    await town.pass_time(minutes=15)
    assert len(town.said("李敏", "时间到了")) == 1
    await _jump(town, -timedelta(hours=5))
    await town.pass_time(minutes=50)
    assert len(town.said("李敏", "时间到了")) == 2


@pytest.mark.parametrize("by", [TWO_HOURS, -TWO_HOURS])
async def test_waits_for_machines_are_as_long_as_ever(town: Town, by: timedelta) -> None:
    await town.writes("李敏", WATER)
    await town.presses("李敏", "紧急")
    chat = town.person("王芳").private
    town.server.faults.next("sendMessage", 429, chat=chat.id, retry_after=1)
    liaison = town.person("李敏")
    press = liaison.press(town.newest(liaison.private, "发送"), "发送")
    await town.world.until(lambda: press.answer)
    began = monotonic()
    await town.app.pulse.beat()
    await town.world.until(lambda: not all(each.ok for each in town.world.calls("sendMessage")))
    await _jump(town, by)
    await town.world.until(lambda: town.said("王芳", WATER))
    assert 0.95 < monotonic() - began < 4


def _say(tx: Tx, after: timedelta, now: datetime) -> int:
    saying = Saying(chat_id=7, args=CardArgs(), lane=Lane.ROUTINE, not_before=now + after)
    return outbox.say(tx, saying, now)


async def test_put_back_what_waits_to_be_sent_is_due_still_and_the_sender_hears_of_it(
    database: Database, clock: ManualClock
) -> None:
    for after in (timedelta(), timedelta(minutes=10)):
        await database.transact(_say, after)
    seen = max(each.stamp for each in await database.read(sending.newly_pending, 0))
    clock.move(-TWO_HOURS)
    await database.transact(turned_back, TWO_HOURS)
    found = await database.read(sending.newly_pending, seen)
    assert [each.not_before - MORNING for each in found] == [
        -TWO_HOURS,
        timedelta(minutes=10) - TWO_HOURS,
    ]


NIGHT = QuietHours(time(22), time(7), ZoneInfo("Europe/Berlin"))


@given(
    st.integers(0, 60 * 24 * 366).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.integers(3, 300).map(lambda minutes: timedelta(minutes=minutes)),
)
def test_put_back_nothing_comes_later_and_nothing_comes_at_night(
    at: datetime, by: timedelta
) -> None:
    found = sooner(at, by, [NIGHT])
    assert at - by <= found <= at
    assert not NIGHT.covers(found) or NIGHT.covers(at)
