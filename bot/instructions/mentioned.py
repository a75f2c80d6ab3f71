"""Times mentioned in a text: which is the deadline, which could be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.instructions import moment
from bot.instructions.spoken import levelled

MOST_PROPOSED = 3

_DAY = (
    r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}[日号]?|\d{1,2}月\d{1,2}[日号]?|\d{1,2}/\d{1,2}(?= )"
    rf"|{moment.MONTH_DAY}|{moment.WEEKDAY}|{moment.DAY_OF_MONTH}|{moment.NAMED_DAY}"
    rf"|{moment.ENGLISH_WEEKDAY}"
)
_PART = f"{moment.BEFORE_NOON}|{moment.AFTER_NOON}"
_HALF = r" ?[ap]\.?m\.?(?![a-z])"
_PLAIN = rf"\d{{1,2}}:\d\d(?!\d)(?:{_HALF})?"
_SPOKEN = r"\d{1,2}[点时](?:半|[13]刻|\d{1,2}分?(?!\d)|整|钟)?"
_EXACT = (
    r"\d{1,2}[点时](?:半|[13]刻|\d{1,2}分?(?!\d)|整|钟"
    r"|(?=前|之前|以前|开始|准时|集合|至|到|[-–—~]))"
)
_DOTTED = r"\d{1,2}\.\d\d(?!\d)"
_JOIN = r"[ ,，的(（)）]?"
_MENTION = re.compile(
    rf"(?P<day>{_DAY})?{_JOIN}(?:at )?(?P<part>{_PART})?{_JOIN}"
    rf"(?:(?P<clock>(?<![\d.:-]){_PLAIN}|(?<![\d.:]){_EXACT}|(?<!\d)\d{{1,2}}{_HALF})"
    rf"|(?P<loose>{_SPOKEN}|{_DOTTED})|(?P<noon>(?<=中午)|(?<=正午)|(?<=noon)))"
    rf"(?P<after>,? ?(?:on )?(?:today|tomorrow|tonight|{moment.ENGLISH_WEEKDAY}))?"
)
_SPAN = re.compile(
    r"(?<![\d.])(?:\d{1,3}(?:\.\d{1,2})?个?半?|半)个?(?:小时|钟头|分钟)(?:\d{1,2}分钟?)?(?=以内|之内|内)"
    r"|(?<=within )\d{1,3}(?:\.\d{1,2})? ?(?:hours?|hrs?|h|minutes?|mins?)(?![a-z])"
)
_DAY_ALONE = re.compile(
    rf"\d{{1,2}}月\d{{1,2}}[日号]|{moment.MONTH_DAY}|{moment.WEEKDAY}|大后天|后天|[明今][天日晚早]|tomorrow"
    rf"|today|tonight|{moment.ENGLISH_WEEKDAY}"
)
_RANGE = re.compile(r"[-–—~至到](?:to )?$")
_BEFORE = re.compile(r"(?:以前|之前|前|截止|为止)")
_AHEAD = re.compile(r"(?:最晚|最迟|不晚于|截止到?|截至|(?<![a-z])(?:by|before|no later than)) ?$")
_ANSWERED = re.compile(
    r"[^,.;!?。\n]{0,6}?(?:回复|回报|回话|回个|答复|上报|报|反馈|确认|收到|回执|统计|汇总|reply|answer)"
)
_REPLIES = re.compile(r"(?:回复|答复|上报|反馈|确认|reply|answer)[^,.;!?。\n]{0,6}$")
_PROMISED = re.compile(
    r"[^,.;!?。\n]{0,6}?(?:恢复|来水|来电|通水|通电|供水|供电|供气|结束|完工|修好|修复|抢修"
    r"|请勿|勿|不要|不得|不能|禁止|别)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A time in a text.

    `due`: it stands beside 前 or "by"; `answer`: an answer is asked for by then.
    """

    at: datetime
    due: bool
    answer: bool


@dataclass(frozen=True, slots=True)
class Times:
    """`due`: the deadline given in the text, which is applied.

    `others`: times that may be meant as one, which are only offered.
    """

    due: datetime | None
    others: tuple[datetime, ...]


def times_in(text: str, now: datetime, zone: ZoneInfo) -> Times:
    """The deadline among the times in a text, and the other times that lie ahead."""
    found = [each for each in _mentions(text, now, zone) if each.at > now]
    found = [each for each in found if each.at <= now + moment.FARTHEST]
    due = _deadline(found)
    others = dict.fromkeys(each.at for each in found if each.at != due)
    return Times(due, tuple(others)[:MOST_PROPOSED])


def passed_today(text: str, due: datetime, now: datetime, zone: ZoneInfo) -> bool:
    """Whether a deadline is the evening's only because that of the morning has passed: 8:00 before
    noon is 20:00 after it."""
    dawn = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    early = times_in(text, dawn, zone).due
    return early is not None and early <= now and due - early == timedelta(hours=12)


def _deadline(found: list[Mention]) -> datetime | None:
    """The time by which an answer is explicitly asked for; otherwise the only "before"
    in the text."""
    answers = [each.at for each in found if each.due and each.answer]
    if answers:
        return min(answers)
    plain = {each.at for each in found if each.due}
    return plain.pop() if len(plain) == 1 else None


def _mentions(text: str, now: datetime, zone: ZoneInfo) -> Iterator[Mention]:
    """All times in order. One without a day may also mean the last day named before it."""
    day = ""
    for words in map(levelled, text.splitlines()):
        days = [(each.start(), each[0]) for each in _DAY_ALONE.finditer(words)]
        for found in _MENTION.finditer(words):
            if _is_one(found, words):
                before = [each for at, each in days if at < found.start()]
                named = before[-1] if before else day
                yield from _read(found, words, now, zone, named)
        for found in _SPAN.finditer(words):
            yield from _within(found, words, now, zone)
        day = days[-1][1] if days else day


def _is_one(found: re.Match[str], words: str) -> bool:
    """Whether it is a time at all: 3点要求, 12.50 and 早一点 are not, and the end of a span is
    no deadline."""
    if moment.is_vague(found[0]) or _RANGE.search(words[: found.start()]):
        return False
    return not (found["loose"] and not found["part"] and not found["day"])


def _read(
    found: re.Match[str], words: str, now: datetime, zone: ZoneInfo, named: str
) -> Iterator[Mention]:
    """The time itself; without a day of its own also on the day `named` before, as an
    offer only."""
    at = moment.parse(found[0], now, zone)
    if at is not None:
        due = _is_due(found, words)
        yield Mention(at, due, due and _asks(found, words))
    if named and not (found["day"] or found["after"]):
        day = named[:-1] + "天" if named[-1] in "晚早" else named.replace("tonight", "today")
        there = moment.parse(f"{day} {found[0]}", now, zone)
        if there is not None:
            yield Mention(there, due=False, answer=False)


def _is_due(found: re.Match[str], words: str) -> bool:
    after = words[found.end() :].lstrip()
    behind = _BEFORE.match(after)
    if behind is None and not _AHEAD.search(words[: found.start()]):
        return False
    return not _PROMISED.match(after[behind.end() if behind else 0 :])


def _asks(found: re.Match[str], words: str) -> bool:
    after = _BEFORE.sub("", words[found.end() :].lstrip(), count=1)
    begins = found.end() - len(found[0].lstrip(" ,"))  # a comma before it ends what came before
    return bool(_ANSWERED.match(after) or _REPLIES.search(words[:begins]))


def _within(found: re.Match[str], words: str, now: datetime, zone: ZoneInfo) -> Iterator[Mention]:
    """Spans like 两小时内回复, only where an answer is asked for."""
    after = re.sub("^(?:以内|之内|内)", "", words[found.end() :])
    asks = _ANSWERED.match(after) or _REPLIES.search(words[: found.start()].removesuffix("within "))
    at = moment.parse(found[0], now, zone)
    if at is not None and asks and not _PROMISED.match(after):
        yield Mention(at, due=True, answer=True)
