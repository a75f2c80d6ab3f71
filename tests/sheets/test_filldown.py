"""Blank unit cells, sentence by sentence as in product.md."""

from __future__ import annotations

import pytest

from bot.sheets.filldown import FillDown, UnplacedError, WrittenCell

ABOVE = ["甲", "一期", "1栋"]


def filled(*rows: list[str]) -> str:
    filler = FillDown([False] * 3)
    said = ""
    for row in rows:
        try:
            said = "/".join(filler.fill([WrittenCell(text) for text in row]))
        except UnplacedError as error:
            said = f"{error.reason} after {'/'.join(error.units) or 'nothing'}"
    return said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["甲", "一期", "1栋"], "甲/一期/1栋"),
        (["", "", "2栋"], "甲/一期/2栋"),
        (["", "二期", "1栋"], "甲/二期/1栋"),
        (["", "二期", ""], "甲/二期"),
        (["乙", "", ""], "乙"),
        (["", "", ""], "甲/一期/1栋"),
        (["乙", "", "1栋"], "hole_in_units after 乙"),
    ],
)
def test_below_a_building(row: list[str], said: str) -> None:
    assert filled(ABOVE, row) == said


def test_below_a_post_of_the_community() -> None:
    assert filled(["甲", "", ""], ["", "", ""]) == "甲"
    assert filled(["甲", "", ""], ["", "一期", ""]) == "甲/一期"
    assert filled(["甲", "", ""], ["", "", "1栋"]) == "hole_in_units after 甲"


def test_below_a_row_that_could_not_be_placed() -> None:
    hole = ["乙", "", "1栋"]
    assert filled(ABOVE, hole, ["", "", ""]) == "above_unreadable after 乙"
    assert filled(ABOVE, hole, ["", "", "2栋"]) == "above_unreadable after 乙"
    assert filled(ABOVE, hole, ["", "一期", "2栋"]) == "乙/一期/2栋"


def test_above_everything() -> None:
    assert filled(["", "", ""]) == "no_unit after nothing"
    assert filled(["", "一期", ""]) == "hole_in_units after nothing"
