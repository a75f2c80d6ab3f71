"""When a recurring notice is due: a local time on chosen weekdays, without holidays if chosen."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.calendars import DayCalendar, DayKind

WORKDAYS = frozenset(range(5))
"""Monday to Friday."""
_FARTHEST = 400
"""Days that are looked through for the next one."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`weekdays`: from 0, Monday. `workdays`: holidays are left out, and shifted workdays are not
    where Monday to Friday are chosen."""

    weekdays: AbstractSet[int]
    wall: time
    zone: ZoneInfo
    workdays: bool = False


@dataclass(frozen=True, slots=True)
class DueDay:
    """The next time. `sure`: whether the day is a holiday is known, or does not matter."""

    at: datetime
    sure: bool


_TIME = re.compile(
    r"(凌晨|早上|上午|中午|下午|晚上)?\s*(\d{1,2})\s*(?:[:：.]|点|點|时|時)?\s*(\d{1,2}|半)?\s*分?\s*([ap]m)?"
)
_LATER = frozenset({"下午", "晚上", "pm"})
_LATE_NOON = 4
"""Up to here 中午 and a small hour are after noon, 晚上 and a small hour after midnight."""


def typed_hour(text: str) -> time | None:
    """A typed time of day: 8:15, 8点半, 下午2点, 中午1点, 晚上12点, 2 pm, 12 am."""
    found = _TIME.fullmatch(text.strip().lower())
    if found is None:
        return None
    hour, minute = int(found[2]), 30 if found[3] == "半" else int(found[3] or 0)
    hour = _of_the_day(hour, {found[1], found[4]})
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _of_the_day(hour: int, said: AbstractSet[str | None]) -> int:
    """The hour from 0 to 23, where it is said with a part of the day."""
    if hour == 12:
        return 0 if said & {"am", "晚上", "凌晨"} else 12
    if "中午" in said and hour <= _LATE_NOON:
        return hour + 12
    if "晚上" in said and hour <= _LATE_NOON:
        return hour
    return hour + 12 if said & _LATER and hour < 12 else hour


def next_run(rule: Recurrence, after: datetime, calendar: DayCalendar) -> DueDay | None:
    """The first time after an instant; None where no day is chosen.

    One a day: where the clock is set forward over it, the moment right after; where it is set
    back, the first of the two.
    """
    day = after.astimezone(rule.zone).date()
    for _ in range(_FARTHEST):
        kind = calendar(day) if rule.workdays else DayKind.ORDINARY
        at = datetime.combine(day, rule.wall, rule.zone).astimezone(UTC)
        if at > after and _runs(rule, day, kind):
            return DueDay(at, kind is not DayKind.UNKNOWN)
        day += timedelta(days=1)
    return None


def runs_on(rule: Recurrence, day: date, calendar: DayCalendar) -> bool:
    """Whether it is known to be due on a day."""
    kind = calendar(day) if rule.workdays else DayKind.ORDINARY
    return kind is not DayKind.UNKNOWN and _runs(rule, day, kind)


def _runs(rule: Recurrence, day: date, kind: DayKind) -> bool:
    if kind is DayKind.HOLIDAY:
        return False
    if kind is DayKind.SHIFTED and rule.weekdays == WORKDAYS:
        return True
    return day.weekday() in rule.weekdays
