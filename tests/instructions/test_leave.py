"""What typed words say about a leave."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.instructions.leave import (
    LeaveWords,
    about_them,
    ends_at,
    last_day,
    leave_day,
    may_be_a_day,
    offered_days,
    read_leave,
)

MONDAY = date(2026, 11, 30)
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", MONDAY),
        ("到明天", date(2026, 12, 1)),
        ("12月5日", date(2026, 12, 5)),
        ("12月5號", date(2026, 12, 5)),
        ("5号", date(2026, 12, 5)),
        ("至12/5为止", date(2026, 12, 5)),
        ("三天", date(2026, 12, 2)),
        ("一周", date(2026, 12, 6)),
        ("两个星期", date(2026, 12, 13)),
        ("半个月", date(2026, 12, 14)),
        ("周末", date(2026, 12, 6)),
        ("下周末", date(2026, 12, 13)),
        ("周五", date(2026, 12, 4)),
        ("周日", date(2026, 12, 6)),
        ("下周三", date(2026, 12, 9)),
        ("月底", MONDAY),
        ("下个月底", date(2026, 12, 31)),
        ("0天", None),
        ("昨天", None),
        ("12月5日 17:00", None),
        ("几点能恢复", None),
        ("2月30日", None),
        ("999天", None),
    ],
)
def test_the_last_day(text: str, expected: date | None) -> None:
    assert leave_day(text, MONDAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请假", LeaveWords()),
        ("我要请假", LeaveWords()),
        ("我想請個假", LeaveWords()),
        ("我请假到周日", LeaveWords(date(2026, 12, 6))),
        ("请假三天", LeaveWords(date(2026, 12, 2))),
        ("我请假到12月5日了。", LeaveWords(date(2026, 12, 5))),
        ("明天请假", LeaveWords(date(2026, 12, 1), later=True)),
        ("周末请假", LeaveWords(date(2026, 12, 6), later=True)),
        ("我请假12月5日", LeaveWords(date(2026, 12, 5), later=True)),
        ("今天请假", LeaveWords(MONDAY)),
        ("到周末请假", LeaveWords(date(2026, 12, 6))),
        ("三天请假", LeaveWords(date(2026, 12, 2))),
        ("我回来了", LeaveWords(back=True)),
        ("銷假", LeaveWords(back=True)),
        ("提前回来", LeaveWords(back=True)),
        ("leave", LeaveWords()),
        ("请假的人请周五前报备", None),
        ("请假制度", None),
        ("王芳请假到周日", None),
        ("收到", None),
        ("请大家明天开会", None),
        ("", None),
    ],
)
def test_what_is_said_about_a_leave(text: str, expected: LeaveWords | None) -> None:
    assert read_leave(text, MONDAY) == expected


def test_words_about_whoever_was_asked_about_may_name_them() -> None:
    for said in ("王芳请假到周日", "王芳楼长请假到周日", "王芳 到周日", "请假到周日", "到周日"):
        words = about_them(said, "王芳")
        found = leave_day(words, MONDAY) or getattr(read_leave(words, MONDAY), "until", None)
        assert found == date(2026, 12, 6), said
    assert about_them("李强请假到周日", "王芳") == "李强请假到周日"


def test_a_leave_ends_on_the_morning_after_its_last_day() -> None:
    over = ends_at(date(2026, 12, 5), SHANGHAI)
    assert over == datetime(2026, 12, 5, 23, 0, tzinfo=UTC)
    assert last_day(over, SHANGHAI) == date(2026, 12, 5)


def test_each_day_is_offered_once() -> None:
    assert offered_days(MONDAY) == [
        MONDAY, date(2026, 12, 1), date(2026, 12, 6), date(2026, 12, 13)
    ]  # fmt: skip
    assert len(offered_days(date(2026, 12, 5))) == 3, "tomorrow is Sunday"


def test_what_may_be_meant_as_a_day() -> None:
    for said in ("下月初3号左右吧", "大概下周三回来", "王芳请假到周日", "until Dec 5th"):
        assert may_be_a_day(said)
    for said in ("收到", "3月5日晚停水，请储水", "周五开会", "3栋停水"):
        assert not may_be_a_day(said)


def test_who_is_named_in_words_about_a_leave() -> None:
    for said, own in (("我请假到周日", True), ("请假到周日", False), ("本人明天请假", True)):
        found = read_leave(said, MONDAY)
        assert found is not None
        assert found.own is own
