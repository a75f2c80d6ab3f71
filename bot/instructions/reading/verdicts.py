"""The meanings of a clause, and the kinds of pieces that its rules share."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum, auto
from typing import NamedTuple

from bot.instructions.reading.phrases import Is, Piece, Says


class Clause(StrEnum):
    """The meaning of a clause."""

    DANGER = auto()
    TROUBLE = auto()
    FAULT = auto()
    CALM = auto()
    """Trouble that is denied or over: 没困难, 火灭了."""
    ASSENT = auto()
    """Assent and nothing else that matters."""
    ASSENT_MORE = auto()
    """Assent at the beginning or end, with further words."""
    OTHER = auto()
    """Assent of another person or building."""
    SOMEBODY = auto()
    """Assent of somebody who is not named: 他收到了."""
    SIGNED = auto()
    """Only another building or name, like a signature."""
    THEIRS = auto()
    """Another building or its people deny or have not received something: 12栋还没收到."""
    QUESTION = auto()
    DENIAL = auto()
    DENIED = auto()
    """The assent itself is denied: 没收到."""
    REFUSED = auto()
    """Certainly not received, or refused, whatever stands beside it: 等收到了再回你."""
    SURELY = auto()
    """A question that asks nothing and stands for yes: 哪能不知道呢."""
    EXCUSE = auto()
    """Not noticed at first: 刚才没看到."""
    LATER = auto()
    UNSURE = auto()
    THANKS = auto()
    BUSY = auto()
    """Busy with something, and nothing else: 正开车呢."""
    REMARK = auto()
    BLANK = auto()


class Verdict(NamedTuple):
    """The meaning of a clause, and the words that decided it."""

    clause: Clause
    words: str
    cry: bool = False
    """Only a call for help."""
    pieces: Sequence[Piece] = ()
    """Of the clause, as far as more than plain assent is said."""
    whole: str = ""
    """The clause as written."""


ASSENTS = frozenset({Says.ASSENT, Says.DONE, Says.SOON})
TROUBLES = frozenset({Says.DANGER, Says.TROUBLE, Says.CRY, Says.CRY_FOR_LIFE, Says.FAULT, Says.AID})
SILENT = frozenset(
    {
        Says.FILLER,
        Says.NEUTRAL,
        Says.FINE,
        Says.EARLIER,
        Says.OFFER,
        Says.SELF,
        Says.ADDRESS,
        Says.RANK,
        Says.FOLK,
        Says.THANKS,
        Says.WISH,
        Says.TITLE,
        Is.OWN,
        Is.NAME,
        Is.COLON,
    }
)
"""What may stand beside an assent without adding a meaning."""
IDLE = frozenset({Says.NEUTRAL, Says.FINE, Says.EARLIER, Says.OFFER})
AROUND_SHORT = SILENT - IDLE | {Says.SHORT}
ELSEWHERE = frozenset({Is.PLACE, Is.MIXED})
OTHERS = ELSEWHERE | {Is.FLOOR, Is.NAME, Says.PERSON, Says.PROXY}
NEAR = 4
"""How many unknown characters a denial or an excuse may reach across."""


_FILLER = Says.FILLER  # an attribute of an enumeration takes ten times as long to read


def spoken_of(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without fillers."""
    return [each for each in pieces if each.says is not _FILLER]


def text_of(pieces: Sequence[Piece]) -> str:
    """The words of the pieces."""
    return "".join([each.text for each in pieces]).strip()
