"""Parses typed deadlines (17:40, 下午5点40, 20号9点, 1.5小时) and lists those the buttons offer."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.instructions.spoken import levelled

FARTHEST = timedelta(days=180)
"""A later time is never meant as a deadline."""

_LONGEST = 30
_NAMED_DAYS = {
    "大后天": 3, "后天": 2, "明天": 1, "明日": 1, "明": 1, "tomorrow": 1,
    "今天": 0, "今日": 0, "今": 0, "today": 0, "tonight": 0,
    "前天": -2, "昨天": -1, "昨日": -1, "昨": -1, "yesterday": -1,
}  # fmt: skip
_ENGLISH_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NOT_A_DAY = "(?![楼栋幢门院线厅车桌机井坝台路岗馆库仓口单室棚电])"
"""3号楼 and 2号门 are not days of the month."""

NAMED_DAY = "|".join(_NAMED_DAYS)
WEEKDAY = r"(?:下下|下|上|本|这)?个?(?:周|星期|礼拜)(?:[1-6](?!\d)|[日天])"
ENGLISH_WEEKDAY = (
    r"(?<![a-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])"
)
MONTH_DAY = rf"(?:(?:本|这个?|当|下个?)月)(?:\d{{1,2}})[日号]?{_NOT_A_DAY}"
DAY_OF_MONTH = rf"(?<![\d月/.-])\d{{1,2}}[日号]{_NOT_A_DAY}"
BEFORE_NOON = r"凌晨|清晨|早晨|早上|上午|早|(?<![a-z])a\.?m\.?(?![a-z])"
AFTER_NOON = (
    r"中午|正午|下午|午后|傍晚|晚上|晚间|(?<!最)晚|午夜|半夜|夜里|夜间|夜|tonight|noon"
    r"|(?<![a-z])p\.?m\.?(?![a-z])"
)

_DATE = re.compile(r"(?:(\d{4})[-/年])?(?<![\d:])(\d{1,2})[-/月](\d{1,2})(?:日|号|(?!\d))")
_MONTH_DAY = re.compile(rf"(本|这个?|当|下个?)月(\d{{1,2}})[日号]?{_NOT_A_DAY}")
_DAY_OF_MONTH = re.compile(rf"(?<![\d月])(\d{{1,2}})[日号]{_NOT_A_DAY}")
_WEEKDAY = re.compile(r"(下下|下|上|本|这)?个?(?:周|星期|礼拜)([1-6](?!\d)|[日天])")
_ENGLISH_WEEKDAY = re.compile(ENGLISH_WEEKDAY)
_NAMED_DAY = re.compile(NAMED_DAY)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})(?:(?::|点|时)(?:(半)|([13])刻|(\d{1,2})分?(?!\d))?|\.(\d\d)(?!\d))"
)
_VAGUE = re.compile(r"(?<![今明昨天日])[早晚快慢]1点(?!\d|半|钟|整|刻|前)")
_HALF_DAY_CLOCK = re.compile(r"(?<!\d)(\d{1,2}) ?(?=[ap]\.?m)")
_HOURS = re.compile(
    r"(?<![\d.])(?:(\d{1,3}(?:[.点]\d{1,2})?) ?个?)?(半)?个? ?"
    r"(?:小时|钟头|(?:hours?|hrs?|h)(?![a-z]))"
)
_MINUTES = re.compile(r"(?<![\d.])(\d{1,4}) ?(?:分钟?|minutes?|mins?|m)(?![a-z])")
_BEFORE_NOON = re.compile(BEFORE_NOON)
_AFTER_NOON = re.compile(AFTER_NOON)
_NIGHT = re.compile(r"晚|夜|tonight")
_PM = re.compile(r"p\.?m")
_SMALL_HOURS = 5
_FILLER = re.compile(
    r"最晚|最迟|不晚于|截止|截至|以前|之前|前|以内|之内|内|以后|之后|后|为止|左右|准时|务必|麻烦"
    r"|请|到|至|在|于|的|钟|整|许|就|吧|再|过|回复|回报|回答|答复|上报|反馈|确认|完成|集合|开始|谢谢"
    r"|(?<![a-z])(?:please|reply|answer|by|before|until|till|at|on|in|within|of|the|o'clock"
    r"|this|from|now|and)(?![a-z])|[^\w\s]|\s|_"
)
"""Words beside a time that do not change it; a text with any other word is not interpreted."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """A typed time of day. `exact`: morning or afternoon is certain."""

    hour: int
    minute: int
    exact: bool

    def on(self, day: date, zone: ZoneInfo) -> datetime:
        midnight = datetime.combine(day + timedelta(days=self.hour // 24), time(), zone)
        return midnight.replace(hour=self.hour % 24, minute=self.minute).astimezone(UTC)

    @property
    def later(self) -> _Clock:
        return _Clock(self.hour + 12, self.minute, exact=True)


@dataclass(frozen=True, slots=True)
class _Day:
    """A named day. `again`: what to add once it has passed."""

    date: date
    again: timedelta | None = None


class _Said:
    """The typed text; each piece that is understood is removed from it."""

    def __init__(self, text: str) -> None:
        self.left = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.search(self.left)
        if found is not None:
            self.left = f"{self.left[: found.start()]}|{self.left[found.end() :]}"
        return found

    @property
    def understood(self) -> bool:
        return not _FILLER.sub("", self.left)


def parse(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant meant, which may have passed; None where it is ambiguous or where other words may
    change its meaning."""
    words = levelled(text)
    if len(words) > _LONGEST or is_vague(words):
        return None
    try:
        return _read(_Said(words), now, zone)
    except (ValueError, OverflowError):
        return None


def parse_day(text: str, today: date) -> date | None:
    """The day meant, where the text names nothing else; it may have passed."""
    said = _Said(levelled(text))
    try:
        day = _day(said, today) if len(said.left) <= _LONGEST else None
    except (ValueError, OverflowError):
        return None
    return day.date if day is not None and said.understood else None


def is_vague(words: str) -> bool:
    """Whether the text only asks for earlier or later: 早一点, 晚一点."""
    return _VAGUE.search(words) is not None


def _read(said: _Said, now: datetime, zone: ZoneInfo) -> datetime | None:
    hours = _hours(said)
    day = None if hours else _day(said, now.astimezone(zone).date())
    clock = _clock(said)
    span = hours + _minutes(said)
    if not said.understood or (clock is None) is (not span) or (span and day):
        return None
    return now + span if clock is None else _resolved(clock, day, now, zone)


def _resolved(clock: _Clock, day: _Day | None, now: datetime, zone: ZoneInfo) -> datetime:
    today = now.astimezone(zone).date()
    at = _on(clock, day.date if day else today, now, zone)
    if at > now or (day is not None and not day.again):
        return at
    again = day.again if day and day.again else timedelta(days=1)
    return _on(clock, (day.date if day else today) + again, now, zone)


def _on(clock: _Clock, day: date, now: datetime, zone: ZoneInfo) -> datetime:
    """The time on that day; a bare 5 means the next five o'clock today, and 5 pm on other days."""
    early = clock.on(day, zone)
    if clock.exact or clock.hour >= 12:
        return early
    is_today = day == now.astimezone(zone).date()
    passed = is_today and early <= now
    return clock.later.on(day, zone) if passed or (clock.hour < 6 and not is_today) else early


def _day(said: _Said, today: date) -> _Day | None:
    """The named day. Raises ValueError for one that does not exist."""
    if found := said.take(_MONTH_DAY):
        return _Day(_of_month(today, int(found[2]), 1 if found[1].startswith("下") else 0))
    if found := said.take(_DATE):
        return _Day(_date(today, *(int(each) if each else None for each in found.groups())))
    if found := said.take(_WEEKDAY):
        return _weekday(today, found[1] or "", int(found[2]) - 1 if found[2].isdigit() else 6)
    if found := said.take(_ENGLISH_WEEKDAY):
        return _weekday(today, "", _ENGLISH_WEEKDAYS.index(found[0][:3]))
    if found := said.take(_DAY_OF_MONTH):
        number = int(found[1])
        return _Day(_of_month(today, number, 0 if number >= today.day else 1))
    return _named_day(said, today)


def _named_day(said: _Said, today: date) -> _Day | None:
    found = _NAMED_DAY.search(said.left)
    if found is None:
        return None
    if found[0] != "tonight":  # keep it: "tonight" also says that it is evening
        said.take(_NAMED_DAY)
    return _Day(today + timedelta(days=_NAMED_DAYS[found[0]]))


def _date(today: date, year: int | None, month: int | None, day: int | None) -> date:
    meant = date(year or today.year, month or 0, day or 0)
    if year is None and meant < today - FARTHEST:
        return meant.replace(year=today.year + 1)
    return meant


def _of_month(today: date, day: int, later: int) -> date:
    """That day of this month, or of the next by `later`. Raises ValueError in too short a month."""
    first = today.replace(day=1)
    for _ in range(later):
        first += timedelta(days=monthrange(first.year, first.month)[1])
    return first.replace(day=day)


def _weekday(today: date, which: str, wanted: int) -> _Day:
    monday = today - timedelta(days=today.weekday())
    if which in ("", "本", "这"):
        ahead = (wanted - today.weekday()) % 7
        return _Day(today + timedelta(days=ahead), None if which else timedelta(days=7))
    weeks = {"上": -1, "下": 1, "下下": 2}[which]
    return _Day(monday + timedelta(days=7 * weeks + wanted))


def _clock(said: _Said) -> _Clock | None:
    whole = said.left
    found = said.take(_CLOCK) or said.take(_HALF_DAY_CLOCK)
    early, late = said.take(_BEFORE_NOON), said.take(_AFTER_NOON)
    while said.take(_AFTER_NOON):  # "8 pm tonight" names it twice
        pass
    if found is None:
        noon = late is not None and late[0] in ("中午", "正午", "noon")
        return _Clock(12, 0, exact=True) if noon and early is None else None
    hour, minute = int(found[1]), _minute(found)
    if hour > 24 or minute > 59:
        raise ValueError(found[0])
    if early:
        return _Clock(hour % 12 if hour == 12 else hour, minute, exact=True)
    if late:
        return _Clock(_after_noon(hour, whole), minute, exact=True)
    return _Clock(hour, minute, exact=hour > 12 or found[1].startswith("0"))


def _minute(found: re.Match[str]) -> int:
    if found.re is _HALF_DAY_CLOCK:
        return 0
    _, half, quarters, after, dotted = found.groups()
    if half:
        return 30
    return int(quarters) * 15 if quarters else int(after or dotted or 0)


def _after_noon(hour: int, said: str) -> int:
    """The hour for words like 晚上: 晚上12点 is midnight, 夜里1点 an hour later, 中午11点
    before noon."""
    small = hour == 12 or (hour < _SMALL_HOURS and not _PM.search(said))
    if small and _NIGHT.search(said):
        return hour % 12 + 24
    if hour == 12:
        return 12
    return hour + 12 if hour < (10 if "中午" in said else 12) else hour


def _hours(said: _Said) -> timedelta:
    found = said.take(_HOURS)
    if found is None:
        return timedelta()
    hours = float((found[1] or "0").replace("点", "."))
    return timedelta(hours=hours + (0.5 if found[2] else 0))


def _minutes(said: _Said) -> timedelta:
    found = said.take(_MINUTES)
    return timedelta(minutes=int(found[1])) if found else timedelta()


PRESETS = ("m30", "h1", "h2", "d0-18", "d0-20", "d1-9", "d1-18")
"""The buttons' codes: a span from now, or days ahead and an hour."""


def preset(code: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant of a button; None for a code not in PRESETS."""
    if code not in PRESETS:
        return None
    if code.startswith("d"):
        ahead, hour = (int(part) for part in code[1:].split("-"))
        today = now.astimezone(zone).date()
        return _Clock(hour, 0, exact=True).on(today + timedelta(days=ahead), zone)
    amount = int(code[1:])
    return now + (timedelta(minutes=amount) if code[0] == "m" else timedelta(hours=amount))


def offered(now: datetime, zone: ZoneInfo) -> list[tuple[str, datetime]]:
    """The buttons that make sense at this hour, each with its instant."""
    found = [(code, preset(code, now, zone)) for code in PRESETS]
    soon = now + timedelta(minutes=10)
    return [(code, at) for code, at in found if at is not None and at > soon]
