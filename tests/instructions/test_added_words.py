"""What is typed when words to add are asked for."""

from __future__ import annotations

import pytest

from bot.instructions.added_words import Addition, addition


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("请三楼也通知。", Addition.WORDS),
        ("算了就在三楼集合", Addition.WORDS),
        ("算了，不加了", Addition.STOP),
        (" 算 了 。", Addition.STOP),
        ("Never mind!", Addition.STOP),
        ("不加了", Addition.NOTHING),
        ("还有吗", Addition.WORDS),
        ("没有？", Addition.NOTHING),
        ("收到", Addition.NOTHING),
        ("谢谢", Addition.NOTHING),
        ("不加了，直接转达", Addition.PLAIN),
        ("收到并转达", Addition.CONFIRM),
        ("转发吧", Addition.CONFIRM),
    ],
)
def test_what_is_meant(text: str, meaning: Addition) -> None:
    assert addition(text) is meaning
