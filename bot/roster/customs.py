"""How an office writes its tables: region of its phones, its own words for posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.roster.model import PostKind
from bot.roster.phone import REGION


@dataclass(frozen=True, slots=True)
class OwnWord:
    """A word for a post that only this office uses."""

    kind: PostKind
    word: str


@dataclass(frozen=True, slots=True)
class Customs:
    """What the settings say about reading tables.

    `community` is the topmost unit of tables that have no column for it.
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
    """The customs an installation's settings describe."""
    own = tuple(OwnWord(PostKind(each.kind), word) for each in posts for word in each.words)
    return Customs(tables.region, own, tables.community)
