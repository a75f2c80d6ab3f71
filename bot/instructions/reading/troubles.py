"""Rules for a clause that names trouble."""

from __future__ import annotations

from collections.abc import Sequence

from bot.instructions.reading.phrases import Is, Piece, Says
from bot.instructions.reading.verdicts import SILENT, TROUBLES, Clause, Verdict, text_of

_LIFE = frozenset({Says.DANGER, Says.CRY_FOR_LIFE})
_CRIES = frozenset({Says.CRY, Says.CRY_FOR_LIFE})
_NOT_YET = ("没", "未", "冇")
"""Trouble that ends with a denial denies what follows: 好几天没 修好."""
_DESPERATE = ("怎么办", "咋办", "咋整", "咋个办", "啷个办", "哪能办", "点算", "怎麼辦", "咋弄")


def trouble(pieces: Sequence[Piece], asked: bool) -> Verdict | None:
    """Trouble, unless it is only asked about or over; a fault that an answer repeats is none."""
    found = [(at, each) for at, each in enumerate(pieces) if each.says in TROUBLES]
    if not found:
        return None
    at, worst = max(found, key=lambda each: (each[1].says in _LIFE, each[1].says is not Says.FAULT))
    if worst.says is Says.FAULT and any(each.says in _TOLD for each in pieces):
        return None
    if _only_asked(pieces, at, asked):
        return Verdict(Clause.QUESTION, text_of(pieces))
    last = found[-1]
    over = Says.OVER in {each.says for each in pieces[last[0] + 1 :]}
    if over and not last[1].text.endswith(_NOT_YET):
        return Verdict(Clause.CALM, text_of(pieces))
    cry = all(each.says in _BESIDE_CRY or _bare(each) for each in pieces)
    if worst.says in _LIFE:
        return Verdict(Clause.DANGER, worst.text, cry)
    return Verdict(Clause.FAULT if worst.says is Says.FAULT else Clause.TROUBLE, worst.text, cry)


_QUESTION = Says.QUESTION
_BESIDE_CRY = _CRIES | SILENT | {Says.SHORT}
_BARE = frozenset({"有困难", "困难", "帮帮忙", "帮我", "请帮忙", "请帮我", "帮帮", "stuck"})


def _bare(piece: Piece) -> bool:
    return piece.says is Says.AID or piece.text in _BARE


def _only_asked(pieces: Sequence[Piece], at: int, asked: bool) -> bool:
    """Whether trouble is only asked about: 有人受伤吗, 哪里着火, 什么时候停电."""
    worst = pieces[at]
    if any(each.text in _SEEN for each in pieces[at + 1 :]):
        return False
    questions = [number for number, each in enumerate(pieces) if each.says is _QUESTION]
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


_SEEN = ("看见", "看到", "知道", "晓得", "听到", "听见", "瞅见")
"""起火了你们看见没 asks for help, not whether there is a fire."""
_TOLD = frozenset({Says.ASSENT, Says.DONE})
_WHOEVER = ("谁", "能", "可", "有没有人", "边个", "哪个")
"""Questions that beg for help: 谁来搭把手."""
_SOME = ("几个", "几户", "几位", "几天", "几家", "几楼", "好多", "好久")
"""Counts that ask nothing before trouble: 几个人晕倒了."""
