"""How an office writes its spreadsheets: phone region and its own words for posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.roster.model import PostKind
from bot.roster.phone import REGION


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word for a post used only by this office."""

    kind: PostKind
    word: str


@dataclass(frozen=True, slots=True)
class Customs:
    """The settings for reading spreadsheets.

    `community`: the topmost unit of those without a column for it.
    """

    region: str = REGION
    words: tuple[OwnWord, ...] = ()
    community: str = ""


USUAL = Customs()


class TableSettings(Protocol):
    """The settings of `[roster]`."""

    @property
    def region(self) -> str: ...

    @property
    def community(self) -> str: ...


class PostSetting(Protocol):
    """The settings of one of `[[posts]]`."""

    @property
    def kind(self) -> str: ...

    @property
    def words(self) -> Sequence[str]: ...


def office(tables: TableSettings, posts: Iterable[PostSetting]) -> Customs:
    """The customs that the settings describe."""
    own = tuple(OwnWord(PostKind(each.kind), word) for each in posts for word in each.words)
    return Customs(tables.region, own, tables.community)
