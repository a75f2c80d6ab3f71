"""请假: what typed words say about a leave, and when it ends."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.instructions.moment import parse_day
from bot.instructions.spoken import levelled
from bot.roster.fold import fold

LONGEST_LEAVE = timedelta(days=366)
_BACK_AT = time(7)
"""A leave ends on the morning after its last day, so that nobody is woken by its end."""

_ASKED = re.compile(
    r"(?:我|本人)?(?:想|要|需要)?(?:请(?:个|一下|1下)?假|休假|告假)(?:了|吧)?[,，]?(?P<until>.*)"
)
_BEFORE = re.compile(r"(?:我|本人)?(?P<until>.+?)(?:想|要|需要)?请(?:个)?假(?:了|吧)?")
_BACK = re.compile(r"(?:我)?(?:已经?|提前)?(?:回来了?|回来上班了?|销假了?)|我回来了")
_DAYS = re.compile(r"(\d{1,3})天(?:左右)?")
_WEEKS = re.compile(r"(\d{1,2})个?(?:周|星期|礼拜)")
_SUNDAY = re.compile(r"(?P<next>下)?(?:本|这)?个?周(?:末|日)|(?:this|next) ?weekend")
_MONTH_END = re.compile(r"(?P<next>下个?)?(?:本|这个?)?月(?:底|末)")
_SPANS = {"半个月": 15, "1个月": 30, "两个月": 60, "2个月": 60, "aweek": 7}
_UNTIL = re.compile(r"^(?:到|至|until|till)|(?:为止|吧|了|左右)$")
_LAST = re.compile(r"^(?:到|至|until|till)|为止")
_LIKE_A_DATE = re.compile(r"\d|[天日号周月]|星期|礼拜")
_ONLY_A_DATE = re.compile(
    r"(?:[\d\W_年月日号天周个半初底末中旬上下本这那今明后大第到至为止前内左右吧了再就约]"
    r"|星期|礼拜|大概|可能|应该|回来|上班|要|早|晚|中午|下午"
    r"|until|till|to|of|next|this|(?:week|month)(?:end)?s?|days?|st|nd|rd|th"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|ju[nl]|aug|sep|oct|nov|dec)[a-z]*)+"
)
_SPEAKS_OF_LEAVE = re.compile(r"请假|休假|告假")
_OF_ONESELF = re.compile(r"我|本人")
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class LeaveWords:
    """What somebody wrote about their own leave: until a day, without one, or that they are
    `back`. `own`: the words name the writer (我请假), so that they are about nobody else. `later`:
    the day may be when the leave begins (周末请假), which has to be asked."""

    until: date | None = None
    back: bool = False
    later: bool = False
    own: bool = field(default=False, compare=False)


def read_leave(text: str, today: date) -> LeaveWords | None:
    """What a private message says about a leave; None where it speaks of anything else."""
    words = _plain(text)
    if not words or len(words) > _LONGEST:
        return None
    said = _read(words, today)
    return said and replace(said, own=_OF_ONESELF.match(words) is not None)


def _read(words: str, today: date) -> LeaveWords | None:
    if _BACK.fullmatch(words):
        return LeaveWords(back=True)
    if words == "leave":
        return LeaveWords()
    found = _ASKED.fullmatch(words)
    if found is not None and not found["until"]:
        return LeaveWords()
    found = found or _BEFORE.fullmatch(words)
    until = None if found is None else leave_day(found["until"], today)
    if found is None or until is None:
        return None
    return LeaveWords(until, later=until > today and _names_a_day(found["until"], today))


def _names_a_day(words: str, today: date) -> bool:
    """Whether words name a day without saying that it is the last one, and no span of time."""
    return not _LAST.search(words) and _how_long(_UNTIL.sub("", words), today) is None


def says_back(text: str) -> bool:
    """Whether words say that their writer is back, and nothing else."""
    return _BACK.fullmatch(_plain(text)) is not None


def leave_day(text: str, today: date) -> date | None:
    """The last day of a leave: 12月5日, 三天, 周末, 月底. None where it is not understood, has
    passed, or is too far away."""
    words = _UNTIL.sub("", _plain(text))
    found = _span(words, today) or parse_day(words, today)
    return found if found is not None and today <= found <= today + LONGEST_LEAVE else None


def about_them(text: str, name: str) -> str:
    """Words about somebody's leave without their name and post: 王芳楼长请假到周日."""
    before, named, after = text.partition(name)
    if not name or not named or before.strip():
        return text
    speaks = _SPEAKS_OF_LEAVE.search(after)
    return after[speaks.start() :] if speaks and speaks.start() <= _TITLE else after


_TITLE = 6
"""Characters of a post that may stand behind a name."""


def may_be_a_day(text: str) -> bool:
    """Whether words look like a date and tell of nothing besides, so that whoever was asked for one
    meant to give it: 3月5日晚停水 is a notice."""
    words = _plain(text)
    if len(words) > _LONGEST or _LIKE_A_DATE.search(words) is None:
        return False
    return bool(_ONLY_A_DATE.fullmatch(words) or _SPEAKS_OF_LEAVE.search(words))


def ends_at(last: date, zone: ZoneInfo) -> datetime:
    """When a leave with this last day is over."""
    return datetime.combine(last + timedelta(days=1), _BACK_AT, zone).astimezone(UTC)


def last_day(until: datetime, zone: tzinfo) -> date:
    """The last day of a leave that is over then."""
    return until.astimezone(zone).date() - timedelta(days=1)


def offered_days(today: date) -> list[date]:
    """The days the buttons offer: today, tomorrow, this Sunday and the next."""
    sunday = today + timedelta(days=6 - today.weekday())
    days = (today, today + timedelta(days=1), sunday, sunday + timedelta(days=7))
    return list(dict.fromkeys(days))


def _plain(text: str) -> str:
    return fold(levelled(text)).strip(" ,，.。!！~")


def _how_long(words: str, today: date) -> date | None:
    """The last day of a leave that begins today and is so long."""
    for pattern, days in ((_DAYS, 1), (_WEEKS, 7)):
        if (found := pattern.fullmatch(words)) and int(found[1]):
            return today + timedelta(days=days * int(found[1]) - 1)
    if words in _SPANS:
        return today + timedelta(days=_SPANS[words] - 1)
    return None


def _span(words: str, today: date) -> date | None:
    if last := _how_long(words, today):
        return last
    if found := _SUNDAY.fullmatch(words):
        later = bool(found["next"]) or words.startswith("next")
        return today + timedelta(days=6 - today.weekday() + 7 * later)
    if found := _MONTH_END.fullmatch(words):
        return _month_end(today, later=bool(found["next"]))
    return None


def _month_end(today: date, *, later: bool) -> date:
    first = today.replace(day=1)
    for _ in range(later):
        first += timedelta(days=monthrange(first.year, first.month)[1])
    return first.replace(day=monthrange(first.year, first.month)[1])
