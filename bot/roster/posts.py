"""Words for posts and the post each means at a height.

`height` counts tiers above the lowest: 0 is a building, 1 a branch, 2 and more what is above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache

from bot.errors import Refused
from bot.roster.customs import OwnWord
from bot.roster.fold import fold
from bot.roster.model import ISSUING_POSTS, PARTY_POSTS, UNIT_POSTS, PostKind
from bot.roster.post_words import (
    ANYWHERE,
    BUILDING_HELPERS,
    BUILDING_LEADS,
    ENDINGS,
    OWNERS_COMMITTEES,
    PROPERTY_COMPANIES,
    UPPER_HELPERS,
    UPPER_LEADS,
    WORDS,
)

BUILDING, BRANCH = 0, 1

_ASIDE = re.compile(r"\(.*?\)|[0-9一二三四五六七八九十#:.、*-]+$")
_BESIDE = re.compile(r"[(（]([^()（）]*)[)）]")
_BEFORE = re.compile(r"^(?:专职|兼职|代理|代|驻)(?=..)")
_TWO_POSTS = re.compile(r"[兼和及/、]")
_ENDING = re.compile(rf"(.+?)(?:{'|'.join(ENDINGS)})$")


@lru_cache(4096)
def parse_post(word: str, height: int, own: tuple[OwnWord, ...] = ()) -> PostKind:
    """The post a word means at a height; `own`: the office's further words.

    Raises Refused: `unknown_post`, `post_not_here` for a word of another tier, `party_not_here` for
    the property company or the owners' committee anywhere but in a branch.
    """
    kinds = _kinds(own)
    plain = _plain(word)
    for form in _forms(plain):
        if form in kinds:
            return _standing(kinds[form], form, word, height)
        if form.startswith("副"):
            return _deputy(form[1:], word, height, kinds)
    raise Refused("unknown_post", word=word, known=_known(word, height))


def is_post(word: str, own: tuple[OwnWord, ...] = ()) -> bool:
    """Whether a word names a post at any height."""
    for height in (BUILDING, BRANCH):
        with suppress(Refused):
            parse_post(word, height, own)
            return True
    return False


def kinds_at(height: int) -> tuple[PostKind, ...]:
    """The kinds of posts there are in a unit at a height."""
    above = ISSUING_POSTS if height != BUILDING else ()
    return (*UNIT_POSTS, *above, *(PARTY_POSTS if height == BRANCH else ()))


def post_word(kind: PostKind, height: int, language: str) -> str:
    """The usual word in that language; `parse_post` reads it back."""
    words = WORDS.get(language, WORDS["en"])[kind]
    return words[min(height, len(words) - 1)]


def shown_word(title: str | None, kind: PostKind, height: int, language: str) -> str:
    """The word to show for a post: the office's own; a usual word is translated for the reader."""
    return own_word(title, kind, height) or post_word(kind, height, language)


def own_word(title: str | None, kind: PostKind, height: int) -> str:
    """The title where it differs from the usual word of its post, else ""."""
    return "" if not title or is_usual(title, kind, height) else title


@lru_cache(4096)
def is_usual(title: str, kind: PostKind, height: int) -> bool:
    """Whether a title is the usual word of its post in any language."""
    return fold(title) in {fold(post_word(kind, height, language)) for language in WORDS}


@lru_cache(4096)
def title_and_aside(word: str) -> tuple[str, str]:
    """Split a word into title and bracketed remark: 楼长（兼） → 楼长, 兼."""
    beside = "，".join(found.strip() for found in _BESIDE.findall(word) if found.strip())
    title = re.sub(r"[0-9０-９#:.、*-]+$", "", _BESIDE.sub("", word).strip()).strip()
    return (title or word, beside if title else "")


def _known(word: str, height: int) -> str:
    """The words for the posts of a tier, in the script of `word`."""
    language, comma = ("en", ", ") if word.isascii() else ("zh-hans", "、")
    return comma.join(post_word(kind, height, language) for kind in kinds_at(height))


def _plain(word: str) -> str:
    return _ASIDE.sub("", fold(word)) or fold(word)


def _forms(plain: str) -> list[str]:
    """The word itself, without additions like 专职, and the known word it ends with."""
    found = [plain, _BEFORE.sub("", plain)]
    ending = _ENDING.match(found[-1])
    if ending and not _TWO_POSTS.search(ending[1]):
        deputy = "副" if ending[1].endswith("副") else ""
        found.append(deputy + found[-1][len(ending[1]) :])
    return found


def _deputy(of: str, word: str, height: int, kinds: Mapping[str, PostKind]) -> PostKind:
    kind = _standing(kinds[of], of, word, height) if of in kinds else None
    return kind if kind in PARTY_POSTS else PostKind.DEPUTY


def _standing(kind: PostKind, plain: str, word: str, height: int) -> PostKind:
    if kind in PARTY_POSTS and height != BRANCH:
        raise Refused("party_not_here", word=word, name=word)
    belongs = _PLACES.get(plain, _above if kind in ISSUING_POSTS else _anywhere)
    if not belongs(height):
        raise Refused("post_not_here", word=word)
    return kind


def _building(height: int) -> bool:
    return height == BUILDING


def _above(height: int) -> bool:
    return height >= BRANCH


def _anywhere(_height: int) -> bool:
    return True


_PLACES: Mapping[str, Callable[[int], bool]] = {
    **dict.fromkeys(f"{BUILDING_LEADS} {BUILDING_HELPERS}".split(), _building),
    **dict.fromkeys(f"{UPPER_LEADS} {UPPER_HELPERS}".split(), _above),
}


@lru_cache(16)
def _kinds(own: tuple[OwnWord, ...]) -> Mapping[str, PostKind]:
    return {
        **{word: kind for kind, words in ANYWHERE.items() for word in words.split()},
        **dict.fromkeys(f"{BUILDING_LEADS} {UPPER_LEADS}".split(), PostKind.LEAD),
        **dict.fromkeys(f"{BUILDING_HELPERS} {UPPER_HELPERS}".split(), PostKind.HELPER),
        **dict.fromkeys(PROPERTY_COMPANIES.split(), PostKind.PROPERTY),
        **dict.fromkeys(OWNERS_COMMITTEES.split(), PostKind.OWNERS),
        **{fold(each.word): each.kind for each in own},
    }
