"""One reply for several buildings is cut where each is named."""

from __future__ import annotations

import pytest

from bot.instructions.forms.by_building import by_building

OWN = {"3", "4", "12a"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3栋 是 3 20；4栋 否 0 5", {"3": "是 3 20", "4": "否 0 5"}),
        ("３栋：是，4号楼：否", {"3": "是", "4": "否"}),
        ("4#是 1\n3#否 2\n12A幢 是 0", {"4": "是 1", "3": "否 2", "12a": "是 0"}),
        ("3栋 是 3 20", {}),
        ("是 3 20，4栋 否", {}),
        ("3栋是，5栋是", {}),
        ("3栋是，3栋否", {}),
        ("3、4栋都是", {}),
        ("低洼3户 4栋", {}),
    ],
)
def test_cut_where_each_is_named(words: str, found: dict[str, str]) -> None:
    assert by_building(words, OWN) == found
