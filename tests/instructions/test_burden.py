"""How often people were asked already, by local days and weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.burden import SAMPLE, Burden, begun, burden, sampled

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
"""Wednesday, nine o'clock."""


def test_days_and_weeks_begin_at_local_midnight() -> None:
    assert begun(NOW, SHANGHAI) == (
        datetime(2026, 3, 3, 16, tzinfo=UTC),
        datetime(2026, 3, 1, 16, tzinfo=UTC),
    )


def test_what_most_units_bear_counts() -> None:
    hours = [NOW - timedelta(hours=each) for each in (1, 2, 30, 40)]
    assert burden([hours, hours, []], NOW, SHANGHAI) == Burden(today=2, week=4)
    assert burden([hours, [], []], NOW, SHANGHAI) == Burden()
    assert burden([], NOW, SHANGHAI) == Burden()


def test_the_third_time_today_is_often() -> None:
    assert [Burden(today).often for today in range(4)] == [False, False, True, True]


def test_a_district_is_sampled_from_end_to_end() -> None:
    units = list(range(9000))
    found = sampled(units)
    assert len(found) <= SAMPLE
    assert found[-1] > 8000
    assert sampled([7]) == [7]
