"""Amounts in free words, numbers before answers, and the bounds of a question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bot.errors import Refused
from bot.instructions.forms.amounts import MOST_AMOUNT, Amount, amounts_in, scale_of
from bot.instructions.forms.parts import marked_parts, numbered_by_turns
from bot.instructions.forms.question import read_question
from bot.instructions.forms.reading_answer import UNREAD, Known, ReadAnswer, read_answer
from bot.instructions.forms.reading_reply import counts_buildings

KNOWN = Known(date(2026, 12, 1))


def test_the_largest_amount_is_still_an_answer() -> None:
    assert Amount(MOST_AMOUNT, "", 0).counted_in("") == "1000000000"
    assert Amount(MOST_AMOUNT + 1, "", 0).counted_in("") is None


def test_weights_have_one_scale() -> None:
    assert {scale_of(each) for each in ("斤", "公斤", "吨")} == {"kg"}


@pytest.mark.parametrize("words", ["3座", "5栋", "2幢", "六层"])
def test_buildings_and_floors_are_no_amounts(words: str) -> None:
    assert amounts_in(words) == []


def test_a_pair_is_two_without_a_measure() -> None:
    assert amounts_in("来了俩") == [Amount(Decimal(2), "", 2)]


@pytest.mark.parametrize("line", ["几栋（栋）", "几幢（幢）", "几座（座）", "空置（楼）"])
def test_a_question_may_count_buildings(line: str) -> None:
    assert counts_buildings([read_question(line)])


def test_nine_choices_and_twenty_characters_each() -> None:
    assert len(read_question(f"缺：{'/'.join('一二三四五六七八九')}").choices) == 9
    assert read_question(f"缺：甲/{'乙' * 20}").choices == ("甲", "乙" * 20)
    with pytest.raises(Refused) as many:
        read_question(f"缺：{'/'.join('一二三四五六七八九十')}")
    assert many.value.facts == {"most": 9}
    with pytest.raises(Refused) as long:
        read_question(f"缺：甲/{'乙' * 21}")
    assert long.value.facts == {"most": 20}


def test_parts_behind_their_numbers() -> None:
    assert marked_parts(["1.", "是", "2.", "3户"]) == [(1, "是"), (2, "3户")]
    assert marked_parts(["1.是", "2."]) == []
    assert marked_parts(["是", "2.3"]) == []


def test_numbers_before_their_answers_by_turns() -> None:
    assert numbered_by_turns(["1是", "2", "15", "3无"]) == [(1, "是"), (2, "15"), (3, "无")]
    assert numbered_by_turns(["是", "2", "15"]) == []
    assert numbered_by_turns(["2是", "1否"]) == []
    assert numbered_by_turns(["1是", "2"]) == []


@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("无人机（架）", "3架", ReadAnswer("3")),
        ("检修（日期）", "月8日", UNREAD),
        ("挡板到位：是/否", "到位啦", ReadAnswer("yes")),
        ("挡板到位：是/否", "没到位呢", ReadAnswer("no")),
        ("Remarks", "remarks: all fine", ReadAnswer("all fine")),
        ("备注", "备注没有", ReadAnswer("没有")),
        ("缺什么：棉被/手电/药品（可多选）", "药品棉被", ReadAnswer("棉被\n药品")),
        ("缺什么：棉被/手电/药品（可多选）", "药品棉被两床", UNREAD),
    ],
)
def test_one_answer(line: str, words: str, expected: ReadAnswer) -> None:
    assert read_answer(read_question(line), words, KNOWN) == expected
