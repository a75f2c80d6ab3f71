"""Which days are worked: public holidays by region, and China's shifted workdays.

What a calendar does not know is said, not guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum, auto


class DayKind(Enum):
    """What a calendar says of a day."""

    ORDINARY = auto()
    HOLIDAY = auto()
    SHIFTED = auto()
    """A day of a weekend that is worked instead of another."""
    UNKNOWN = auto()
    """The holidays of its year are not published, or not known here."""


DayCalendar = Callable[[date], DayKind]


def calendar_of(region: str) -> DayCalendar:
    """The calendar of a region ("CN"); one that knows nothing where there is none."""
    if region == "CN":
        return _in_china
    import holidays  # imported late, as is chinese_calendar: few offices let anything recur

    if region not in holidays.list_supported_countries():
        return lambda _day: DayKind.UNKNOWN
    known = holidays.country_holidays(region)
    return lambda day: DayKind.HOLIDAY if day in known else DayKind.ORDINARY


def _in_china(day: date) -> DayKind:
    import chinese_calendar

    try:
        works = bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return DayKind.UNKNOWN
    weekend = day.weekday() > 4
    if works:
        return DayKind.SHIFTED if weekend else DayKind.ORDINARY
    name = chinese_calendar.get_holiday_detail(day)[1]
    return DayKind.ORDINARY if weekend and name is None else DayKind.HOLIDAY
