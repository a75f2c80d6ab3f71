"""Interprets one clause from its pieces, by a few rules on their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from bot.instructions.reading.courtesy import JOINED, courteous, is_full_name
from bot.instructions.reading.cutting import Is, Piece
from bot.instructions.reading.phrases import Says


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
    QUESTION = auto()
    DENIAL = auto()
    DENIED = auto()
    """The assent itself is denied: 没收到."""
    EXCUSE = auto()
    """Not noticed at first: 刚才没看到."""
    LATER = auto()
    UNSURE = auto()
    THANKS = auto()
    REMARK = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The meaning of a clause, and the words that decided it."""

    clause: Clause
    words: str
    cry: bool = False
    """Only a call for help."""
    named: bool = False
    """Begins with another building or person."""


ASSENTS = frozenset({Says.ASSENT, Says.DONE, Says.SOON})
TROUBLES = frozenset({Says.DANGER, Says.TROUBLE, Says.CRY, Says.CRY_FOR_LIFE, Says.FAULT, Says.AID})
_LIFE = frozenset({Says.DANGER, Says.CRY_FOR_LIFE})
_CRIES = frozenset({Says.CRY, Says.CRY_FOR_LIFE})
_SILENT = frozenset(
    {
        Says.FILLER,
        Says.NEUTRAL,
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
_IDLE = frozenset({Says.NEUTRAL, Says.EARLIER, Says.OFFER})
_AROUND_SHORT = _SILENT - _IDLE | {Says.SHORT}
_HEDGES = frozenset({Says.UNSURE, Says.IF})
_PLACES = frozenset({Is.PLACE, Is.MIXED})
_OTHERS = _PLACES | {Is.FLOOR, Is.NAME, Says.PERSON, Says.PROXY}
_FINISHED = frozenset("了啦咯喽")
_NEAR = 4
"""How many unknown characters a denial may reach across."""
_DESPERATE = ("怎么办", "咋办", "咋整", "咋个办", "啷个办", "哪能办", "点算", "怎麼辦", "咋弄")


def judge(pieces: Sequence[Piece], asked: bool) -> Verdict:
    """Interpret a clause. `asked`: it ends with a question mark."""
    left = [each for each in pieces if each.says is not Is.GAP]
    if is_tagged(left):
        asked, left = True, _without_tag(left)
    left = _settled(left)
    found = (
        _trouble(left, asked)
        or _question(left, asked)
        or _excuse(left)
        or _denied_assent(left)
        or _others(left)
        or _assent(left)
        or _rest(left)
        or Verdict(Clause.BLANK, "")
    )
    return replace(found, named=True) if left and _names(left[0]) else found


def _settled(pieces: list[Piece]) -> list[Piece]:
    """The pieces with what they say together; most clauses need none of these steps."""
    said = {each.says for each in pieces}
    if not said.isdisjoint(JOINED):
        pieces = courteous(pieces)
    if Says.MISSED in said:
        pieces = _missed(pieces)
    if Says.QUESTION in said:
        pieces = _whatever(pieces)
    return _denied(pieces) if Says.NOT in said else pieces


def _spoken(pieces: Sequence[Piece]) -> list[Piece]:
    return [each for each in pieces if each.says is not Says.FILLER]


def is_tagged(pieces: Sequence[Piece]) -> bool:
    """Whether something ends with 吗 or 没."""
    spoken = [each for each in pieces if each.says is not Says.FILLER or each.tag]
    if len(spoken) < 2 or not spoken[-1].tag:
        return False
    return any(each.says not in {Says.FILLER, Says.ADDRESS} for each in spoken[:-1])


def _without_tag(pieces: list[Piece]) -> list[Piece]:
    at = max(number for number, each in enumerate(pieces) if each.tag)
    return pieces[:at] + pieces[at + 1 :]


def _missed(pieces: list[Piece]) -> list[Piece]:
    """Settle what was not noticed: 刚才没看到现在收到了 is received, 没看到 alone is not."""
    earlier = any(each.says is Says.EARLIER for each in pieces)
    now = bool(pieces) and _spoken(pieces)[-1:] and _spoken(pieces)[-1].says in ASSENTS
    if earlier and not now:
        return pieces
    says = Says.NEUTRAL if earlier else Says.DENIAL
    return [each._replace(says=says) if each.says is Says.MISSED else each for each in pieces]


_HOW = ("怎么", "咋", "咋个", "啷个", "哪能", "点")


def _whatever(pieces: list[Piece]) -> list[Piece]:
    """怎么 asks nothing where 都 or 也 follows: 怎么叫都叫不醒."""
    at = next((at for at, each in enumerate(pieces) if each.text in _HOW), None)
    if at is None or not any(each.text in {"都", "也"} for each in pieces[at + 2 :]):
        return pieces
    return [*pieces[:at], Piece(Says.FILLER, pieces[at].text), *pieces[at + 1 :]]


_DENIABLE = ASSENTS | TROUBLES | {Says.SHORT, Says.DENIAL, Says.OVER}


def _denied(pieces: list[Piece]) -> list[Piece]:
    """Apply each 没, 不, 未 to the nearest deniable phrase after it; attached to an assent it
    denies that: 配合不了, 执行不下去."""
    found = list(pieces)
    for at, piece in enumerate(found):
        if piece.says is Says.NOT and at and found[at - 1].says in ASSENTS:
            found[at - 1] = _turned(found[at - 1], "")
        elif piece.says is Says.NOT:
            reach = _reached(found, at)
            if reach is not None:
                found[at] = Piece(Says.FILLER, piece.text)
                found[reach] = _turned(found[reach], piece.text)
    return found


def _reached(pieces: Sequence[Piece], at: int) -> int | None:
    across = 0
    for number in range(at + 1, len(pieces)):
        said = pieces[number].says
        if said in _DENIABLE:
            return number
        across += len(pieces[number].text) if said is Is.UNKNOWN else 0
        if across > _NEAR or pieces[number].text in _FINISHED:
            break
    return None


def _turned(piece: Piece, denial: str) -> Piece:
    if piece.says is Says.OVER:
        return Piece(Says.TROUBLE, denial + piece.text)
    if piece.says is Says.AID and denial.endswith("人"):
        return Piece(Says.TROUBLE, denial + piece.text)
    if piece.says in TROUBLES:
        return Piece(Says.OVER, denial + piece.text)
    return Piece(Says.DENIAL, denial + piece.text, tag=piece.says is not Says.DENIAL)


def _trouble(pieces: Sequence[Piece], asked: bool) -> Verdict | None:
    found = [(at, each) for at, each in enumerate(pieces) if each.says in TROUBLES]
    if not found:
        return None
    at, worst = max(found, key=lambda each: (each[1].says in _LIFE, each[1].says is not Says.FAULT))
    if _only_asked(pieces, at, asked):
        return Verdict(Clause.QUESTION, _text(pieces))
    if any(each.says is Says.OVER for each in pieces[found[-1][0] + 1 :]):
        return Verdict(Clause.CALM, _text(pieces))
    cry = all(each.says in _CRIES | _SILENT | {Says.SHORT} or _bare(each) for each in pieces)
    if worst.says in _LIFE:
        return Verdict(Clause.DANGER, worst.text, cry)
    return Verdict(Clause.FAULT if worst.says is Says.FAULT else Clause.TROUBLE, worst.text, cry)


_BARE = frozenset({"有困难", "困难", "帮帮忙", "帮我", "请帮忙", "请帮我", "帮帮", "stuck"})


def _bare(piece: Piece) -> bool:
    return piece.says is Says.AID or piece.text in _BARE


def _only_asked(pieces: Sequence[Piece], at: int, asked: bool) -> bool:
    """Whether trouble is only asked about: 有人受伤吗, 哪里着火, 什么时候停电."""
    worst = pieces[at]
    questions = [number for number, each in enumerate(pieces) if each.says is Says.QUESTION]
    begged = any(pieces[number].text.startswith(_WHOEVER) for number in questions)
    if worst.says in _CRIES or (worst.says is Says.AID and begged):
        return False
    if any(pieces[number].text in _DESPERATE for number in questions):
        return worst.says is Says.FAULT
    if questions and worst.says is Says.FAULT:
        return True
    if any(number < at and not pieces[number].text.startswith(_SOME) for number in questions):
        return True
    if asked and worst.says is Says.FAULT:
        return True
    return asked and not any(each.says is Is.UNKNOWN for each in pieces[at + 1 :])


_WHOEVER = ("谁", "能", "可", "有没有人", "边个", "哪个")
"""Questions that beg for help: 谁来搭把手."""
_SOME = ("几个", "几户", "几位", "几天", "几家", "几楼", "好多", "好久")
"""Counts that ask nothing before trouble: 几个人晕倒了."""


def _question(pieces: Sequence[Piece], asked: bool) -> Verdict | None:
    if asked or any(each.says is Says.QUESTION for each in pieces):
        return Verdict(Clause.QUESTION, _text(pieces))
    return None


_BESIDE_EXCUSE = _SILENT | {Says.MISSED, Says.LATER, Is.UNKNOWN}


def _excuse(pieces: Sequence[Piece]) -> Verdict | None:
    """Not noticed at an earlier time, and nothing else: 刚才在做饭没看到."""
    if not any(each.says is Says.MISSED for each in pieces):
        return None
    if all(each.says in _BESIDE_EXCUSE and len(each.text) <= _NEAR for each in pieces):
        return Verdict(Clause.EXCUSE, _text(pieces))
    return Verdict(Clause.DENIAL, _text(pieces))


def _denied_assent(pieces: Sequence[Piece]) -> Verdict | None:
    spoken = _spoken(pieces)
    denied = next((each for each in spoken if each.says is Says.DENIAL), None)
    if denied is None or (spoken and spoken[0].says in ASSENTS):
        return None
    return Verdict(Clause.DENIED if denied.tag else Clause.DENIAL, denied.text)


def _others(pieces: Sequence[Piece]) -> Verdict | None:
    """Another building or person, alone or before an assent."""
    spoken = [each for each in _spoken(pieces) if each.says is not Is.COLON]
    assent = next((at for at, each in enumerate(spoken) if each.says in ASSENTS), None)
    if assent is None:
        return _signed(spoken, pieces)
    front = spoken[:assent]
    introduced = any(each.says is Is.COLON for each in pieces)
    if not _speaks_of_others(front, spoken[assent], introduced):
        return None
    if _surely(front):
        return Verdict(Clause.OTHER, _text(pieces))
    somebody = any(each.says in {Says.PERSON, Says.PROXY} for each in front)
    return Verdict(Clause.SOMEBODY if somebody else Clause.UNSURE, _text(pieces))


def _signed(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    """Only whom somebody speaks for: 5栋, 李强, 我替老李回一下."""
    named = [each for each in spoken if each.says not in _AROUND_SHORT | _IDLE]
    if any(each.says is Says.PROXY or each.text == "帮" for each in named):
        whom = [each for each in spoken if _names(each)]
        signed = bool(whom) and all(
            _names(each) or each.says in _SIGNING or each.text == "帮" for each in named
        )
    else:
        alone = len(spoken) == len(named)
        signed = all(each.says in _PLACES or (alone and is_full_name(each)) for each in named)
    return Verdict(Clause.SIGNED, _text(pieces)) if named and signed else None


_SIGNING = _PLACES | {Says.PROXY, Says.PERSON}


def _names(piece: Piece) -> bool:
    """Whether a piece is another building or a person's name."""
    return piece.says in _PLACES or piece.says is Is.NAME or is_full_name(piece)


def _speaks_of_others(front: Sequence[Piece], assent: Piece, introduced: bool) -> bool:
    if any(each.says in _OTHERS or (introduced and each.says is Is.UNKNOWN) for each in front):
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
    if any(map(_names, front)) or front[-1].text == "也":
        return True
    proxy = any(each.says is Says.PROXY for each in front)
    return proxy and any(each.says is Is.OWN and not each.text[0].isdigit() for each in front)


def _assent(pieces: Sequence[Piece]) -> Verdict | None:
    spoken = _spoken(pieces)
    if spoken and all(each.says in _AROUND_SHORT for each in spoken):
        short = next((each for each in spoken if each.says is Says.SHORT), None)
        if short is not None:
            return Verdict(Clause.ASSENT, short.text)
    words = [each for each in spoken if each.says not in _SILENT | {Says.SHORT}]
    assent = next((each for each in words if each.says in ASSENTS), None)
    if assent is None:
        return None
    if any(each.says in _HEDGES for each in words):
        return Verdict(Clause.UNSURE, _text(pieces))
    if all(each.says in ASSENTS or each.says is Is.NUMBER for each in words):
        return Verdict(Clause.ASSENT, assent.text)
    ends = words[0].says in ASSENTS or words[-1].says in ASSENTS
    return Verdict(Clause.ASSENT_MORE if ends else Clause.UNSURE, assent.text)


_CONTENT = (_OTHERS - {Is.NAME}) | {Is.UNKNOWN, Is.NUMBER, Says.SHORT, Says.BOTHER}
_REST = (
    (Says.NOT, Clause.DENIAL),
    (Says.OVER, Clause.CALM),
    (Says.LATER, Clause.LATER),
    (Says.UNSURE, Clause.UNSURE),
    (Says.IF, Clause.UNSURE),
)


def _rest(pieces: Sequence[Piece]) -> Verdict | None:
    said = {each.says for each in pieces}
    for kind, clause in _REST:
        if kind in said:
            return Verdict(clause, _text(pieces))
    if said & _CONTENT:
        return Verdict(Clause.REMARK, _text(pieces))
    return Verdict(Clause.THANKS, _text(pieces)) if Says.THANKS in said else None


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(each.text for each in pieces).strip()
