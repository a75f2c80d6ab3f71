"""The words for posts, and what each means where it stands."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.roster.customs import OwnWord
from bot.roster.model import PostKind
from bot.roster.post_words import WORDS
from bot.roster.posts import (
    BRANCH,
    BUILDING,
    is_post,
    kinds_at,
    parse_post,
    post_word,
    shown_word,
    title_and_aside,
)

COMMUNITY = 2


@pytest.mark.parametrize(
    ("word", "height", "kind"),
    [
        ("督导", COMMUNITY, "supervisor"),
        ("督導", BRANCH, "supervisor"),
        ("专员", BRANCH, "liaison"),
        ("小区专员", BRANCH, "liaison"),
        ("書記", BRANCH, "lead"),
        ("支部书记", BRANCH, "lead"),
        ("网格长", BRANCH, "lead"),
        ("书记", COMMUNITY, "lead"),
        ("副书记", BRANCH, "deputy"),
        ("楼长", BUILDING, "lead"),
        ("楼栋长", BUILDING, "lead"),
        ("樓 長", BUILDING, "lead"),
        ("楼长（兼）", BUILDING, "lead"),
        ("副楼长", BUILDING, "deputy"),
        ("副组长", BUILDING, "deputy"),
        ("成员", BUILDING, "helper"),
        ("成员2", BUILDING, "helper"),
        ("成员（三）", BRANCH, "helper"),
        ("楼道长", BUILDING, "helper"),
        ("Building lead", BUILDING, "lead"),
        ("DEPUTY", BRANCH, "deputy"),
        ("helper", BUILDING, "helper"),
        ("专职网格员", BRANCH, "helper"),
        ("幸福里支部书记", BRANCH, "lead"),
        ("小区党支部副书记", BRANCH, "deputy"),
        ("代楼长", BUILDING, "lead"),
        ("代里長", COMMUNITY, "liaison"),
        ("专职东风苑书记", BRANCH, "lead"),
        ("單元長", BUILDING, "helper"),
        ("里長", COMMUNITY, "liaison"),
        ("里幹事", COMMUNITY, "supervisor"),
        ("鄰長", BRANCH, "lead"),
        ("座長", BUILDING, "lead"),
        ("副座長", BUILDING, "deputy"),
        ("樓層代表", BUILDING, "helper"),
        ("聯絡主任", BRANCH, "liaison"),
        ("Block leader", BUILDING, "lead"),
        ("RC Chairman", BRANCH, "lead"),
        ("Floor representative", BUILDING, "helper"),
    ],
)
def test_what_a_word_means(word: str, height: int, kind: str) -> None:
    assert parse_post(word, height) == kind


@pytest.mark.parametrize(
    ("word", "height", "reason"),
    [
        ("楼长", BRANCH, "post_not_here"),
        ("副楼长", BRANCH, "post_not_here"),
        ("书记", BUILDING, "post_not_here"),
        ("专员", BUILDING, "post_not_here"),
        ("副专员", BUILDING, "post_not_here"),
        ("督导", BUILDING, "post_not_here"),
        ("楼长兼成员", BUILDING, "unknown_post"),
        ("保安", BUILDING, "unknown_post"),
        ("3", BUILDING, "unknown_post"),
        ("保安队长", BUILDING, "unknown_post"),
        ("网格长兼楼长", BUILDING, "unknown_post"),
        ("鄰長", BUILDING, "post_not_here"),
        ("物业", BUILDING, "party_not_here"),
        ("业委会主任", COMMUNITY, "party_not_here"),
    ],
)
def test_words_that_do_not_fit(word: str, height: int, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_post(word, height)


@pytest.mark.parametrize(
    ("word", "height", "facts"),
    [
        ("保安", BUILDING, {"word": "保安", "known": "楼长、副楼长、成员"}),
        ("guard", BUILDING, {"word": "guard", "known": "Building lead, Deputy, Helper"}),
        ("保安", BRANCH, {"word": "保安", "known": "书记、副书记、成员、专员、督导、物业、业委会"}),
        (
            "guard",
            COMMUNITY,
            {"word": "guard", "known": "Lead, Deputy, Helper, Liaison, Supervisor"},
        ),
        ("楼长", BRANCH, {"word": "楼长"}),
        ("副楼长", BRANCH, {"word": "副楼长"}),
        ("物业", BUILDING, {"word": "物业", "name": "物业"}),
    ],
)
def test_a_refused_word_is_said_with_those_that_are_known(
    word: str, height: int, facts: dict[str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        parse_post(word, height)
    assert refused.value.facts == facts


def test_a_heading_that_names_a_post() -> None:
    assert all(map(is_post, ("楼长", "书记", "副楼长", "督导", "物业")))
    assert not any(map(is_post, ("保安", "电话", "")))
    assert is_post("保安", (OwnWord(PostKind.HELPER, "保安"),))


@pytest.mark.parametrize(
    ("height", "words"), [(0, "楼长"), (1, "书记"), (2, "负责人"), (3, "负责人")]
)
def test_the_usual_word_depends_on_the_tier(height: int, words: str) -> None:
    assert post_word(PostKind.LEAD, height, "zh-hans") == words


@pytest.mark.parametrize("language", [*WORDS, "fr"])
@pytest.mark.parametrize("kind", PostKind)
@pytest.mark.parametrize("height", range(4))
def test_a_written_word_reads_back(language: str, kind: PostKind, height: int) -> None:
    if kind in kinds_at(height):
        assert parse_post(post_word(kind, height, language), height) is kind


def test_words_of_one_office_alone() -> None:
    own = (OwnWord(PostKind.LEAD, "幢主"), OwnWord(PostKind.HELPER, "保安队长"))
    assert parse_post("幢主", BUILDING, own) is PostKind.LEAD
    assert parse_post("副幢主", BUILDING, own) is PostKind.DEPUTY
    assert parse_post("保安队长", BUILDING, own) is PostKind.HELPER


@pytest.mark.parametrize(
    ("title", "height", "language", "shown"),
    [
        ("网格长", BRANCH, "zh-hans", "网格长"),
        ("网格长", BRANCH, "en", "网格长"),
        ("书记", BRANCH, "en", "Branch lead"),
        ("樓長", BUILDING, "zh-hans", "楼长"),
        (None, BRANCH, "zh-hant", "書記"),
    ],
)
def test_the_offices_own_word_is_shown(
    title: str | None, height: int, language: str, shown: str
) -> None:
    assert shown_word(title, PostKind.LEAD, height, language) == shown


@pytest.mark.parametrize(
    ("word", "title", "aside"),
    [
        ("楼长（兼）", "楼长", "兼"),
        ("成员2", "成员", ""),
        ("网格长", "网格长", ""),
        ("（楼长）", "（楼长）", ""),
    ],
)
def test_a_title_and_what_stood_beside_it(word: str, title: str, aside: str) -> None:
    assert title_and_aside(word) == (title, aside)
