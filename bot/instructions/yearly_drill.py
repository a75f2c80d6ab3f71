"""When the unannounced drill of a year is held: on a workday, in daytime, drawn by lot."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.calendars import DayCalendar, DayKind
from bot.instructions.quiet import QuietHours

TIMES = tuple(
    time(hour, minute) for hour in (9, 10, 14, 15, 16) for minute in (0, 10, 20, 30, 40, 50)
)
"""When one may begin; its first hour is over before noon, or before evening."""

LATE = timedelta(hours=1)
"""It is begun no later than this after its time; else another day is drawn."""


def drawn_moment(
    after: datetime, lot: int, zone: ZoneInfo, quiet: QuietHours | None, calendar: DayCalendar
) -> datetime | None:
    """The moment that a lot (any number) draws; None where none is left in the year."""
    found = moments_left(after, zone, quiet, calendar)
    return found[lot % len(found)] if found else None


def moments_left(
    after: datetime, zone: ZoneInfo, quiet: QuietHours | None, calendar: DayCalendar
) -> list[datetime]:
    """When it may begin in the rest of the year, from the next day on."""
    days = _days(after.astimezone(zone).date(), calendar)
    every = (datetime.combine(day, wall, zone).astimezone(UTC) for day in days for wall in TIMES)
    return [at for at in every if quiet is None or not quiet.covers(at)]


def still_fits(at: datetime, now: datetime, zone: ZoneInfo, calendar: DayCalendar) -> bool:
    """Whether it can begin now: it is hardly late, and its day did not turn into a holiday."""
    return now - at <= LATE and calendar(at.astimezone(zone).date()) is not DayKind.HOLIDAY


def _days(today: date, calendar: DayCalendar) -> list[date]:
    """The workdays left in the year. Days of which nothing is known are taken only where none is
    known to be worked."""
    rest = (date(today.year, 12, 31) - today).days
    left = [today + timedelta(days=n) for n in range(1, rest + 1)]
    kinds = {day: calendar(day) for day in left}
    known = [day for day in left if _works(day, kinds[day])]
    return known or [
        day for day in left if kinds[day] is DayKind.UNKNOWN and day.weekday() < _SATURDAY
    ]


_SATURDAY = 5


def _works(day: date, kind: DayKind) -> bool:
    return kind is DayKind.SHIFTED or (kind is DayKind.ORDINARY and day.weekday() < _SATURDAY)
