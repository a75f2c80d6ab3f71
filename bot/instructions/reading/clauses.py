"""Interprets one clause from its pieces, by a few rules on their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.instructions.reading.others import denied_by_others, others
from bot.instructions.reading.phrases import Is, Piece, Says
from bot.instructions.reading.settling import settle_pieces
from bot.instructions.reading.troubles import trouble
from bot.instructions.reading.turns import turned
from bot.instructions.reading.verdicts import (
    AROUND_SHORT,
    ASSENTS,
    NEAR,
    OTHERS,
    SILENT,
    TROUBLES,
    Clause,
    Verdict,
    spoken_of,
    text_of,
)


def judge(pieces: list[Piece], asked: bool) -> Verdict:
    """Interpret a clause. `asked`: it ends with a question mark."""
    here = text_of(pieces)
    if not asked and (plain := plain_assent(pieces)) and turned(here) is None:
        return Verdict(Clause.ASSENT, plain.text)
    if is_tagged(pieces):
        asked, pieces = True, _without_tag(pieces)
    left = settle_pieces(pieces)
    if not left:
        return _found(left, asked)
    found = _found(left, asked, here)
    return Verdict(found.clause, found.words, found.cry, left, here)


def _found(left: list[Piece], asked: bool, here: str = "") -> Verdict:
    """What the first rule that applies finds. Rules for what no piece says are passed over."""
    said = {each.says for each in left}
    return (
        (None if said.isdisjoint(TROUBLES) else trouble(left, asked))
        or turned(here)
        or (_question(left, asked) if asked or Says.QUESTION in said else None)
        or (None if said.isdisjoint(_MISSING) else _excuse(left))
        or _stated(left, said, spoken_of(left))
        or _rest(left)
        or Verdict(Clause.BLANK, "")
    )


def _stated(
    pieces: Sequence[Piece], said: AbstractSet[Says | Is], spoken: Sequence[Piece]
) -> Verdict | None:
    """Who assents or denies. `spoken`: the pieces without fillers."""
    return (
        (denied_by_others(spoken, pieces) if Is.PLACE in said else None)
        or (_denied_assent(spoken) if Says.DENIAL in said else None)
        or others(spoken, pieces)
        or (None if said.isdisjoint(_ASSENTING) else _assent(spoken, pieces))
    )


_PLAIN = ASSENTS | {
    *(Says.FILLER, Says.NEUTRAL, Says.SELF, Says.ADDRESS, Says.THANKS, Says.WISH),
    *(Is.OWN, Is.GAP, Is.BREAK),
}


def plain_assent(pieces: Sequence[Piece]) -> Piece | None:
    """The shortest way, for most answers: the assent where there are but assent and courtesies,
    and nothing is asked."""
    first = None
    for piece in pieces:
        if piece.says not in _PLAIN or piece.tag:
            return None
        if first is None and piece.says in ASSENTS:
            first = piece
    return first


def is_tagged(pieces: Sequence[Piece]) -> bool:
    """Whether something ends with 吗 or 没."""
    at = len(pieces) - 1
    while at > 0 and not pieces[at].tag and pieces[at].says is Says.FILLER:
        at -= 1
    return at > 0 and pieces[at].tag and any(each.says not in _NO_STATEMENT for each in pieces[:at])


_NO_STATEMENT = frozenset({Says.FILLER, Says.ADDRESS})


def _without_tag(pieces: list[Piece]) -> list[Piece]:
    at = max(number for number, each in enumerate(pieces) if each.tag)
    return pieces[:at] + pieces[at + 1 :]


def _question(pieces: Sequence[Piece], asked: bool) -> Verdict | None:
    if asked and pieces and all(each.text in _HUMS for each in pieces):
        return Verdict(Clause.UNSURE, text_of(pieces))
    if asked or Says.QUESTION in {each.says for each in pieces}:
        return Verdict(Clause.QUESTION, text_of(pieces))
    return None


_HUMS = frozenset({"嗯", "恩", "哦", "噢", "喔"})
"""Sounds that ask nothing in particular: 嗯？"""
_MISSING = frozenset({Says.MISSED, Says.BUSY})
_UNAWARE = frozenset({Says.MISSED, Says.EARLIER, Says.DENIAL, Says.NOT})
_BESIDE_EXCUSE = SILENT | _MISSING | {Says.LATER, Is.UNKNOWN}


def _excuse(pieces: Sequence[Piece]) -> Verdict | None:
    """Not noticed at an earlier time, and nothing else: 刚才在做饭没看到."""
    said = {each.says for each in pieces}
    if said.isdisjoint(_MISSING):
        return None
    if said.isdisjoint(_UNAWARE):
        return None
    if all(each.says in _BESIDE_EXCUSE and len(each.text) <= NEAR for each in pieces):
        return Verdict(Clause.EXCUSE, text_of(pieces))
    return Verdict(Clause.DENIAL, text_of(pieces))


def _denied_assent(spoken: Sequence[Piece]) -> Verdict | None:
    denied = next((each for each in spoken if each.says is Says.DENIAL), None)
    if denied is None or (spoken and spoken[0].says in ASSENTS):
        return None
    return Verdict(Clause.DENIED if denied.tag else Clause.DENIAL, denied.text)


_ASSENTING = ASSENTS | {Says.SHORT}
_COUNTED = ASSENTS | {Is.NUMBER}
_AROUND = SILENT | {Says.SHORT}
_HEDGES = frozenset({Says.UNSURE, Says.IF})


def _assent(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    if spoken and all(each.says in AROUND_SHORT for each in spoken):
        short = next((each for each in spoken if each.says is Says.SHORT), None)
        if short is not None:
            return Verdict(Clause.ASSENT, short.text)
    words = [each for each in spoken if each.says not in _AROUND]
    assent = next((each for each in words if each.says in ASSENTS), None)
    if assent is None:
        return None
    if any(each.says in _HEDGES for each in words):
        return Verdict(Clause.UNSURE, text_of(pieces))
    if all(each.says in _COUNTED for each in words):
        told = Clause.ASSENT_MORE if _tells_where(pieces) else Clause.ASSENT
        return Verdict(told, assent.text)
    ends = words[0].says in ASSENTS or words[-1].says in ASSENTS
    return Verdict(Clause.ASSENT_MORE if ends else Clause.UNSURE, assent.text)


_WHERE = re.compile("口|门上|门厅|大厅|栏|墙")


def _tells_where(pieces: Sequence[Piece]) -> bool:
    """Whether it says where how many notices hang: 电梯口贴了一张."""
    if Is.NUMBER not in {each.says for each in pieces}:
        return False
    return any("贴" in each.text for each in pieces) and bool(_WHERE.search(text_of(pieces)))


_CONTENT = (OTHERS - {Is.NAME}) | {Is.UNKNOWN, Is.NUMBER, Says.SHORT, Says.BOTHER}
_CONTENT_OF_WISH = _CONTENT - {Says.SHORT}
_REST = (
    (Says.NOT, Clause.DENIAL),
    (Says.OVER, Clause.CALM),
    (Says.BUSY, Clause.BUSY),
    (Says.LATER, Clause.LATER),
    (Says.UNSURE, Clause.UNSURE),
    (Says.IF, Clause.UNSURE),
)


def _rest(pieces: Sequence[Piece]) -> Verdict | None:
    said = {each.says for each in pieces}
    for kind, clause in _REST:
        if kind in said:
            return Verdict(clause, text_of(pieces))
    if not said.isdisjoint(_CONTENT_OF_WISH if Says.WISH in said else _CONTENT):
        return Verdict(Clause.REMARK, text_of(pieces))
    return Verdict(Clause.THANKS, text_of(pieces)) if Says.THANKS in said else None
