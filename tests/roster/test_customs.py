"""The settings of an office's spreadsheets."""

from __future__ import annotations

from dataclasses import dataclass

from bot.roster.customs import USUAL, Customs, OwnWord, office
from bot.roster.model import PostKind


@dataclass(frozen=True)
class Tables:
    region: str = "TW"
    community: str = "東區"


@dataclass(frozen=True)
class Words:
    kind: str
    words: tuple[str, ...]


def test_the_words_of_all_posts_with_region_and_community() -> None:
    posts = [Words("lead", ("幢主", "樓主")), Words("helper", ("保安队长",))]
    assert office(Tables(), posts) == Customs(
        "TW",
        (
            OwnWord(PostKind.LEAD, "幢主"),
            OwnWord(PostKind.LEAD, "樓主"),
            OwnWord(PostKind.HELPER, "保安队长"),
        ),
        "東區",
    )


def test_without_settings_it_is_as_usual() -> None:
    assert office(Tables("CN", ""), []) == USUAL
