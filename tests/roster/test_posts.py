"""The words for posts, and what each means where it stands."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.roster.model import ISSUING_POSTS, PostKind
from bot.roster.posts import BRANCH, BUILDING, WORDS, parse_post, post_word

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
        ("督导", BUILDING, "post_not_here"),
        ("楼长兼成员", BUILDING, "unknown_post"),
        ("保安", BUILDING, "unknown_post"),
        ("3", BUILDING, "unknown_post"),
    ],
)
def test_words_that_do_not_fit(word: str, height: int, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        parse_post(word, height)


@pytest.mark.parametrize("language", [*WORDS, "fr"])
@pytest.mark.parametrize("kind", PostKind)
@pytest.mark.parametrize("height", range(4))
def test_a_written_word_reads_back(language: str, kind: PostKind, height: int) -> None:
    if height != BUILDING or kind not in ISSUING_POSTS:
        assert parse_post(post_word(kind, height, language), height) is kind
