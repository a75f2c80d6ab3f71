"""The times in a text: which is taken for the deadline, which are offered."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.instructions.mentioned import passed_today, times_in

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 9, 2, tzinfo=SHANGHAI)
"""A Monday."""


def read(text: str) -> tuple[str | None, list[str]]:
    found = times_in(text, NOW, SHANGHAI)
    return (None if found.due is None else said(found.due)), [said(each) for each in found.others]


def said(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("15:00 前回复", "03-02 15:00"),
        ("今晚停水，15:00前回复", "03-02 15:00"),
        ("请于明天上午10点之前回复", "03-03 10:00"),
        ("周五下午5点前上报", "03-06 17:00"),
        ("20号下午5点前报来", "03-20 17:00"),
        ("两小时内回复", "03-02 11:02"),
        ("最晚17:30报名", "03-02 17:30"),
        ("截止今天17:00", "03-02 17:00"),
        ("2小时以内回复", "03-02 11:02"),
        ("2小时之内请务必回复", "03-02 11:02"),
        ("Please reply within 2 hours", "03-02 11:02"),
        ("今天下午3點前回覆", "03-02 15:00"),
        ("中午前回复", "03-02 12:00"),
        ("晚上12点前关好门窗", "03-03 00:00"),
        ("please answer by 15:00", "03-02 15:00"),
        ("Reply before 5:40 pm tomorrow", "03-03 17:40"),
        ("by Friday 17:00 please report", "03-06 17:00"),
    ],
)
def test_a_time_beside_before_is_the_deadline(text: str, due: str) -> None:
    assert read(text) == (due, [])


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("明早八点清运", ["03-03 08:00"]),
        ("今晚 18:00–22:00 停水", ["03-02 18:00"]),
        ("上午9点至11点停水", ["03-03 09:00"]),
        ("今晚8点半开会", ["03-02 20:30"]),
        ("3-5栋今晚8点停水", ["03-02 20:00"]),
        ("22:00前恢复供水", ["03-02 22:00"]),
        ("8:00前请勿出门", ["03-02 20:00"]),
        ("今晚1点", ["03-03 01:00"]),
        ("明天停电，14:00开始", ["03-02 14:00", "03-03 14:00"]),
        ("明天停电\n14:00开始", ["03-02 14:00", "03-03 14:00"]),
        ("明晚停水，20:30开始", ["03-02 20:30", "03-03 20:30"]),
        ("明早停水，9:30开始", ["03-02 09:30", "03-03 09:30"]),
        ("tomorrow no water, 20:30 start", ["03-02 20:30", "03-03 20:30"]),
        ("明天停电，周五14:00开始", ["03-06 14:00"]),
        ("no power tomorrow. start 14:00 friday", ["03-06 14:00"]),
    ],
)
def test_any_other_time_is_only_offered(text: str, others: list[str]) -> None:
    assert read(text) == (None, others)


def test_of_several_deadlines_that_of_the_answer_is_taken() -> None:
    assert read("请18:00前储好水，15:00前回复") == ("03-02 15:00", ["03-02 18:00"])
    assert read("晚上七点半开会，请18点前回复") == ("03-02 18:00", ["03-02 19:30"])
    assert read("18:00前反馈，16:00前交材料") == ("03-02 18:00", ["03-02 16:00"])
    assert read("请反馈 18:00前，16:00前交材料") == ("03-02 18:00", ["03-02 16:00"])
    assert read("16:00前 反馈，18:00前交材料") == ("03-02 16:00", ["03-02 18:00"])
    assert read("请在2小时内回复，10:00前交材料") == ("03-02 11:02", ["03-02 10:00"])
    assert read("今天18:00前交材料，明天9:00前补齐")[0] is None


def test_what_is_promised_or_forbidden_by_then_is_no_deadline() -> None:
    assert read("15:00 前 恢复供水") == (None, ["03-02 15:00"])
    assert read("最晚15:00恢复供水") == (None, ["03-02 15:00"])
    assert read("请回复，2小时内恢复供水") == (None, [])


def test_an_answer_on_a_day_named_before_may_be_meant_then() -> None:
    assert read("明天停水，15:00前回复") == ("03-02 15:00", ["03-03 15:00"])


@pytest.mark.parametrize(
    "text",
    [
        "请注意以下3点：第一",
        "提3点要求",
        "电费12.50元",
        "3号楼今晚停水",
        "早一点回复",
        "2小时内恢复",
        "电话 0571-8888:30",
        "比分3:2",
        "24小时值班",
        "今天上午8:00前回复",
        "12月5日18:00前回复",
        "明天",
    ],
)
def test_what_is_no_time_or_lies_behind_or_too_far(text: str) -> None:
    assert read(text) == (None, [])


@given(
    st.text(
        "0123456789:点半刻分时号日月上下午晚早明今天周一前内小至到–-~ 请回复by pm\n", max_size=40
    )
)
def test_nothing_written_breaks_it(text: str) -> None:
    times_in(text, NOW, SHANGHAI)


def test_the_evening_is_no_deadline_where_the_morning_was_meant() -> None:
    for text, late, passed in (
        ("3月3日 8:00 前回复", 9, True),
        ("8:00 前回复", 9, True),
        ("8:00 前回复", 7, False),
        ("20:00 前回复", 9, False),
        ("下午3点前回复", 9, False),
    ):
        now = datetime(2026, 3, 3, late, tzinfo=SHANGHAI)
        due = times_in(text, now, SHANGHAI).due
        assert due is not None
        assert passed_today(text, due, now, SHANGHAI) is passed, text
