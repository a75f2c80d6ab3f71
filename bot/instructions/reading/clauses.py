"""Interprets one clause from its pieces, by a few rules on their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

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
    SIGNED = auto()
    """Only another building or name, like a signature."""
    QUESTION = auto()
    DENIAL = auto()
    DENIED = auto()
    """The assent itself is denied: 没收到."""
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


ASSENTS = frozenset({Says.ASSENT, Says.DONE, Says.SOON})
TROUBLES = frozenset({Says.DANGER, Says.TROUBLE, Says.CRY, Says.CRY_FOR_LIFE, Says.FAULT})
_LIFE = frozenset({Says.DANGER, Says.CRY_FOR_LIFE})
_CRIES = frozenset({Says.CRY, Says.CRY_FOR_LIFE})
_SILENT = frozenset(
    {
        Says.FILLER,
        Says.NEUTRAL,
        Says.SELF,
        Says.ADDRESS,
        Says.RANK,
        Says.THANKS,
        Says.TITLE,
        Is.OWN,
        Is.COLON,
    }
)
"""What may stand beside an assent without adding a meaning."""
_AROUND_SHORT = _SILENT - {Says.NEUTRAL} | {Says.SHORT}
_OTHERS = frozenset({Is.PLACE, Is.MIXED, Is.FLOOR, Says.PERSON, Says.PROXY})
_FINISHED = frozenset("了啦咯喽")
_NEAR = 4
"""How many unknown characters a denial may reach across."""
_DESPERATE = ("怎么办", "咋办", "咋整", "咋个办", "啷个办", "哪能办", "点算", "怎麼辦", "咋弄")


def judge(pieces: Sequence[Piece], asked: bool) -> Verdict:
    """Interpret a clause. `asked`: it ends with a question mark."""
    left = [each for each in pieces if each.says is not Is.GAP]
    if _tagged(left):
        asked, left = True, _without_tag(left)
    left = _denied(_ranked(left))
    return (
        _trouble(left, asked)
        or _question(left, asked)
        or _denied_assent(left)
        or _others(left)
        or _assent(left)
        or _rest(left)
        or Verdict(Clause.BLANK, "")
    )


def _spoken(pieces: Sequence[Piece]) -> list[Piece]:
    return [each for each in pieces if each.says is not Says.FILLER]


def _tagged(pieces: Sequence[Piece]) -> bool:
    """Whether something ends with 吗 or 没."""
    spoken = [each for each in pieces if each.says is not Says.FILLER or each.tag]
    if len(spoken) < 2 or not spoken[-1].tag:
        return False
    return any(each.says not in {Says.FILLER, Says.ADDRESS} for each in spoken[:-1])


def _without_tag(pieces: list[Piece]) -> list[Piece]:
    at = max(number for number, each in enumerate(pieces) if each.tag)
    return pieces[:at] + pieces[at + 1 :]


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


_BARE = frozenset(
    {"有困难", "困难", "帮忙", "帮帮忙", "帮我", "请帮忙", "请帮我", "帮帮", "帮个忙", "stuck"}
)


def _bare(piece: Piece) -> bool:
    return piece.text in _BARE


def _only_asked(pieces: Sequence[Piece], at: int, asked: bool) -> bool:
    """Whether trouble is only asked about: 有人受伤吗, 哪里着火, 什么时候停电."""
    worst = pieces[at]
    if worst.says in _CRIES:
        return False
    questions = [number for number, each in enumerate(pieces) if each.says is Says.QUESTION]
    if any(pieces[number].text in _DESPERATE for number in questions):
        return worst.says is Says.FAULT
    if questions and (worst.says is Says.FAULT or questions[0] < at):
        return True
    return asked and not any(each.says is Is.UNKNOWN for each in pieces[at + 1 :])


def _question(pieces: Sequence[Piece], asked: bool) -> Verdict | None:
    if asked or any(each.says is Says.QUESTION for each in pieces):
        return Verdict(Clause.QUESTION, _text(pieces))
    return None


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
    return Verdict(Clause.OTHER if _surely(front) else Clause.UNSURE, _text(pieces))


def _signed(spoken: Sequence[Piece], pieces: Sequence[Piece]) -> Verdict | None:
    named = [each for each in spoken if each.says not in _AROUND_SHORT | {Says.NEUTRAL}]
    places = all(each.says in {Is.PLACE, Is.MIXED} for each in named)
    if named and (places or (len(spoken) == len(named) and all(map(_name, named)))):
        return Verdict(Clause.SIGNED, _text(pieces))
    return None


def _speaks_of_others(front: Sequence[Piece], assent: Piece, introduced: bool) -> bool:
    if any(each.says in _OTHERS or (introduced and each.says is Is.UNKNOWN) for each in front):
        return True
    if not front or assent.says is not Says.ASSENT:
        return False
    return front[-1].says is Is.UNKNOWN or (len(front) == 1 and front[0].says is Says.RANK)


def _surely(front: Sequence[Piece]) -> bool:
    """Whether it is certain whom this names: a number, a name, or 代 with the writer's own name."""
    if any(each.says in {Is.PLACE, Is.MIXED} or _name(each) for each in front):
        return True
    proxy = any(each.says is Says.PROXY for each in front)
    return proxy and any(each.says is Is.OWN and not each.text[0].isdigit() for each in front)


_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)


def _name(piece: Piece) -> bool:
    """Whether an unknown word looks like a person's name: 李强."""
    name = piece.text.lstrip("帮替代给")
    return piece.says is Is.UNKNOWN and 2 <= len(name) <= 3 and name[0] in _SURNAMES


def _ranked(pieces: list[Piece]) -> list[Piece]:
    """Join surname and title, such as 李 and 姐, into one form of address."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if piece.says is Says.RANK and last and last.says is Is.UNKNOWN and _surname(last.text):
            found[-1] = Piece(Says.RANK, last.text + piece.text)
        else:
            found.append(piece)
    return found


def _surname(text: str) -> bool:
    return text[0] in _SURNAMES and len(text) <= 3


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
    if any(each.says is Says.UNSURE for each in words):
        return Verdict(Clause.UNSURE, _text(pieces))
    if all(each.says in ASSENTS or each.says is Is.NUMBER for each in words):
        return Verdict(Clause.ASSENT, assent.text)
    ends = words[0].says in ASSENTS or words[-1].says in ASSENTS
    return Verdict(Clause.ASSENT_MORE if ends else Clause.UNSURE, assent.text)


_CONTENT = _OTHERS | {Is.UNKNOWN, Is.NUMBER, Says.SHORT}
_REST = (
    (Says.NOT, Clause.DENIAL),
    (Says.OVER, Clause.CALM),
    (Says.LATER, Clause.LATER),
    (Says.UNSURE, Clause.UNSURE),
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
