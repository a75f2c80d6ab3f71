"""Rules for a clause that speaks of another building or person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.instructions.reading.courtesy import is_full_name
from bot.instructions.reading.phrases import Is, Piece, Says
from bot.instructions.reading.verdicts import (
    AROUND_SHORT,
    ASSENTS,
    ELSEWHERE,
    IDLE,
    OTHERS,
    Clause,
    Verdict,
    text_of,
)


def others(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    """Another building or person, alone or before an assent. `spoken`: the pieces without
    fillers."""
    introduced = Is.COLON in {each.says for each in spoken}
    if introduced:
        spoken = [each for each in spoken if each.says is not Is.COLON]
    assent = next((at for at, each in enumerate(spoken) if each.says in ASSENTS), None)
    if _presented(spoken):
        return Verdict(Clause.SIGNED if assent is None else Clause.OTHER, text_of(pieces))
    if assent is None:
        return _reported(spoken, pieces) or _signed(spoken, pieces)
    front = spoken[:assent]
    if not _speaks_of_others(front, spoken[assent], introduced):
        return None
    if _surely(front):
        return Verdict(Clause.OTHER, text_of(pieces))
    somebody = any(each.says in _SOMEBODY for each in front)
    return Verdict(Clause.SOMEBODY if somebody else Clause.UNSURE, text_of(pieces))


_SOMEBODY = frozenset({Says.PERSON, Says.PROXY})
_MINE = frozenset({Says.SELF, Is.OWN})
_DENIES = frozenset({Says.DENIAL, Says.NOT})
_TITLES = frozenset({Says.RANK, Says.FOLK})
_NAMES = ELSEWHERE | {Is.NAME}
_IS = frozenset({"是", "叫", "系"})


def _presented(spoken: Sequence[Piece]) -> bool:
    """Whether somebody else presents themselves: 我是刘建国, 这里是7号楼."""
    if spoken and spoken[0].says is Says.ADDRESS:
        spoken = spoken[1:]
    if len(spoken) < 2 or spoken[0].says is not Says.SELF:
        return False
    said = spoken[2] if spoken[1].text in _IS and len(spoken) > 2 else spoken[1]
    name = said._replace(text=said.text.lstrip("是叫系"))
    told = said is not spoken[1] or name.text != said.text
    return told and bool(name.text) and names_somebody(name)


def speaks_for_another(pieces: Sequence[Piece]) -> bool:
    """Whether a clause says for whom somebody answers, or whose leader they quote: 我替老陈回的,
    我妹妹是10栋楼长."""
    first = pieces[1:] if pieces[0].says is Says.SELF else pieces
    if first and first[0].says is Says.PROXY:
        return first is pieces or any(map(names_somebody, first[1:]))
    return any(
        each.says is Is.PLACE and after.says is Says.TITLE for each, after in pairwise(pieces)
    )


def denied_by_others(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    """A denial of another building and not of the writer: 12栋还没收到, 6栋没人通知."""
    if not spoken or spoken[0].says is not Is.PLACE:
        return None
    if any(each.says in _MINE or each.text in "我俺咱" for each in spoken):
        return None
    denied = any(each.says in _DENIES for each in spoken)
    return Verdict(Clause.THEIRS, text_of(pieces)) if denied else None


_TO_REPORT = ("回个收到", "回收到")


def _reported(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    """An assent asked for by somebody else: 让我帮他回个收到."""
    at = next((at for at, each in enumerate(spoken) if each.text in _TO_REPORT), None)
    if not at or not any(each.says is Says.PROXY for each in spoken[:at]):
        return None
    clause = Clause.OTHER if any(map(names_somebody, spoken[:at])) else Clause.SOMEBODY
    return Verdict(clause, text_of(pieces))


def _signed(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    """Only whom somebody speaks for: 5栋, 李强, 我替老李回一下."""
    named = [each for each in spoken if each.says not in AROUND_SHORT | IDLE]
    if any(each.says is _PROXY or each.text == "帮" for each in named):
        whom = [each for each in spoken if names_somebody(each)]
        signed = bool(whom) and all(
            names_somebody(each) or each.says in _SIGNING or each.text == "帮" for each in named
        )
    else:
        alone = len(spoken) == len(named)
        signed = all(each.says in ELSEWHERE or (alone and is_full_name(each)) for each in named)
    return Verdict(Clause.SIGNED, text_of(pieces)) if named and signed else None


_PROXY = Says.PROXY
_SIGNING = ELSEWHERE | {Says.PROXY, Says.PERSON}


def names_somebody(piece: Piece) -> bool:
    """Whether a piece is another building or a person's name."""
    return piece.says in _NAMES or is_full_name(piece)


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
    if len(titles) != 1 or (titles[0].text in _ELDERS and not too):
        return False
    return titles[0].says in _TITLES


_ELDERS = frozenset(
    {"阿姨", "大姐", "大妈", "大爷", "大娘", "大叔", "叔叔", "奶奶", "爷爷", "婆婆", "伯伯", "阿伯"}
    | {"阿婆", "阿叔", "阿公", "阿嫲", "阿婶", "爷叔", "嬢嬢", "孃孃", "娭毑", "嗲嗲", "老太婆"}
    | {"老头子", "老师傅", "姐", "哥", "姨", "叔", "婶", "伯", "大伯", "大哥", "嫂子", "大嫂"}
)
"""What the old call themselves when they write to the young: 阿姨看到了."""


def _surely(front: Sequence[Piece]) -> bool:
    """Whether it is certain whom this names: a number, a name, or 代 with the writer's own name."""
    if any(map(names_somebody, front)) or front[-1].text == "也":
        return True
    return Says.PROXY in {each.says for each in front} and any(
        each.says is Is.OWN and not each.text[0].isdigit() for each in front
    )
