"""Where a text names a person, and what is left of it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.roster.mentions import Identity, Mentions, carries

WHO = Identity((1,), frozenset({123456789, 99}), frozenset({"王芳", "Amy Li", "芳"}),
               frozenset({"+8613800138003"}))  # fmt: skip


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("王芳收到", "***收到"),
        ("王　芳、王 芳", "***、***"),
        ("王芳芳和王芳", "王芳芳和***"),
        ("Amy  Li said", "*** said"),
        ("Tamy Li, Amy Lin", "Tamy Li, Amy Lin"),
        ("打 138-0013-8003", "打 ***"),
        ("0086 138 0013 8003", "***"),
        ("+86（138）0013.8003。", "***。"),
        ("138001380031", "138001380031"),
        ("2138001380032", "2138001380032"),
        ("id 123456789, 1234567890, 99", "id ***, 1234567890, 99"),
        ("芳草路", "芳草路"),
    ],
)
def test_each_mention_is_replaced_and_nothing_else(text: str, left: str) -> None:
    mentions = Mentions(WHO, ["王芳芳", "", "李强"])
    assert mentions.removed(text) == left
    assert mentions.within(text) is (left != text)


def test_a_namesake_keeps_the_name() -> None:
    mentions = Mentions(WHO, ["王 芳", "AMY LI"])
    assert mentions.shared == ("Amy Li", "王芳")
    assert mentions.removed("王芳 13800138003") == "王芳 ***"
    nobody = Mentions(Identity((), frozenset(), frozenset({"芳"}), frozenset()))
    assert nobody.removed("芳") == "芳"
    assert nobody.hints == ()


def test_every_mention_fits_a_hint() -> None:
    found = Mentions(WHO).hints
    assert sorted(found) == sorted(("%王%芳%", "%Amy%Li%", "%03%", "%123456789%"))
    like = [re.compile(each.replace("%", ".*")) for each in found]
    for text in ("在王　芳家", "Amy\tLi", "138 0013 8003", "#123456789"):
        assert any(each.fullmatch(text) for each in like), text


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"by": ["x", {"y": "给王芳"}]}, True),
        ({"王芳": 1}, True),
        (("李强", ["王芳"]), True),
        ({"by": [1, None, True, 123456789]}, False),
        ({"by": "李强"}, False),
    ],
)
def test_documents_are_looked_through(value: Any, found: bool) -> None:
    assert Mentions(WHO).within(value) is found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (99, True), (98, False), (True, False), ("99", False), (None, False),
        ({"99": "x"}, True), ({"a": {"b": [1, 99]}}, True), ((5, (99,)), True),
        ({"a": [98, "99"]}, False),
    ],
)  # fmt: skip
def test_accounts_are_found_as_numbers_and_as_keys(value: Any, found: bool) -> None:
    assert carries(value, frozenset({99, 1})) is found
