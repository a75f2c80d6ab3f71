"""Rules for a clause that speaks of another building or person."""

from __future__ import annotations

from collections.abc import Sequence

from bot.instructions.reading.courtesy import is_full_name
from bot.instructions.reading.cutting import Is, Piece
from bot.instructions.reading.phrases import Says
from bot.instructions.reading.verdicts import (
    AROUND_SHORT,
    ASSENTS,
    ELSEWHERE,
    IDLE,
    OTHERS,
    Clause,
    Verdict,
    spoken_of,
    text_of,
)


def others(pieces: Sequence[Piece]) -> Verdict | None:
    """Another building or person, alone or before an assent."""
    spoken = [each for each in spoken_of(pieces) if each.says is not Is.COLON]
    assent = next((at for at, each in enumerate(spoken) if each.says in ASSENTS), None)
    if assent is None:
        return _signed(spoken, pieces)
    front = spoken[:assent]
    introduced = any(each.says is Is.COLON for each in pieces)
    if not _speaks_of_others(front, spoken[assent], introduced):
        return None
    if _surely(front):
        return Verdict(Clause.OTHER, text_of(pieces))
    somebody = any(each.says in {Says.PERSON, Says.PROXY} for each in front)
    return Verdict(Clause.SOMEBODY if somebody else Clause.UNSURE, text_of(pieces))


def _signed(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    """Only whom somebody speaks for: 5栋, 李强, 我替老李回一下."""
    named = [each for each in spoken if each.says not in AROUND_SHORT | IDLE]
    if any(each.says is Says.PROXY or each.text == "帮" for each in named):
        whom = [each for each in spoken if names_somebody(each)]
        signed = bool(whom) and all(
            names_somebody(each) or each.says in _SIGNING or each.text == "帮" for each in named
        )
    else:
        alone = len(spoken) == len(named)
        signed = all(each.says in ELSEWHERE or (alone and is_full_name(each)) for each in named)
    return Verdict(Clause.SIGNED, text_of(pieces)) if named and signed else None


_SIGNING = ELSEWHERE | {Says.PROXY, Says.PERSON}


def names_somebody(piece: Piece) -> bool:
    """Whether a piece is another building or a person's name."""
    return piece.says in ELSEWHERE or piece.says is Is.NAME or is_full_name(piece)


def _speaks_of_others(front: Sequence[Piece], assent: Piece, introduced: bool) -> bool:
    if any(each.says in OTHERS or (introduced and each.says is Is.UNKNOWN) for each in front):
        return True
    if not front or assent.says is not Says.ASSENT:
        return False
    return front[-1].says is Is.UNKNOWN or _ranked(front)


def _ranked(front: Sequence[Piece]) -> bool:
    """Whether a title may be the author: 书记收到, 书记也收到."""
    too = front[-1].text == "也"
    titles = front[:-1] if too else front
    return len(titles) == 1 and titles[0].says in {Says.RANK, Says.FOLK}


def _surely(front: Sequence[Piece]) -> bool:
    """Whether it is certain whom this names: a number, a name, or 代 with the writer's own name."""
    if any(map(names_somebody, front)) or front[-1].text == "也":
        return True
    proxy = any(each.says is Says.PROXY for each in front)
    return proxy and any(each.says is Is.OWN and not each.text[0].isdigit() for each in front)
