"""The roles of a table with one row a unit: each post, its unit's tier, and its columns."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.customs import OwnWord
from bot.roster.fold import fold
from bot.roster.model import PostKind, Tier
from bot.roster.posts import parse_post
from bot.sheets.heading_words import NAME, PHONE, HeadingMeaning

_OF_A_COMMUNITY = ("社区", "居委", "村", "里")
_OF_A_BRANCH = ("小区", "网格", "支部", "党支部", "邻")


@dataclass(frozen=True, slots=True)
class RoleColumns:
    """A post in the units of a tier, `depth` tiers from the top, with its holder's columns."""

    word: str
    depth: int
    lead: bool
    name: str
    phone: str
    columns: Mapping[str, int]
    spare: tuple[int, ...] = ()
    """Further phone columns, for rows in which the first is blank."""


def roles_of(
    meanings: Mapping[int, HeadingMeaning],
    columns: Mapping[str, int],
    tiers: Sequence[Tier],
    own: tuple[OwnWord, ...],
) -> tuple[RoleColumns, ...]:
    """The roles from left to right, without words that fit no tier of the table."""
    there = {depth: columns[tier.code] for depth, tier in enumerate(tiers) if tier.code in columns}
    places = [at for at in sorted(meanings) if meanings[at].post and meanings[at].key == NAME]
    found = []
    for number, at in enumerate(places):
        until = places[number + 1] if number + 1 < len(places) else None
        depth = _depth(meanings[at].post, at, there, len(tiers), own)
        if depth is not None:
            phones = _phones(meanings, at, until)
            found.append(_role(number, meanings[at].post, depth, at, phones, len(tiers), own))
    return tuple(found)


def _role(
    number: int,
    word: str,
    depth: int,
    at: int,
    phones: list[int],
    tiers: int,
    own: tuple[OwnWord, ...],
) -> RoleColumns:
    name_key, phone_key = f"{NAME} {number}", f"{PHONE} {number}"
    columns = {name_key: at} | dict.fromkeys(
        [phone_key] if phones else [], phones[0] if phones else at
    )
    lead = _kind(word, tiers - 1 - depth, own) is PostKind.LEAD
    return RoleColumns(word, depth, lead, name_key, phone_key, columns, tuple(phones[1:]))


def side_by_side(places: Sequence[int]) -> list[int]:
    """The first column and those that stand beside it without another between: what is behind an
    unknown heading may be somebody else's number."""
    low = high = places[0]
    while high + 1 in places:
        high += 1
    while low - 1 in places:
        low -= 1
    return [place for place in places if low <= place <= high]


def _phones(meanings: Mapping[int, HeadingMeaning], at: int, until: int | None) -> list[int]:
    """The role's own phone columns wherever they are, else those right of the name; best first."""
    phones = {place: each for place, each in meanings.items() if each.key == PHONE}
    own = [place for place, each in phones.items() if fold(each.post) == fold(meanings[at].post)]
    beside = [
        place
        for place, each in phones.items()
        if not each.post and place > at and (until is None or place < until)
    ]
    right = [place for place in own if place > at and (until is None or place < until)]
    for places in (right, beside, own):
        if places:
            return side_by_side(sorted(places, key=lambda place: (phones[place].rank, place)))
    return []


def misplaced(meanings: Iterable[HeadingMeaning], tiers: Sequence[Tier], there: Container[str],
              own: tuple[OwnWord, ...]) -> list[Tier]:  # fmt: skip
    """The tiers that have no column though posts of theirs have."""
    words = [each.post for each in meanings if each.post and each.key == NAME]
    heights = [h for h in range(len(tiers)) if tiers[-1 - h].code in there]
    lost = [word for word in words if not any(_fits(word, height, own) for height in heights)]
    return [
        tier
        for height, tier in enumerate(reversed(tiers))
        if any(_fits(word, height, own) for word in lost)
    ][-1:]


def _depth(
    word: str, at: int, there: Mapping[int, int], tiers: int, own: tuple[OwnWord, ...]
) -> int | None:
    """The tier named in the word, else the one left of the column, else the lowest."""
    possible = [depth for depth in there if _fits(word, tiers - 1 - depth, own)]
    named = _named(word, tiers)
    left = [depth for depth, column in there.items() if column < at]
    beside = max(left, key=lambda depth: there[depth], default=None)
    for depth in (named, beside):
        if depth in possible:
            return depth
    return max(possible, default=None)


def _named(word: str, tiers: int) -> int | None:
    word = fold(word)
    if word.startswith(_OF_A_COMMUNITY) and tiers > 2:
        return tiers - 3
    return tiers - 2 if word.startswith(_OF_A_BRANCH) else None


def _fits(word: str, height: int, own: tuple[OwnWord, ...]) -> bool:
    return _kind(word, height, own) is not None


def _kind(word: str, height: int, own: tuple[OwnWord, ...]) -> PostKind | None:
    try:
        return parse_post(word, height, own)
    except Refused:
        return None
