from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.outgoing import Entity, utf16
from bot.chat.text import (
    Text,
    bold,
    lines,
    mention_person,
    name_list,
    people_list,
    shorten,
    styled,
    topic,
    unit_name,
)
from bot.chat.texts import translator


def covered(text: Text, entity: Entity) -> str:
    units = text.plain.encode("utf-16-le")
    return units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def test_entities_are_counted_in_utf16() -> None:
    said = Text("👍 ") + bold("今晚停水") + " " + mention_person("王芳", 7)
    assert [covered(said, each) for each in said.entities] == ["今晚停水", "王芳"]
    assert said.entities[1].user_id == 7


def test_styles_nest() -> None:
    said = styled("blockquote", Text("请 ") + bold("现在") + " 回复")
    assert [(each.kind, covered(said, each)) for each in said.entities] == [
        ("blockquote", "请 现在 回复"),
        ("bold", "现在"),
    ]


def test_lines_leave_out_what_says_nothing() -> None:
    assert lines("a", None, "", Text(), bold("b")) == Text("a\n") + bold("b")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), max_size=5))
def test_joined_entities_cover_what_they_covered(parts: list[str]) -> None:
    said = Text("，").join(bold(part) for part in parts)
    assert [covered(said, each) for each in said.entities] == [part for part in parts if part]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), st.integers(0, 40))
def test_a_shortened_text_fits_and_begins_alike(text: str, limit: int) -> None:
    kept = shorten(text, limit)
    assert utf16(kept) <= limit
    assert kept == text or text.startswith(kept.removesuffix("…"))


def test_shortening_does_not_tear_characters() -> None:
    assert shorten("好👍👍", 4) == "好👍…"
    assert shorten("a👩‍👧b", 5) == "a…"


def test_entities_end_with_a_shortened_text() -> None:
    said = (Text("通知 ") + bold("今晚停水") + bold("!")).shortened(6)
    assert said.plain == "通知 今晚…"
    assert [covered(said, each) for each in said.entities] == ["今晚"]


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("zh-hans", ["3栋"], "3 栋"),
        ("zh-hans", ["3栋", "5栋", "8 栋"], "3、5、8 栋"),
        ("zh-hans", ["3栋", "5栋", "8栋", "9栋", "11栋"], "3、5、8 栋和另外 2 栋"),
        ("zh-hans", ["3栋", "南门", "5号楼", "6号楼"], "3 栋、南门、5 号楼和另外 1 处"),
        ("zh-hant", ["3棟", "5棟", "8棟", "門口"], "3、5、8 棟和另外 1 處"),
        ("en", ["3栋", "5栋", "8栋", "9栋"], "3, 5, 8 栋 and 1 more 栋"),
        ("en", ["North gate", "Block A"], "North gate, Block A"),
        ("zh-hans", [], ""),
    ],
)
def test_lists_of_units(language: str, names: list[str], said: str) -> None:
    assert name_list(names, 3, translator(language)) == said


@pytest.mark.parametrize("name", ["O'Brien", "J. Smith", "K.Smith", "O’Hara Court", "A-B.C"])
def test_a_name_of_letters_is_no_number_with_an_ending(name: str) -> None:
    assert unit_name(name, 40) == name


def test_lists_of_people() -> None:
    names = ["J. Smith", "K. Smith", "Amy陈", "Bob陈", "O'Brien"]
    assert people_list(names, translator("zh-hans")) == "J. Smith、K. Smith、Amy陈、Bob陈、O'Brien"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("通知到户。", "通知到户"),
        ("今晚停水：", "今晚停水"),
        ("Meet at 8. ", "Meet at 8"),
        ("收到了吗？", "收到了吗？"),
        ("停" * 50, "停" * 39 + "…"),
        ("。", ""),
    ],
)
def test_a_title_inside_a_sentence_ends_without_a_stop(title: str, said: str) -> None:
    assert topic(title) == said
