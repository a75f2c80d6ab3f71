"""Names that are one name, and names that are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.clean import tidy, tidy_name
from bot.roster.fold import fold_name, fold_unit
from bot.roster.numerals import digits

JOINED = ("ශ්\u200dරී ලංකා", "നന്\u200dമ", "می\u200cخواهم", "👩\u200d👧")


@pytest.mark.parametrize("name", JOINED)
def test_a_joiner_that_shapes_a_name_stays_and_does_not_count(name: str) -> None:
    assert tidy(name) == tidy_name(name) == name
    assert fold_name(name) == fold_name(name.translate({0x200C: None, 0x200D: None}))


@pytest.mark.parametrize("name", ["王\u200d芳", "\u200d王芳", "王芳\u200c", "王 \u200d芳"])
def test_a_joiner_that_shapes_nothing_goes(name: str) -> None:
    assert tidy_name(name) == "王芳"


def test_a_joiner_between_latin_letters_goes() -> None:
    assert tidy("A\u200dB \u200dC") == "AB C"


NUMBERS = "零一二三四五六七八九十"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number <= 10:
        return NUMBERS[number]
    return ("" if tens == 1 else NUMBERS[tens]) + "十" + (NUMBERS[ones] if ones else "")


@pytest.mark.parametrize("number", range(100))
def test_chinese_numerals(number: int) -> None:
    assert digits(chinese(number)) == str(number)
    assert fold_unit(f"{chinese(number)}幢") == fold_unit(f"{number:02d}栋") == str(number)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一百零二", "102"), ("一百一十", "110"), ("二〇三", "203"), ("两千", "2000"), ("廿", None)],
)
def test_larger_numerals(numeral: str, value: str | None) -> None:
    assert value is None or digits(numeral) == value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3幢", "3号楼"),
        ("3栋", "三幢"),
        ("3#", "３ 栋"),
        ("3#楼", "第三栋"),
        ("3號樓", "3"),
        ("Building 3", "No. 3"),
        ("Block A3", "a3栋"),
        ("甲3幢", "甲03栋"),
        ("第一网格", "1网格"),
        ("二期", "2期"),
        ("陽光社區", "阳光社区"),
    ],
)
def test_units_that_are_one(one: str, other: str) -> None:
    assert fold_unit(one) == fold_unit(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3栋", "13栋"),
        ("3栋", "30栋"),
        ("3栋1单元", "3栋2单元"),
        ("A座", "B座"),
        ("3-1", "31"),
        ("一期", "二期"),
        ("四季花城", "4季花城"),
        ("东楼", "西楼"),
    ],
)
def test_units_that_are_not(one: str, other: str) -> None:
    assert fold_unit(one) != fold_unit(other)


def test_people() -> None:
    assert fold_name("王　芳") == fold_name(" 王 芳") == "王芳"
    assert fold_name("張國榮") == fold_name("张国荣")
    assert fold_name("阿依古丽·买买提") == fold_name("阿依古丽•买买提") == "阿依古丽买买提"
    assert fold_name("John  SMITH") == fold_name("Ｊｏｈｎ Smith")


@given(st.text(max_size=20))
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("王　芳", "王芳"),
        (" John   Smith ", "John Smith"),
        ("３ 栋", "3栋"),
        ("王\u200b芳\u202e", "王芳"),
        ("\n王\n芳\t", "王芳"),
        ("（一）期", "（一）期"),
        ("\ufeff \x00", ""),
    ],
)
def test_what_is_kept_of_a_name(written: str, kept: str) -> None:
    assert tidy_name(written) == kept
