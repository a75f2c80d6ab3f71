"""What a liaison writes when they are asked who it shall be."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.roster.typed_person import TypedPerson, read_person


@pytest.mark.parametrize(
    "text",
    [
        *("郑洁", "换成郑洁", "让郑洁来当", "叫郑洁", "郑洁吧", "就换郑洁吧。", "请郑洁担任"),
        *("郑洁阿姨", "郑洁老师", "郑洁 没有电话", "郑洁，暂无手机", "郑洁没电话"),
    ],
)
def test_the_name_alone_is_taken(text: str) -> None:
    assert read_person(text, "CN") == TypedPerson("郑洁")


@pytest.mark.parametrize(
    "text", ["郑洁，电话13900000011", "郑洁 手机：139 0000 0011", "换成郑洁 13900000011"]
)
def test_a_number_may_be_called_one(text: str) -> None:
    assert read_person(text, "CN") == TypedPerson("郑洁", "+8613900000011")


def test_words_in_brackets_become_the_note() -> None:
    assert read_person("郑洁（代）", "CN") == TypedPerson("郑洁", None, "代")


@pytest.mark.parametrize(
    "name", ["周恩来", "李大当", "由其伟", "王了", "张先生", "欧阳先生", "司马相如", "欧阳修"]
)
def test_a_name_that_ends_or_begins_like_that_stays(name: str) -> None:
    assert read_person(name, "CN").name == name


@pytest.mark.parametrize("text", ["不知道", "随便吧", "先空着", "还没定", "不换了"])
def test_who_puts_it_off_names_nobody(text: str) -> None:
    with pytest.raises(Refused, match="not_a_name"):
        read_person(text, "CN")
