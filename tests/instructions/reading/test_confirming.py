"""Which buildings somebody above says have received it."""

from __future__ import annotations

import pytest

from bot.instructions.reading.confirming import confirmed


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3、5栋收到", ["3", "5"]),
        ("3,5栋收到", ["3", "5"]),
        ("4栋，5栋收到", ["4", "5"]),
        ("4栋收到，5栋也收到了", ["4", "5"]),
        ("3号楼已通知，四楼没人在家", ["3"]),
        ("代4号楼收到", ["4"]),
        ("已打电话，4栋收到", ["4"]),
        ("4栋收到，5栋没接电话", ["4"]),
        ("4栋收到，5栋没收到", ["4"]),
        ("3、4栋收到，5栋不在家", ["3", "4"]),
        ("4栋好的，5栋联系不上", ["4"]),
        ("5栋没收到", []),
        ("5栋没人接", []),
        ("5栋收到了吗？", []),
        ("5栋，还没收到", []),
        ("4栋收到5栋还没", ["4"]),
        ("3到5栋收到", ["3", "4", "5"]),
        ("除了5栋都收到了", []),
        ("收到", []),
        ("", []),
    ],
)
def test_only_what_is_said_to_be_received(text: str, numbers: list[str]) -> None:
    assert sorted(confirmed(text)) == numbers
