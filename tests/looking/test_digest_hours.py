"""When a summary is due, by the wall clock, also where that is changed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.instructions.digest import DueHour, latest_due, worth_saying

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
START = datetime(2025, 1, 1, tzinfo=UTC)
HOURS = (time(8, 30), time(17, 30))


def wall(zone: ZoneInfo, *parts: int) -> datetime:
    """An instant by the wall clock."""
    return datetime(*parts, tzinfo=zone).astimezone(UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ((2026, 3, 3, 8, 29), (2026, 3, 2, 17, 30)),
        ((2026, 3, 3, 8, 30), (2026, 3, 3, 8, 30)),
        ((2026, 3, 3, 17, 29), (2026, 3, 3, 8, 30)),
        ((2026, 3, 3, 23, 59), (2026, 3, 3, 17, 30)),
    ],
)
def test_the_last_hour_that_has_come(now: tuple[int, ...], due: tuple[int, ...]) -> None:
    found = latest_due(HOURS, SHANGHAI, wall(SHANGHAI, *now))
    assert found == DueHour(wall(SHANGHAI, *due), week_begins=False)


def test_the_first_hour_of_a_monday_begins_the_week() -> None:
    found = [
        latest_due(HOURS, SHANGHAI, wall(SHANGHAI, 2026, 3, day, hour, 30))
        for day, hour in ((1, 8), (2, 8), (2, 17), (3, 8))
    ]
    assert [due and due.week_begins for due in found] == [False, True, False, False]


def test_no_hours_no_summaries() -> None:
    assert latest_due((), SHANGHAI, wall(SHANGHAI, 2026, 3, 2, 9)) is None


def test_summer_time_begins_and_the_hour_stays_on_the_wall() -> None:
    before, after = wall(BERLIN, 2026, 3, 28, 9), wall(BERLIN, 2026, 3, 29, 9)
    found = [latest_due((time(8, 30),), BERLIN, now) for now in (before, after)]
    assert [due and due.at.astimezone(BERLIN).time() for due in found] == [time(8, 30)] * 2
    assert found[0] is not None
    assert found[1] is not None
    assert found[1].at - found[0].at == timedelta(hours=23)


def test_an_hour_the_clock_jumps_over_comes_right_after() -> None:
    found = latest_due((time(2, 30),), BERLIN, wall(BERLIN, 2026, 3, 29, 4))
    assert found is not None
    assert found.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_an_hour_that_comes_twice_counts_once() -> None:
    first = latest_due((time(2, 30),), BERLIN, datetime(2026, 10, 25, 0, 40, tzinfo=UTC))
    second = latest_due((time(2, 30),), BERLIN, datetime(2026, 10, 25, 1, 40, tzinfo=UTC))
    assert first == second
    assert first is not None
    assert first.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.integers(0, 1_000_000).map(lambda minute: START + timedelta(minutes=minute)),
    st.sets(st.times(), min_size=1, max_size=4),
    st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/St_Johns")]),
)
def test_never_in_the_future_and_never_older_than_a_day(
    now: datetime, hours: set[time], zone: ZoneInfo
) -> None:
    found = latest_due(tuple(hours), zone, now)
    assert found is not None
    assert timedelta() <= now - found.at <= timedelta(hours=25)


def test_nothing_to_say_is_not_said_but_on_mondays() -> None:
    nothing = {"stuck": 0, "unfinished": 0, "new_gaps": 0}
    assert not worth_saying(**nothing, week_begins=False)
    assert worth_saying(**nothing, week_begins=True)
    for fact in nothing:
        assert worth_saying(**(nothing | {fact: 1}), week_begins=False)
