"""The week before, and what its summary says first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.instructions.weekly import AskedCounts, WeekVerdict, median, verdict, week_before

BERLIN = ZoneInfo("Europe/Berlin")


def test_a_week_is_from_monday_to_monday_also_over_a_change_of_the_clock() -> None:
    found = week_before(datetime(2026, 3, 30, 7, 30, tzinfo=BERLIN), BERLIN)
    assert found.since == datetime(2026, 3, 22, 23, tzinfo=UTC)
    assert found.until == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert week_before(datetime(2026, 4, 5, 23, tzinfo=BERLIN), BERLIN) == found


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (AskedCounts(), WeekVerdict.QUIET),
        (AskedCounts(asked=100, answered=95, reminded=10), WeekVerdict.SMOOTH),
        (AskedCounts(asked=100, answered=95, reminded=11), WeekVerdict.REMINDED),
        (AskedCounts(asked=100, answered=94, reminded=90), WeekVerdict.MISSING),
        (AskedCounts(asked=1, answered=1), WeekVerdict.SMOOTH),
    ],
)
def test_the_most_serious_comes_first(found: AskedCounts, said: WeekVerdict) -> None:
    assert verdict(found) is said


def test_counts_add_up_and_the_middle_is_the_lower_of_two() -> None:
    assert AskedCounts(1, 2, 3, 4, 5) + AskedCounts(5, 4, 3, 2, 1) == AskedCounts(6, 6, 6, 6, 6)
    spans = [timedelta(minutes=each) for each in (9, 1, 5, 7)]
    assert median(spans) == timedelta(minutes=5)
    assert median([]) is None
