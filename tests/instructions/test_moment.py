from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.instructions.moment import PRESETS, offered, parse, preset

SHANGHAI = ZoneInfo("Asia/Shanghai")


def wall(day: str, time: str) -> datetime:
    return datetime.fromisoformat(f"2026-{day}T{time}").replace(tzinfo=SHANGHAI)


MONDAY_NINE = wall("03-02", "09:00")


@pytest.mark.parametrize(
    ("typed", "day", "time"),
    [
        ("17:40", "03-02", "17:40"),
        ("17：40前", "03-02", "17:40"),
        ("17点40", "03-02", "17:40"),
        ("１７点４０分", "03-02", "17:40"),
        ("17.40", "03-02", "17:40"),
        ("下午5点40", "03-02", "17:40"),
        ("下午 5 點 40 分", "03-02", "17:40"),
        ("下午五点四十", "03-02", "17:40"),
        ("5点40", "03-02", "17:40"),
        ("5点半", "03-02", "17:30"),
        ("11点", "03-02", "11:00"),
        ("8点", "03-02", "20:00"),
        ("08:00", "03-03", "08:00"),
        ("上午8点", "03-03", "08:00"),
        ("三点一刻", "03-02", "15:15"),
        ("今晚8点", "03-02", "20:00"),
        ("今天中午", "03-02", "12:00"),
        ("中午12点半", "03-02", "12:30"),
        ("晚上12点", "03-03", "00:00"),
        ("24:00", "03-03", "00:00"),
        ("凌晨2点", "03-03", "02:00"),
        ("明天9点", "03-03", "09:00"),
        ("明天3点", "03-03", "15:00"),
        ("明早八点", "03-03", "08:00"),
        ("明日上午10点", "03-03", "10:00"),
        ("后天下午两点", "03-04", "14:00"),
        ("大后天17时", "03-05", "17:00"),
        ("周五17:00", "03-06", "17:00"),
        ("星期一08:00前", "03-09", "08:00"),
        ("周一 18:00", "03-02", "18:00"),
        ("下周一9点", "03-09", "09:00"),
        ("周日晚上7点", "03-08", "19:00"),
        ("3月5日17:40", "03-05", "17:40"),
        ("3/5 17:40", "03-05", "17:40"),
        ("2026-03-05 17:40", "03-05", "17:40"),
        ("3月5号下午5点", "03-05", "17:00"),
        ("5pm", "03-02", "17:00"),
        ("tomorrow 9:30 am", "03-03", "09:30"),
        ("30分钟", "03-02", "09:30"),
        ("半小时后", "03-02", "09:30"),
        ("一个半小时", "03-02", "10:30"),
        ("两小时", "03-02", "11:00"),
        ("2小时30分", "03-02", "11:30"),
        ("in 45 min", "03-02", "09:45"),
        ("2h", "03-02", "11:00"),
        ("1.5小时", "03-02", "10:30"),
        ("0.5小时", "03-02", "09:30"),
        ("一点五小时", "03-02", "10:30"),
        ("2.5h", "03-02", "11:30"),
        ("3.5小时后", "03-02", "12:30"),
        ("20号下午5点", "03-20", "17:00"),
        ("20日17:00", "03-20", "17:00"),
        ("31日17点", "03-31", "17:00"),
        ("1号9点", "04-01", "09:00"),
        ("5号上午9点", "03-05", "09:00"),
        ("下个月5号9点", "04-05", "09:00"),
        ("下个星期五9点", "03-13", "09:00"),
        ("晚上1点", "03-03", "01:00"),
        ("Friday 5 pm", "03-06", "17:00"),
        ("8 pm tonight", "03-02", "20:00"),
        ("4pm tonight", "03-02", "16:00"),
        ("12pm", "03-02", "12:00"),
        ("11 p.m.", "03-02", "23:00"),
        ("noon tomorrow", "03-03", "12:00"),
        ("明天正午", "03-03", "12:00"),
        ("明天5点", "03-03", "17:00"),
        ("明天6点", "03-03", "06:00"),
        ("12点", "03-02", "12:00"),
        ("9:00", "03-02", "21:00"),
        ("9点半", "03-02", "09:30"),
        ("05:30", "03-03", "05:30"),
        ("5:30", "03-02", "17:30"),
        ("17:59", "03-02", "17:59"),
        ("17.05", "03-02", "17:05"),
        ("10点05分", "03-02", "10:05"),
        ("3点3刻", "03-02", "15:45"),
        ("凌晨12点半", "03-03", "00:30"),
        ("早上6点", "03-03", "06:00"),
        ("晚上4点", "03-03", "04:00"),
        ("晚上5点", "03-02", "17:00"),
        ("夜里12点半", "03-03", "00:30"),
        ("下午12点", "03-02", "12:00"),
        ("下午11点", "03-02", "23:00"),
        ("中午11点", "03-02", "11:00"),
        ("中午1点", "03-02", "13:00"),
        ("2号17点", "03-02", "17:00"),
        ("本月20号9点", "03-20", "09:00"),
        ("这周三9点", "03-04", "09:00"),
        ("本周一08:00", "03-02", "08:00"),
        ("上周五9点", "02-27", "09:00"),
        ("下下周一9点", "03-16", "09:00"),
        ("礼拜天9点", "03-08", "09:00"),
        ("Sunday 9 am", "03-08", "09:00"),
        ("昨日9点", "03-01", "09:00"),
        ("半个小时", "03-02", "09:30"),
        ("一个半钟头", "03-02", "10:30"),
        ("1.25小时", "03-02", "10:15"),
        ("90 minutes", "03-02", "10:30"),
        ("周日17:00", "03-08", "17:00"),
        ("请务必在今天下午5点之前完成，谢谢", "03-02", "17:00"),
    ],
)
def test_times_as_people_type_them(typed: str, day: str, time: str) -> None:
    assert parse(typed, MONDAY_NINE, SHANGHAI) == wall(day, time)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "收到",
        "随便",
        "明天",
        "25:00",
        "17:75",
        "2月30日9点",
        "0分钟",
        "明天9点" + "辛苦大家" * 9,
        "3号楼下午5点",
        "18:00-22:00",
        "18:00前2小时",
        "3天后9点",
        "月底9点",
        "除夕17:00",
        "next Friday 5pm",
        "2点半小时",
        "早一点",
        "30号31号9点",
        "17:60",
        "晚上",
        "上午中午",
        "明天2小时",
        "2月31号9点",
    ],
)
def test_what_is_no_time(typed: str) -> None:
    assert parse(typed, MONDAY_NINE, SHANGHAI) is None


def test_a_named_day_that_has_passed_stays_passed() -> None:
    assert parse("今天8:00", wall("03-02", "21:00"), SHANGHAI) == wall("03-02", "20:00")
    assert parse("今天08:00", MONDAY_NINE, SHANGHAI) == wall("03-02", "08:00")
    assert parse("3月1日 17:00", MONDAY_NINE, SHANGHAI) == wall("03-01", "17:00")
    assert parse("昨天9点", MONDAY_NINE, SHANGHAI) == wall("03-01", "09:00")


def test_a_time_that_is_now_is_meant_the_next_time() -> None:
    assert parse("21:00", wall("03-02", "21:00"), SHANGHAI) == wall("03-03", "21:00")
    assert parse("13点", wall("03-02", "14:00"), SHANGHAI) == wall("03-03", "13:00")
    assert parse("周一18:00", wall("03-02", "18:00"), SHANGHAI) == wall("03-09", "18:00")


def test_only_short_texts_are_read() -> None:
    short = "17:40" + "。" * 25
    assert parse(short, MONDAY_NINE, SHANGHAI) == wall("03-02", "17:40")
    assert parse(short + "。", MONDAY_NINE, SHANGHAI) is None


def test_a_date_half_a_year_behind_is_meant_next_year() -> None:
    december = wall("12-30", "10:00")
    assert parse("7月3日9点", december, SHANGHAI) == wall("07-03", "09:00")
    assert parse("7月2日9点", december, SHANGHAI) == datetime(2027, 7, 2, 9, tzinfo=SHANGHAI)
    assert parse("2025-03-05 9:00", december, SHANGHAI) == datetime(2025, 3, 5, 9, tzinfo=SHANGHAI)
    assert parse("下个月5号9点", december, SHANGHAI) == datetime(2027, 1, 5, 9, tzinfo=SHANGHAI)
    assert parse("下个月31号9点", wall("01-31", "10:00"), SHANGHAI) is None
    assert parse("30号9点", wall("01-31", "10:00"), SHANGHAI) is None, "February has none"


def test_january_in_december_is_the_next() -> None:
    found = parse("1月5日17:00", wall("12-30", "10:00"), SHANGHAI)
    assert found == datetime(2027, 1, 5, 17, tzinfo=SHANGHAI)


@given(st.text(max_size=40))
def test_nothing_typed_breaks_it(typed: str) -> None:
    parse(typed, MONDAY_NINE, SHANGHAI)


@given(st.text("0123456789:点半刻分上下午明后天今月日周一二三十小时钟 ./-前", max_size=14))
def test_nothing_like_a_time_breaks_it(typed: str) -> None:
    parse(typed, MONDAY_NINE, SHANGHAI)


def test_presets_mean_what_they_say() -> None:
    assert preset("m30", MONDAY_NINE, SHANGHAI) == wall("03-02", "09:30")
    assert preset("h2", MONDAY_NINE, SHANGHAI) == wall("03-02", "11:00")
    assert preset("d0-18", MONDAY_NINE, SHANGHAI) == wall("03-02", "18:00")
    assert preset("d1-9", MONDAY_NINE, SHANGHAI) == wall("03-03", "09:00")
    assert preset("h1", MONDAY_NINE, SHANGHAI) == wall("03-02", "10:00")
    assert preset("d0-20", MONDAY_NINE, SHANGHAI) == wall("03-02", "20:00")
    assert preset("d1-18", MONDAY_NINE, SHANGHAI) == wall("03-03", "18:00")
    assert preset("d9-99", MONDAY_NINE, SHANGHAI) is None
    assert preset("m3", MONDAY_NINE, SHANGHAI) is None


def test_what_has_passed_is_not_offered() -> None:
    assert [code for code, _ in offered(MONDAY_NINE, SHANGHAI)] == list(PRESETS)
    evening = [code for code, _ in offered(wall("03-02", "19:55"), SHANGHAI)]
    assert evening == ["m30", "h1", "h2", "d1-9", "d1-18"]
    assert "d0-18" in [code for code, _ in offered(wall("03-02", "17:49"), SHANGHAI)]
    assert "d0-18" not in [code for code, _ in offered(wall("03-02", "17:50"), SHANGHAI)]
    times = dict(offered(MONDAY_NINE, SHANGHAI))
    assert times["m30"] == wall("03-02", "09:30")
