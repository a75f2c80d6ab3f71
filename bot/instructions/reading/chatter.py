"""Tells small talk beside an assent from words that somebody above may need."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.instructions.reading.others import names_somebody
from bot.instructions.reading.phrases import Is, Lexicon, Piece, Says
from bot.instructions.reading.verdicts import ELSEWHERE, TROUBLES, Clause, Verdict

_BY_DEFAULT = frozenset({Clause.REMARK, Clause.BUSY})
"""Small talk unless something in it matters."""
_BY_WORDS = frozenset(
    {Clause.DENIAL, Clause.DENIED, Clause.EXCUSE, Clause.LATER, Clause.UNSURE, Clause.SOMEBODY}
    | {Clause.ASSENT_MORE}
)
"""Small talk only where a word of "idle" is in it, and nothing else is denied."""

_IDLE = _BY_DEFAULT | _BY_WORDS
_MATTERS = ELSEWHERE | TROUBLES | {Is.FLOOR, Says.QUESTION, Says.UNSURE, Says.IF}
_DENIES = re.compile("[没不未冇唔勿弗呒朆莫无别]|not|nt ")
_ENGLISH = re.compile("[a-z]{2,}[^a-z]+[a-z]{2,}")
"""Several English words: they are small talk only where a word of "idle" is among them."""
_WORRIES = re.compile(r"\b(?:but|never|cannot|cant|lost|only)\b")
_UNNOTICED = re.compile(
    "(?:没有?|冇|呒没?|朆|未)(?:[看听睇瞅瞧见][到见着倒]?|注意|留意|在意)[了呢哦啊呀哈嘛]?$"
)
"""Not noticed, at the end: an excuse where something idle is said before."""


def is_idle(verdict: Verdict, lexicon: Lexicon) -> bool:
    """Whether a clause is an excuse, a wish, the weather, praise or one's own errand: 刚才在炒菜
    没听见手机响, 你们也早点下班. Such a clause adds nothing to an assent."""
    clause, pieces, here = verdict.clause, verdict.pieces, verdict.whole
    if not pieces or clause not in _IDLE or any(each.says in _MATTERS for each in pieces):
        return False
    rest = lexicon.inside[Says.IDLE].cut_from(here)
    if lexicon.names(Says.MATTER, rest):
        return False
    if len(rest) == len(here):
        plain = clause in _BY_DEFAULT and not _ENGLISH.search(here)
        return plain and not _is_hinted(pieces, rest, lexicon)
    if _ENGLISH.search(here) and _WORRIES.search(rest):
        return False
    if clause in _BY_DEFAULT:
        return True
    if any(each.says is Is.NUMBER and _is_specific(each) for each in pieces):
        return False
    return not _DENIES.search(_UNNOTICED.sub("", rest))


def _is_hinted(pieces: Sequence[Piece], here: str, lexicon: Lexicon) -> bool:
    """Whether something may matter. A wish and what was done before are not searched for hints:
    您也…, 刚刚在…."""
    if any(map(_is_specific, pieces)):
        return True
    return not _OPENS.match(here) and lexicon.names(Says.HINT, here)


_OPENS = re.compile(
    "(?:你们|您|大家|恁|侬|㑚|你哋|主任|书记)[^把给帮]*[也早多快好别]|[我俺]?(?:刚|啱|将才)"
)


def _is_specific(piece: Piece) -> bool:
    """Whether a piece names an amount or somebody."""
    if piece.says is Is.NUMBER:
        return piece.text not in _VAGUE
    return piece.says in _SOMEBODY or names_somebody(piece)


_SOMEBODY = frozenset({Says.PERSON, Says.PROXY})
_VAGUE = frozenset({"一天", "一个", "一遍", "一年", "一次"})
