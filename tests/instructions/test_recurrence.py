"""When a recurring notice is due: over daylight saving time and over 国庆 with shifted workdays."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.instructions.blanks import blanks_in, filled
from bot.instructions.calendars import DayKind, calendar_of
from bot.instructions.recurrence import WORKDAYS, DueDay, Recurrence, next_run, typed_hour

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
CHINA, NOWHERE = calendar_of("CN"), calendar_of("XX")
SPRING = datetime(2026, 3, 27, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 23, 12, tzinfo=UTC)
EVERY_DAY = frozenset(range(7))


def days(rule: Recurrence, after: datetime, most: int) -> list[str]:
    found = []
    for _ in range(most):
        due = next_run(rule, after, CHINA)
        assert due is not None
        found.append(f"{due.at.astimezone(rule.zone):%m-%d %H:%M}")
        after = due.at
    return found


def test_workdays_over_the_national_holidays_with_those_that_are_shifted() -> None:
    rule = Recurrence(WORKDAYS, time(8, 30), SHANGHAI, workdays=True)
    assert days(rule, datetime(2026, 9, 28, 1, 0, tzinfo=UTC), 6) == [
        *("09-29 08:30", "09-30 08:30", "10-08 08:30", "10-09 08:30"),
        *("10-10 08:30", "10-12 08:30"),
    ], "the week is off, Saturday the tenth is worked"


def test_other_weekdays_leave_holidays_out_and_take_no_shifted_ones() -> None:
    rule = Recurrence(frozenset({3, 5}), time(9), SHANGHAI, workdays=True)
    assert days(rule, datetime(2026, 9, 30, tzinfo=UTC), 3) == [
        "10-08 09:00", "10-10 09:00", "10-15 09:00",
    ]  # fmt: skip
    with_holidays = Recurrence(frozenset({3}), time(9), SHANGHAI)
    assert days(with_holidays, datetime(2026, 9, 30, tzinfo=UTC), 1) == ["10-01 09:00"]


@pytest.mark.parametrize(
    ("wall", "after", "expected"),
    [
        (time(2, 30), SPRING, ["03-28 01:30", "03-29 01:30", "03-30 00:30"]),
        (time(2, 30), AUTUMN, ["10-24 00:30", "10-25 00:30", "10-26 01:30"]),
        (time(8), SPRING, ["03-28 07:00", "03-29 06:00", "03-30 06:00"]),
    ],
)  # fmt: skip
def test_the_local_time_stays_over_daylight_saving_time(
    wall: time, after: datetime, expected: list[str]
) -> None:
    rule, found = Recurrence(EVERY_DAY, wall, BERLIN), []
    for _ in range(3):
        due = next_run(rule, after, NOWHERE)
        assert due is not None
        assert due.sure, "no holidays matter"
        found.append(f"{due.at:%m-%d %H:%M}")
        after = due.at
    assert found == expected, "once a day, none left out, none twice"


def test_a_year_whose_holidays_are_not_known_is_said() -> None:
    rule = Recurrence(WORKDAYS, time(8), SHANGHAI, workdays=True)
    due = next_run(rule, datetime(2031, 10, 1, 8, tzinfo=UTC), CHINA)
    assert due == DueDay(datetime(2031, 10, 2, tzinfo=UTC), sure=False)
    assert next_run(Recurrence(frozenset(), time(8), SHANGHAI), datetime.now(UTC), CHINA) is None


def test_calendars_by_region() -> None:
    day = date(2026, 2, 17)
    assert {calendar_of(each)(day) for each in ("CN", "TW", "HK", "MO", "SG", "MY")} == {
        DayKind.HOLIDAY
    }
    assert CHINA(date(2026, 10, 10)) is DayKind.SHIFTED
    assert CHINA(date(2026, 10, 17)) is DayKind.ORDINARY
    assert NOWHERE(day) is DayKind.UNKNOWN


def test_blanks() -> None:
    text = "请到{地点}集合，｛时间｝前到{地点}"
    assert blanks_in(text) == ["地点", "时间"]
    assert filled(text, "地点", "3 号门") == "请到3 号门集合，｛时间｝前到3 号门"
    assert blanks_in("没有{}，也没有{\n}") == []


def test_typed_times_of_day() -> None:
    said = {"8:15": time(8, 15), "8点半": time(8, 30), "下午2点": time(14), "2 pm": time(14),
            "20：05": time(20, 5), "25:00": None, "明天": None, "12点": time(12),
            "中午1点": time(13), "中午11点半": time(11, 30), "中午12点": time(12), "12 am": time(0),
            "12 pm": time(12), "晚上12点": time(0), "晚上1点": time(1), "晚上8点": time(20),
            "凌晨2点": time(2), "下午12点": time(12)}  # fmt: skip
    assert {text: typed_hour(text) for text in said} == said
