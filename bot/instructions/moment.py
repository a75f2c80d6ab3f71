"""By when: what people type (17:40, 下午5点40, 明天9点, 30分钟) and what the buttons offer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.spoken import levelled

FARTHEST = timedelta(days=180)
"""Nobody means a deadline later than this."""

_LONGEST = 30
_DAYS = {
    "大后": 3, "后天": 2, "明": 1, "tomorrow": 1, "今": 0, "today": 0, "tonight": 0,
    "昨": -1, "前天": -2, "yesterday": -1,
}  # fmt: skip
_WEEKDAY = re.compile(r"(下)?(?:周|星期|礼拜)([1-6日天])")
_DATE = re.compile(r"(?:(\d{4})[-/年])?(?<![\d:])(\d{1,2})[-/月](\d{1,2})(?:日|号)?(?!\d)")
_CLOCK = re.compile(r"(?<![\d-])(\d{1,2})(?:(?::|点|时)(?:(半)|([13])刻|(\d{1,2}))?|\.(\d\d))")
_HALF_DAY_CLOCK = re.compile(r"(?<!\d)(\d{1,2}) ?(?=[ap]\.?m)")
_HOURS = re.compile(r"(?:(\d{1,3})个?)?(半)?个? ?(?:小时|钟头|(?:hours?|hrs?|h)(?![a-z]))")
_MINUTES = re.compile(r"(\d{1,4}) ?(?:分钟?|minutes?|mins?|m)(?![a-z])")
_BEFORE_NOON = re.compile(r"凌晨|清晨|早|上午|(?<![a-z])a\.?m")
_AFTER_NOON = re.compile(r"午|傍晚|晚|夜|tonight|noon|(?<![a-z])p\.?m")
_NIGHT = re.compile(r"晚|夜|tonight")


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day as typed; `exact` where morning or afternoon is beyond doubt."""

    hour: int
    minute: int
    exact: bool

    def on(self, day: date, zone: ZoneInfo) -> datetime:
        midnight = datetime.combine(day + timedelta(days=self.hour // 24), time(), zone)
        return midnight.replace(hour=self.hour % 24, minute=self.minute).astimezone(UTC)

    @property
    def later(self) -> _Clock:
        return _Clock(self.hour + 12, self.minute, exact=True)


def parse(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant somebody means, which may have passed; None where it cannot be told."""
    said = levelled(text)
    if len(said) > _LONGEST:
        return None
    clock = _clock(said)
    if clock is None:
        span = _span(said)
        return now + span if span else None
    if clock.hour > 24 or clock.minute > 59:
        return None
    return _resolved(said, clock, now, zone)


def _resolved(said: str, clock: _Clock, now: datetime, zone: ZoneInfo) -> datetime | None:
    today = now.astimezone(zone).date()
    try:
        day, repeats = _day(said, today)
    except ValueError:
        return None
    at = _on(clock, day or today, now, zone)
    if at > now or (day is not None and not repeats):
        return at
    return _on(clock, (day or today) + (repeats or timedelta(days=1)), now, zone)


def _on(clock: _Clock, day: date, now: datetime, zone: ZoneInfo) -> datetime:
    """On that day; a bare 5 is the next five o'clock today, and on other days the afternoon's."""
    early = clock.on(day, zone)
    if clock.exact or clock.hour >= 12:
        return early
    is_today = day == now.astimezone(zone).date()
    passed = is_today and early <= now
    return clock.later.on(day, zone) if passed or (clock.hour < 6 and not is_today) else early


def _day(said: str, today: date) -> tuple[date | None, timedelta | None]:
    """The day that was named, and how far on it is meant again once it has passed."""
    if found := _DATE.search(said):
        year, month, day = (int(each) if each else None for each in found.groups())
        meant = date(year or today.year, month or 0, day or 0)
        if year is None and meant < today - FARTHEST:
            meant = meant.replace(year=today.year + 1)
        return meant, None
    if found := _WEEKDAY.search(said):
        return _weekday(today, found), None if found[1] else timedelta(days=7)
    ahead = next((days for word, days in _DAYS.items() if word in said), None)
    return None if ahead is None else today + timedelta(days=ahead), None


def _weekday(today: date, found: re.Match[str]) -> date:
    wanted = int(found[2]) - 1 if found[2].isdigit() else 6
    if found[1]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _clock(said: str) -> _Clock | None:
    found = _CLOCK.search(said) or _HALF_DAY_CLOCK.search(said)
    if found is None:
        return _Clock(12, 0, exact=True) if "中午" in said or "noon" in said else None
    hour, minute = int(found[1]), _minute(found)
    if _BEFORE_NOON.search(said):
        return _Clock(hour % 12 if hour == 12 else hour, minute, exact=True)
    if _AFTER_NOON.search(said):
        return _Clock(_after_noon(hour, said), minute, exact=True)
    return _Clock(hour, minute, exact=hour > 12 or found[1].startswith("0"))


def _minute(found: re.Match[str]) -> int:
    if found.re is _HALF_DAY_CLOCK:
        return 0
    _, half, quarters, after, dotted = found.groups()
    if half:
        return 30
    return int(quarters) * 15 if quarters else int(after or dotted or 0)


def _after_noon(hour: int, said: str) -> int:
    """晚上12点 is midnight; 中午11点 is before noon after all."""
    if hour == 12:
        return 24 if _NIGHT.search(said) else 12
    return hour + 12 if hour < (10 if "中午" in said else 12) else hour


def _span(said: str) -> timedelta | None:
    span = timedelta()
    if found := _HOURS.search(said):
        span += timedelta(hours=int(found[1] or 0), minutes=30 if found[2] else 0)
    if found := _MINUTES.search(said):
        span += timedelta(minutes=int(found[1]))
    return span or None


PRESETS = ("m30", "h1", "h2", "d0-18", "d0-20", "d1-9", "d1-18")
"""What the buttons offer: a span from now, or a day ahead and its hour."""


def preset(code: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant a button means; None for a code that is not one of PRESETS."""
    if code not in PRESETS:
        return None
    if code.startswith("d"):
        ahead, hour = (int(part) for part in code[1:].split("-"))
        today = now.astimezone(zone).date()
        return _Clock(hour, 0, exact=True).on(today + timedelta(days=ahead), zone)
    amount = int(code[1:])
    return now + (timedelta(minutes=amount) if code[0] == "m" else timedelta(hours=amount))


def offered(now: datetime, zone: ZoneInfo) -> list[tuple[str, datetime]]:
    """The buttons that still make sense at this hour, each with the instant it means."""
    found = [(code, preset(code, now, zone)) for code in PRESETS]
    soon = now + timedelta(minutes=10)
    return [(code, at) for code, at in found if at is not None and at > soon]
