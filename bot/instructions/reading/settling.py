"""Settles what neighbouring pieces of a clause say together: denials, excuses, courtesies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.instructions.reading.courtesy import JOINED, courteous
from bot.instructions.reading.phrases import Is, Piece, Says
from bot.instructions.reading.verdicts import ASSENTS, NEAR, TROUBLES, spoken_of


def settle_pieces(pieces: list[Piece]) -> list[Piece]:
    """The pieces with what they say together; most clauses need none of these steps."""
    said = {each.says for each in pieces}
    if not said.isdisjoint(JOINED):
        pieces = courteous(pieces)
    if not said.isdisjoint(_MISSING):
        pieces = _missed(pieces)
    if Says.QUESTION in said:
        pieces = _whatever(pieces)
    return _denied(pieces) if Says.NOT in said else pieces


_UNSEEN = frozenset({Says.MISSED})
_MISSING = frozenset({Says.MISSED, Says.BUSY})


def _missed(pieces: list[Piece]) -> list[Piece]:
    """Settle what was not noticed: 刚才没看到现在收到了 is received, 没看到 alone is not."""
    earlier = Says.EARLIER in {each.says for each in pieces}
    now = any(each.says in ASSENTS for each in spoken_of(pieces)[-1:])
    if earlier and not now:
        return pieces
    if earlier:
        return [_said(each, Says.NEUTRAL, _MISSING) for each in pieces]
    return [_said(each, Says.DENIAL, _UNSEEN) for each in pieces]


def _said(piece: Piece, says: Says, instead_of: Collection[Says | Is]) -> Piece:
    return piece._replace(says=says) if piece.says in instead_of else piece


_HOW = ("怎么", "咋", "咋个", "啷个", "哪能", "点")


def _whatever(pieces: list[Piece]) -> list[Piece]:
    """怎么 asks nothing where 都 or 也 follows: 怎么叫都叫不醒."""
    at = next((at for at, each in enumerate(pieces) if each.text in _HOW), None)
    if at is None or not any(each.text in {"都", "也"} for each in pieces[at + 2 :]):
        return pieces
    return [*pieces[:at], Piece(Says.FILLER, pieces[at].text), *pieces[at + 1 :]]


_FINISHED = frozenset("了啦咯喽")
_DENIABLE = ASSENTS | TROUBLES | {Says.SHORT, Says.DENIAL, Says.OVER}


def _denied(pieces: list[Piece]) -> list[Piece]:
    """Apply each 没, 不, 未 to the nearest deniable phrase after it; attached to an assent it
    denies that: 配合不了, 执行不下去."""
    found = list(pieces)
    for at in range(len(found) - 1, -1, -1):
        if found[at].says is not Says.NOT:
            continue
        reach = at - 1 if at and found[at - 1].says in ASSENTS else _reached(found, at)
        if reach is not None:
            found[reach] = _turned(found[reach], found[at].text)
            if reach == at + 1:
                found[at : reach + 1] = [_after(found[at].text, found[reach])]
            elif reach > at:
                found[at] = Piece(Says.FILLER, found[at].text)
    return found


def _after(denial: str, piece: Piece) -> Piece:
    return piece._replace(text=denial + piece.text)


def _reached(pieces: Sequence[Piece], at: int) -> int | None:
    across = 0
    for number in range(at + 1, len(pieces)):
        said = pieces[number].says
        if said in _DENIABLE:
            return number
        across += len(pieces[number].text) if said is Is.UNKNOWN else 0
        if across > NEAR or pieces[number].text in _FINISHED:
            break
    return None


def _turned(piece: Piece, denial: str) -> Piece:
    """A phrase that is denied by the word before it, which stays where it is."""
    if piece.says is Says.OVER or (piece.says is Says.AID and denial.endswith("人")):
        return Piece(Says.TROUBLE, piece.text)
    if piece.says in TROUBLES:
        return Piece(Says.OVER, piece.text)
    return Piece(Says.DENIAL, piece.text, tag=piece.says is not Says.DENIAL)
