"""At which hour a summary was due last, and whether it is worth sending."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.instructions.digest import DueHour, latest_due, worth_saying

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
HOURS = (time(9), time(18))


def at(day: int, hour: int, minute: int = 0, zone: ZoneInfo = SHANGHAI) -> datetime:
    """In March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "due", "week_begins"),
    [
        (at(2, 8, 59), at(1, 18), False),
        (at(2, 9), at(2, 9), True),
        (at(2, 17, 59), at(2, 9), True),
        (at(2, 18), at(2, 18), False),
        (at(3, 8), at(2, 18), False),
        (at(3, 12), at(3, 9), False),
    ],
)
def test_the_latest_hour_and_whether_it_is_the_first_of_the_week(
    now: datetime, due: datetime, week_begins: bool
) -> None:
    assert latest_due(HOURS, SHANGHAI, now) == DueHour(due, week_begins)
    assert latest_due(HOURS[::-1], SHANGHAI, now) == DueHour(due, week_begins)


def test_without_hours_none_is_due() -> None:
    assert latest_due((), SHANGHAI, at(2, 12)) is None


def test_an_hour_that_summer_time_skips_or_repeats_is_due_once() -> None:
    skipped = latest_due([time(2, 30)], BERLIN, datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    assert skipped == DueHour(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), week_begins=False)
    repeated = latest_due([time(2, 30)], BERLIN, datetime(2026, 10, 25, 1, 45, tzinfo=UTC))
    assert repeated == DueHour(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), week_begins=False)


def test_nothing_to_say_is_not_said_but_once_a_week() -> None:
    nothing = {"stuck": 0, "unfinished": 0, "new_gaps": 0, "week_begins": False}
    assert worth_saying(**nothing) is False  # type: ignore[arg-type]
    for each in nothing:
        assert worth_saying(**{**nothing, each: 1}) is True  # type: ignore[arg-type]
