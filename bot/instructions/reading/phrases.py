"""The word lists: what each phrase says. The lists lie in `phrases/`, one file a region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from bot.instructions.reading.levelled import level_phrase


class Says(StrEnum):
    """What a phrase says. Values are the headings of the lists and the keys of `[words]`."""

    ASSENT = "assent"
    SHORT = "short"
    """Assent only on its own: 好, but not in 好累."""
    DONE = "done"
    SOON = "soon"
    """A promise; counts as assent."""
    NOT = "not"
    DENIAL = "denial"
    QUESTION = "question"
    TAG = "tag"
    """A question only at the end: 收到吗, 收到没."""
    DANGER = "danger"
    """Trouble that may endanger life."""
    TROUBLE = "trouble"
    CRY = "cry"
    """A call for help that does not name the trouble."""
    CRY_FOR_LIFE = "cry_for_life"
    FAULT = "fault"
    """Trouble on its own; beside 收到 it only repeats the notice: 停水了."""
    OVER = "over"
    LATER = "later"
    UNSURE = "unsure"
    PROXY = "proxy"
    PERSON = "person"
    ADDRESS = "address"
    RANK = "rank"
    """A person addressed; directly before an assent possibly its author: 书记收到."""
    TITLE = "title"
    SELF = "self"
    THANKS = "thanks"
    NEUTRAL = "neutral"
    FILLER = "filler"


LISTS = (
    "mandarin", "northern", "southwestern", "wu", "cantonese", "traditional", "english",
    "emoji", "wechat", "typos", "pinyin",
)  # fmt: skip

_SEPARATORS = re.compile(r"[、\n]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases with what they say, and the phrase lengths to try for each first character."""

    says: Mapping[str, Says]
    lengths: Mapping[str, tuple[int, ...]]
    tags: frozenset[str]


def lexicon(local: Mapping[Says, Iterable[str]]) -> Lexicon:
    """The shipped lists with an office's own phrases, which take precedence."""
    says, tags = _shipped()
    own = {level_phrase(each): said for said, found in local.items() for each in found}
    says = {**says, **{phrase: said for phrase, said in own.items() if said is not Says.TAG}}
    more = {phrase for phrase, said in own.items() if said is Says.TAG}
    return Lexicon(says, _lengths([*says, *tags, *more]), tags | more)


def lexicon_of(given: Mapping[str, Iterable[str]]) -> Lexicon:
    """The shipped lists with the phrases of `[words]`, by heading."""
    return lexicon({Says(heading): phrases for heading, phrases in given.items()})


@cache
def shipped() -> Lexicon:
    """The shipped lists."""
    return lexicon({})


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for each in phrases:
        if each:
            found.setdefault(each[0], set()).add(len(each))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


@cache
def _shipped() -> tuple[dict[str, Says], frozenset[str]]:
    says: dict[str, Says] = {}
    tags = set()
    for name in LISTS:
        for said, phrase in read_list(name):
            if said is Says.TAG:
                tags.add(level_phrase(phrase))
            else:
                says.setdefault(level_phrase(phrase), said)
    return says, frozenset(tags)


def read_list(name: str) -> Iterator[tuple[Says, str]]:
    """The phrases of one list with their headings."""
    text = resources.files(__package__).joinpath("phrases", f"{name}.txt").read_text("utf-8")
    said = Says.NEUTRAL
    for line in text.splitlines():
        if line.startswith("## "):
            said = Says(line[3:].strip())
        elif not line.startswith(">"):
            yield from ((said, each) for each in _SEPARATORS.split(line) if each.strip())
