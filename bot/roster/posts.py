"""The words offices use for posts, and the post each means where it stands.

`height` counts tiers above the lowest: 0 is a building, 1 a branch, 2 and more what is above.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.errors import Refused
from bot.roster.fold import fold
from bot.roster.model import ISSUING_POSTS, PostKind

BUILDING, BRANCH = 0, 1

_ANYWHERE = {
    PostKind.LEAD: "负责人 组长 队长 主管 lead leader head teamlead unitlead",
    PostKind.DEPUTY: "副职 副手 deputy deputylead deputyleader vice vicelead assistantlead",
    PostKind.HELPER: "成员 组员 队员 委员 助手 协管员 helper member assistant volunteer 志愿者",
    PostKind.LIAISON: "专员 小区专员 社区专员 联络员 联系人 liaison liaisonofficer officer",
    PostKind.SUPERVISOR: "督导 督导员 督查 督查员 supervisor",
}
_LEADS_OF_A_BUILDING = (
    "楼长 楼栋长 栋长 幢长 楼组长 楼幢长 楼栋负责人 buildinglead buildingleader buildinghead"
)
_LEADS_ABOVE = (
    "书记 支书 支部书记 党支部书记 网格长 小区长 小区书记 主任 社区书记 社区主任 站长 "
    "secretary branchlead branchleader branchsecretary gridlead communitylead"
)
_HELPERS_OF_A_BUILDING = "楼道长 单元长 层长 楼层长 楼栋成员"
_HELPERS_ABOVE = "网格员 支委 支部委员"

_ASIDE = re.compile(r"\(.*?\)|[0-9一二三四五六七八九十#:.、*-]+$")

WORDS = {
    "zh-hans": {
        PostKind.LEAD: ("楼长", "书记", "负责人"),
        PostKind.DEPUTY: ("副楼长", "副书记", "副负责人"),
        PostKind.HELPER: ("成员",),
        PostKind.LIAISON: ("专员",),
        PostKind.SUPERVISOR: ("督导",),
    },
    "zh-hant": {
        PostKind.LEAD: ("樓長", "書記", "負責人"),
        PostKind.DEPUTY: ("副樓長", "副書記", "副負責人"),
        PostKind.HELPER: ("成員",),
        PostKind.LIAISON: ("專員",),
        PostKind.SUPERVISOR: ("督導",),
    },
    "en": {
        PostKind.LEAD: ("Building lead", "Branch lead", "Lead"),
        PostKind.DEPUTY: ("Deputy",),
        PostKind.HELPER: ("Helper",),
        PostKind.LIAISON: ("Liaison",),
        PostKind.SUPERVISOR: ("Supervisor",),
    },
}


@lru_cache(4096)
def parse_post(word: str, height: int) -> PostKind:
    """The post a word means at that height.

    Raises Refused: `unknown_post`, or `post_not_here` for a word of another tier.
    """
    plain = _ASIDE.sub("", fold(word)) or fold(word)
    if plain.startswith("副") and plain not in _KINDS:
        return _deputy(plain[1:], word, height)
    if plain not in _KINDS:
        raise Refused("unknown_post", word=word, known=_known(word, height))
    return _standing(_KINDS[plain], plain, word, height)


def post_word(kind: PostKind, height: int, language: str) -> str:
    """The word a sheet in that language holds; `parse_post` reads it back."""
    words = WORDS.get(language, WORDS["en"])[kind]
    return words[min(height, len(words) - 1)]


def _known(word: str, height: int) -> str:
    """The words for the posts of a tier, in the script of whoever wrote another."""
    kinds = [kind for kind in PostKind if height != BUILDING or kind not in ISSUING_POSTS]
    language, comma = ("en", ", ") if word.isascii() else ("zh-hans", "、")
    return comma.join(post_word(kind, height, language) for kind in kinds)


def _deputy(of: str, word: str, height: int) -> PostKind:
    if of in _KINDS:
        _standing(_KINDS[of], of, word, height)
    return PostKind.DEPUTY


def _standing(kind: PostKind, plain: str, word: str, height: int) -> PostKind:
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


_PLACES = {
    **dict.fromkeys(f"{_LEADS_OF_A_BUILDING} {_HELPERS_OF_A_BUILDING}".split(), _building),
    **dict.fromkeys(f"{_LEADS_ABOVE} {_HELPERS_ABOVE}".split(), _above),
}
_KINDS = {
    **{word: kind for kind, words in _ANYWHERE.items() for word in words.split()},
    **dict.fromkeys(f"{_LEADS_OF_A_BUILDING} {_LEADS_ABOVE}".split(), PostKind.LEAD),
    **dict.fromkeys(f"{_HELPERS_OF_A_BUILDING} {_HELPERS_ABOVE}".split(), PostKind.HELPER),
}
