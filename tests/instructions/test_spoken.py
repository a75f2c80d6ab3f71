"""Typed times in one form, whatever they were typed with."""

from __future__ import annotations

import pytest

from bot.instructions.spoken import levelled


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("下午五點四十", "下午5点40"),
        ("十点", "10点"),
        ("十二點", "12点"),
        ("二十点", "20点"),
        ("二十三点", "23点"),
        ("三十五分钟后", "35分钟后"),
        ("两小时", "2小时"),
        ("二〇二六年", "2026年"),
        (" １７：３０ ", "17:30"),
        ("周五 下午 5 点", "周5 下午5点"),
        ("週三十點", "周3 10点"),
        ("By 5 PM", "by 5 pm"),
    ],
)
def test_one_form(typed: str, form: str) -> None:
    assert levelled(typed) == form
