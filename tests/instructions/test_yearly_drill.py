"""The moment of the yearly drill: a workday, in daytime, drawn by lot from what is left."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.instructions.calendars import DayKind, calendar_of
from bot.instructions.quiet import QuietHours
from bot.instructions.yearly_drill import drawn_moment, moments_left, still_fits

SHANGHAI = ZoneInfo("Asia/Shanghai")
CHINA = calendar_of("CN")
NIGHT = QuietHours(time(22), time(7), SHANGHAI)
SIESTA = QuietHours(time(8), time(15), SHANGHAI)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


@settings(max_examples=20)
@given(st.integers(0, 360))
def test_it_is_a_workday_of_the_same_year_in_daytime(days: int) -> None:
    after = NEW_YEAR + timedelta(days=days)
    found = moments_left(after, SHANGHAI, NIGHT, CHINA)
    assert found
    for wall in (each.astimezone(SHANGHAI) for each in found):
        assert wall.year == after.astimezone(SHANGHAI).year
        assert wall.date() > after.astimezone(SHANGHAI).date()
        assert wall.weekday() < 5 or CHINA(wall.date()) is DayKind.SHIFTED
        assert 9 <= wall.hour < 17


def test_every_workday_can_be_drawn_and_the_same_lot_draws_the_same() -> None:
    found = moments_left(NEW_YEAR, SHANGHAI, NIGHT, CHINA)
    days = {each.astimezone(SHANGHAI).date() for each in found}
    assert len(days) > 240
    assert date(2026, 10, 10) in days, "a Saturday that is worked"
    assert date(2026, 10, 1) not in days
    drawn = [drawn_moment(NEW_YEAR, lot, SHANGHAI, NIGHT, CHINA) for lot in (0, 77, len(found))]
    assert drawn == [found[0], found[77], found[0]]


def test_quiet_hours_are_left_out_and_the_last_day_leaves_nothing() -> None:
    found = moments_left(NEW_YEAR, SHANGHAI, SIESTA, CHINA)
    assert min(each.astimezone(SHANGHAI).hour for each in found) == 15
    assert drawn_moment(datetime(2026, 12, 31, 1, tzinfo=UTC), 5, SHANGHAI, NIGHT, CHINA) is None


def test_unknown_holidays_are_used_only_where_nothing_else_is_left() -> None:
    def half(day: date) -> DayKind:
        return DayKind.ORDINARY if day.month < 7 else DayKind.UNKNOWN

    assert max(each.month for each in moments_left(NEW_YEAR, SHANGHAI, None, half)) == 6
    late = moments_left(datetime(2026, 8, 1, tzinfo=UTC), SHANGHAI, None, half)
    assert {each.astimezone(SHANGHAI).weekday() for each in late} == {0, 1, 2, 3, 4}


def test_an_hour_late_is_too_late() -> None:
    at = datetime(2026, 3, 4, 2, tzinfo=UTC)
    assert still_fits(at, at + timedelta(hours=1), SHANGHAI, CHINA)
    assert not still_fits(at, at + timedelta(hours=1, minutes=1), SHANGHAI, CHINA)
    assert not still_fits(at, at, SHANGHAI, lambda _day: DayKind.HOLIDAY)
