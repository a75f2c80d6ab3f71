"""The word lists: what each phrase says. The lists lie in `phrases/`, one file a region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cache
from importlib import resources
from typing import NamedTuple

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
    MINOR = "minor"
    """As FAULT, unless something vital is named: 路灯坏了, but not 电梯坏了."""
    AID = "aid"
    """A call for help, unless the writer offers it or arranges it: 我去帮忙."""
    BUSY = "busy"
    """As MISSED, but alone it does not answer at all: 在开车."""
    FINE = "fine"
    """Says nothing of an answer, and after trouble that it is over: 没大碍."""
    SILENT = "silent"
    """Nobody answers the door: danger beside somebody frail or after days, else a denial."""
    UNSEEN = "unseen"
    """Not seen outside: danger after days, else a denial."""
    LOST = "lost"
    """Not found: danger beside somebody frail, else a denial."""
    UNREACHED = "unreached"
    """Not reached: danger where somebody lives alone or after days, else a denial."""
    OVER = "over"
    MISSED = "missed"
    """Not noticed: a denial, but only an excuse beside an earlier time: 刚才没看到，收到."""
    EARLIER = "earlier"
    IF = "if"
    """Makes trouble a mere possibility: 如果有困难."""
    OFFER = "offer"
    """The same, and says nothing else: 有困难随时叫我."""
    LATER = "later"
    UNSURE = "unsure"
    PROXY = "proxy"
    PERSON = "person"
    ADDRESS = "address"
    RANK = "rank"
    """A person addressed; directly before an assent possibly its author: 书记收到."""
    FOLK = "folk"
    """How neighbours call one another; with a surname it names somebody: 李师傅."""
    TITLE = "title"
    SELF = "self"
    THANKS = "thanks"
    WISH = "wish"
    BOTHER = "bother"
    """Thanks where somebody is named: 麻烦小李了."""
    NEUTRAL = "neutral"
    FILLER = "filler"

    FRAIL = "frail"
    """This and the following are looked for inside a text: whoever may not manage alone."""
    ALONE = "alone"
    VITAL = "vital"
    SUSTAINS = "sustains"
    """What somebody's life hangs on: 呼吸机."""
    HAZARD = "hazard"
    """Things that endanger people when they fail: 电线."""
    FAILING = "failing"
    """How they fail: 冒."""
    SAFETY = "safety"
    """What must work when there is a fire: 消防栓."""
    USELESS = "useless"
    """How it fails: 没水."""
    IDLE = "idle"
    """Small talk: excuses, wishes, weather, praise, one's own errands."""
    MATTER = "matter"
    """What makes words more than small talk: somebody above may need them."""
    HINT = "hint"
    """The same, but only where no word of IDLE stands beside it."""


class Is(StrEnum):
    """Kinds of pieces that are in no word list."""

    UNKNOWN = auto()
    NUMBER = auto()
    PLACE = auto()
    """One or several buildings by number, none of them the writer's."""
    OWN = auto()
    """The writer's own building or name."""
    MIXED = auto()
    """Several buildings, the writer's among them."""
    NAME = auto()
    """Somebody by surname: 小李, 李师傅."""
    FLOOR = auto()
    """3楼, which may be a floor or a building."""
    GAP = auto()
    """A space beside Chinese text: people write it instead of a comma."""
    BREAK = auto()
    MARK = auto()
    COLON = auto()


class Piece(NamedTuple):
    """A part of a text and what it says."""

    says: Says | Is
    text: str
    tag: bool = False


INSIDE = frozenset(
    {
        *(Says.FRAIL, Says.ALONE, Says.VITAL, Says.SUSTAINS, Says.HAZARD, Says.FAILING),
        *(Says.SAFETY, Says.USELESS, Says.IDLE, Says.MATTER, Says.HINT),
    }
)
"""Headings whose words are no pieces of a text, but looked for inside it."""

LISTS = (
    "mandarin", "northern", "southwestern", "wu", "cantonese", "traditional", "english",
    "emoji", "wechat", "typos", "pinyin",
)  # fmt: skip

_SEPARATORS = re.compile(r"[、\n]")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All phrases with what they say, and the phrase lengths to try for each beginning, two
    characters or a phrase of one, the longest first."""

    pieces: Mapping[str, Piece]
    lengths: Mapping[str, tuple[int, ...]]
    longest: Mapping[str, int]
    inside: Mapping[Says, Words]
    local: frozenset[str] = frozenset()
    """The phrases of an office's own."""

    def names(self, what: Says, text: str) -> bool:
        """Whether a text holds a word under one of the headings `INSIDE`."""
        return self.inside[what].are_in(text)


def lexicon(local: Mapping[Says, Iterable[str]]) -> Lexicon:
    """The shipped lists with an office's own phrases, which take precedence."""
    says, tags, inside = _shipped()
    own = {level_phrase(each): said for said, found in local.items() for each in found}
    says = {**says, **{phrase: said for phrase, said in own.items() if said is not Says.TAG}}
    tags |= {phrase for phrase, said in own.items() if said is Says.TAG}
    says = {**dict.fromkeys(tags, Says.TAG), **says}
    pieces = {phrase: Piece(said, phrase, phrase in tags) for phrase, said in says.items()}
    lengths = _lengths(says)
    longest = {start: found[0] for start, found in lengths.items()}
    return Lexicon(pieces, lengths, longest, inside, frozenset(own))


def lexicon_of(given: Mapping[str, Iterable[str]]) -> Lexicon:
    """The shipped lists with the phrases of `[words]`, by heading."""
    own = {Says(heading): phrases for heading, phrases in given.items() if phrases}
    return lexicon(own) if own else shipped()


@cache
def shipped() -> Lexicon:
    """The shipped lists."""
    return lexicon({})


def _lengths(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for each in phrases:
        found.setdefault(each[:2], set()).add(len(each))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


@cache
def _shipped() -> tuple[dict[str, Says], frozenset[str], dict[Says, Words]]:
    says: dict[str, Says] = {}
    tags = set()
    inside: dict[Says, set[str]] = {each: set() for each in INSIDE}
    for said, phrase in (each for name in LISTS for each in read_list(name)):
        plain = level_phrase(phrase)
        if said is Says.TAG:
            tags.add(plain)
        elif said in INSIDE:
            inside[said].add(plain)
        else:
            says.setdefault(plain, said)
    return says, frozenset(tags), {said: Words(words) for said, words in inside.items()}


class Words:
    """Words looked for inside a text, the longest first, by their first character: several times
    faster than one long alternation."""

    def __init__(self, words: Iterable[str]) -> None:
        by_first: dict[str, list[str]] = {}
        for each in sorted(words, key=len, reverse=True):
            by_first.setdefault(each[0], []).append(_rest_of(each))
        self._rest = {first: re.compile("|".join(by_first[first])) for first in by_first}
        self._firsts = frozenset(by_first)

    def are_in(self, text: str) -> bool:
        """Whether a text holds one of the words."""
        if self._firsts.isdisjoint(text):
            return False
        rest = self._rest.get
        for at, char in enumerate(text, 1):
            if (words := rest(char)) and words.match(text, at):
                return True
        return False

    def cut_from(self, text: str) -> str:
        """The text without the words."""
        if self._firsts.isdisjoint(text):
            return text
        kept, at = "", 0
        while at < len(text):
            words = self._rest.get(text[at])
            found = words.match(text, at + 1) if words else None
            kept += "" if found else text[at]
            at = found.end() if found else at + 1
        return kept


def _rest_of(phrase: str) -> str:
    """The pattern of a phrase without its first character; Latin words are found as a whole."""
    rest = re.escape(phrase[1:])
    return rf"{rest}(?<![a-z]{re.escape(phrase)})(?![a-z])" if phrase[0] in _LATIN else rest


_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz")


def read_list(name: str) -> Iterator[tuple[Says, str]]:
    """The phrases of one list with their headings."""
    text = resources.files(__package__).joinpath("phrases", f"{name}.txt").read_text("utf-8")
    said = Says.NEUTRAL
    for line in text.splitlines():
        if line.startswith("## "):
            said = Says(line[3:].strip())
        elif not line.startswith(">"):
            yield from ((said, each) for each in _SEPARATORS.split(line) if each.strip())
