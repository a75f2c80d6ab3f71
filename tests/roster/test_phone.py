"""Phone numbers as offices write them, and as much of them as may be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.phone import NoNumberError, mask, normalise, written_phone


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13812345678", "+8613812345678"),
        ("138 1234 5678", "+8613812345678"),
        ("138-1234-5678", "+8613812345678"),
        ("+86 138 1234 5678", "+8613812345678"),
        ("(+86) 13812345678", "+8613812345678"),
        ("008613812345678", "+8613812345678"),
        ("１３８１２３４５６７８", "+8613812345678"),
        ("13812345678.0", "+8613812345678"),
        ("1.3812345678E+10", "+8613812345678"),
        ("1.381235E+10", "+8613812350000"),
        ("010-65551234", "+861065551234"),
        ("0755 2345 6789", "+8675523456789"),
        ("+852 9123 4567", "+85291234567"),
        ("+852 1234 5678", "+85212345678"),
        ("", None),
        ("  ", None),
    ],
)
def test_a_number_in_one_form(text: str, number: str | None) -> None:
    assert normalise(text) == number


@pytest.mark.parametrize(
    ("text", "rounded"),
    [
        ("1381234567", False),
        ("138123456789", False),
        ("65551234", False),
        ("00852 1234 5678", False),
        ("没有", False),
        ("1800FLOWERS", False),
        ("010-65551234转12", False),
        ("9" * 10_000, False),
        ("1.38E+10", True),
        ("1.38123E10", True),
        ("13812345678/13912345678", False),
        ("13812345678、13912345678", False),
    ],
)
def test_what_is_no_number(text: str, rounded: bool) -> None:
    with pytest.raises(NoNumberError) as error:
        normalise(text)
    assert error.value.rounded is rounded


@given(st.integers(13000000000, 19999999999))
def test_a_written_number_reads_back(number: int) -> None:
    kept = normalise(str(number))
    assert kept is not None
    assert normalise(written_phone(kept)) == kept


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+8613812345678", "138****5678"),
        ("+85291234567", "91****67"),
        ("+861065551234", "10****34"),
        ("1234567", "12****67"),
        ("123456", "****"),
        ("110", "****"),
        ("", "****"),
    ],
)
def test_what_is_shown_of_a_number(number: str, shown: str) -> None:
    assert mask(number) == shown


@given(st.text(max_size=30))
def test_never_more_than_seven_digits_are_shown(text: str) -> None:
    assert sum(char.isdigit() for char in mask(text)) <= 7
