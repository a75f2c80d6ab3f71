"""Unusual phone cells never remove a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.cells.phone import read_phone
from bot.roster.phone import is_landline, normalise, written_phone

FIRST, SECOND = "+8613800000014", "+8613800000015"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("138 0000 0014（微信同号）", [(FIRST, "微信同号")]),
        ("13800000014（儿子代接）", [(FIRST, "儿子代接")]),
        ("13800000014(北)13800000015(南)", [(FIRST, "北"), (SECOND, "南")]),
        ("北13800000014 南13800000015", [(FIRST, "北"), (SECOND, "南")]),
        ("13800000014/13800000015", [(FIRST, ""), (SECOND, "")]),
        ("13800000014 13800000015", [(FIRST, ""), (SECOND, "")]),
        ("13800000014\n13800000015", [(FIRST, ""), (SECOND, "")]),
        ("138-0000-0014；138-0000-0015", [(FIRST, ""), (SECOND, "")]),
        ("手机：13800000014", [(FIRST, "")]),
        ("儿子：13800000014", [(FIRST, "儿子")]),
        ("13800000014转告", [(FIRST, "转告")]),
        ("13800000014，女儿 13800000015", [(FIRST, ""), (SECOND, "女儿")]),
        ("0571-83500010", [("+8657183500010", "")]),
        ("(0571)83500010转12", [("+8657183500010", "转12")]),
        ("１３８０００００１４（家）", []),
        ("１３８００００００１４（家）", [(FIRST, "家")]),
        ("+86 138 0000 0014 / +852 9123 4567", [(FIRST, ""), ("+85291234567", "")]),
    ],
)
def test_the_numbers_of_a_cell(text: str, numbers: list[tuple[str, str]]) -> None:
    found = read_phone(text, "CN")
    assert [(each.phone, each.words) for each in found.numbers] == numbers


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("无", "phone_missing"),
        ("暂无", "phone_missing"),
        ("-", "phone_missing"),
        ("/", "phone_missing"),
        ("待补", "phone_missing"),
        ("1380000009", "phone_unusable"),
        ("138****0012", "phone_unusable"),
        ("8350 0011", "phone_unusable"),
        ("短号 660013", "phone_unusable"),
        ("1.38E+10", "phone_rounded"),
    ],
)
def test_why_there_is_no_number(text: str, reason: str) -> None:
    found = read_phone(text, "CN")
    assert (found.numbers, found.reason, found.said) == ((), reason, text)


def test_what_is_left_of_a_shortened_second_number() -> None:
    found = read_phone("13800000016/17", "CN")
    assert ([each.phone for each in found.numbers], found.rest) == (["+8613800000016"], "17")


def test_whose_number_it_is() -> None:
    (own,) = read_phone("13800000014（微信同号）", "CN").numbers
    (other,) = read_phone("13800000014（儿子代接）", "CN").numbers
    assert (own.somebody_elses, other.somebody_elses) == (False, True)


@pytest.mark.parametrize(
    ("region", "text", "number", "landline"),
    [
        ("TW", "0912-345-678", "+886912345678", False),
        ("TW", "02-2345-6789", "+886223456789", True),
        ("TW", "(02)2345-6780", "+886223456780", True),
        ("HK", "9123 4567", "+85291234567", False),
        ("HK", "2345 6789", "+85223456789", True),
        ("MO", "6612 3456", "+85366123456", False),
        ("SG", "8123 4567", "+6581234567", False),
        ("SG", "6123 4567", "+6561234567", True),
        ("MY", "012-345 6789", "+60123456789", False),
        ("CN", "0571-83500010", "+8657183500010", True),
    ],
)
def test_numbers_of_a_region(region: str, text: str, number: str, landline: bool) -> None:
    (found,) = read_phone(text, region).numbers
    assert (found.phone, is_landline(found.phone)) == (number, landline)
    assert normalise(written_phone(number, region), region) == number


@given(st.text(max_size=40), st.sampled_from(["CN", "TW", "HK", "SG"]))
def test_no_cell_is_refused(text: str, region: str) -> None:
    found = read_phone(text, region)
    assert all(normalise(each.phone, region) == each.phone for each in found.numbers)
