"""Decides what depends on the rest of a text: small faults, help words, people not answering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.instructions.reading.phrases import Is, Lexicon, Piece, Says
from bot.instructions.reading.turns import is_treated

_MISSING = frozenset({Says.SILENT, Says.UNSEEN, Says.LOST, Says.UNREACHED})
_FAULTS = frozenset({Says.FAULT, Says.MINOR, Says.TROUBLE})
_CALLS = frozenset({Says.AID, Says.CRY, Says.TROUBLE})
_WEIGHED = _MISSING | _FAULTS | _CALLS | {Says.FINE, Says.CRY_FOR_LIFE}
_POSSIBLE = frozenset({Says.IF, Says.OFFER})
_SMELLS = re.compile("味|臭|smell|stink|stench")
_DAYS = re.compile(
    r"(?:[一二两三四五六七八九十几多好半整]|\d)个?[几多]?(?:天|日|晚|周|星期|礼拜)|days|week"
)


def weigh(clause: list[Piece], text: str, ill: bool, lexicon: Lexicon) -> list[Piece]:
    """The clause of a text with what each piece says here. `ill`: the writer is too ill to help."""
    if ill and is_treated(here := "".join(each.text for each in clause)):
        return [Piece(Says.TROUBLE, here), *clause]
    said = {piece.says for piece in clause}
    if said.isdisjoint(_WEIGHED):
        return clause if said.isdisjoint(_FAILS) else _hazardous(clause, lexicon)
    return [
        Piece(_said(clause, at, text, lexicon), piece.text, piece.tag)
        if piece.says in _WEIGHED
        else piece
        for at, piece in enumerate(clause)
    ]


_FAILS = frozenset({Is.UNKNOWN, Says.NOT, Says.DENIAL})
_SAFE = frozenset({Says.OVER, Says.DANGER, Says.IF, Says.NOT, Says.QUESTION})
_CARE = re.compile("检查|提醒|注意|小心|防|宣传|公告|告示|通知|撕|贴|更换|换新|修|poster|notice")


def _hazardous(clause: list[Piece], lexicon: Lexicon) -> list[Piece]:
    """Add the danger that no phrase names: something dangerous, and a word of failing."""
    here = "".join([each.text for each in clause])
    if lexicon.names(Says.SAFETY, here) and lexicon.names(Says.USELESS, here):
        return [Piece(Says.TROUBLE, here), *clause]
    if not lexicon.names(Says.HAZARD, here) or any(each.says in _SAFE for each in clause):
        return clause
    if not lexicon.names(Says.FAILING, here) or _CARE.search(here):
        return clause
    return [*clause, Piece(Says.DANGER, here)]


def _said(clause: Sequence[Piece], at: int, text: str, lexicon: Lexicon) -> Says | Is:
    says = clause[at].says
    if says is Says.CRY_FOR_LIFE:
        return Says.FILLER if _LAUGHS.search(text) else says
    if says is Says.FINE:
        return Says.FINE if _is_past(clause, text) else Says.NEUTRAL
    if says in _MISSING:
        return Says.DANGER if _in_danger(says, clause, text, lexicon) else Says.DENIAL
    if says in _CALLS and any(each.says in _POSSIBLE for each in clause):
        return Is.UNKNOWN
    if says in _FAULTS and lexicon.names(Says.SUSTAINS, text):
        return Says.DANGER
    if says is Says.MINOR:
        return Says.TROUBLE if lexicon.names(Says.VITAL, text) else Says.FAULT
    if says is Says.AID and _offered(clause[:at]):
        return Says.NEUTRAL
    return says


_LAUGHS = re.compile("笑[死喷哭疯]|笑不活|太好笑|笑出")
"""救命啊笑死我了 calls nobody."""
_PAST = re.compile("刚|昨|已|过了|头先|啱|早上|earlier|yesterday")

_LONG_AGO = re.compile("[^,]{0,4}(?:前年|去年|那年|上次|那次|上回|那回)")
"""At the beginning of the text: the trouble told of is that of an earlier time."""
_AGAIN = re.compile("又|再|现在|今|还在|这会|刚")

_SEEN_TO = re.compile("固定|加固|修|医")


def _is_long_past(clause: Sequence[Piece], text: str) -> bool:
    """Whether trouble of an earlier year was seen to since: 前年吹掉了, 这回我叫人固定了."""
    if not _LONG_AGO.match(text) or _AGAIN.search(text):
        return False
    return bool(_SEEN_TO.search("".join(each.text for each in clause)))


def _is_past(clause: Sequence[Piece], text: str) -> bool:
    """Whether 没事 ends what happened before: not in 隔壁着火了，我没事."""
    if not _PAST.search(text) and not _is_long_past(clause, text):
        return False
    return all(each.says is not Says.SELF for each in clause)


def _in_danger(says: Says | Is, clause: Sequence[Piece], text: str, lexicon: Lexicon) -> bool:
    """Whether somebody who is not seen, found or reached may need help."""
    here = "".join(each.text for each in clause)
    if says is Says.LOST:
        return lexicon.names(Says.FRAIL, here)
    if says is Says.SILENT and (lexicon.names(Says.FRAIL, text) or _SMELLS.search(text)):
        return True
    if says is Says.UNREACHED and lexicon.names(Says.ALONE, text):
        return True
    return bool(_DAYS.search(here))


_HELPS = re.compile("[会去来可找叫喊请带让揾嗌召也下过到愿]")
_WANTS = re.compile("[需要想求缺盼]|希望|麻烦|谁")
_CANNOT = frozenset({Says.NOT, Says.DENIAL})
_SUPERIOR = frozenset({Says.ADDRESS, Says.RANK})


def _offered(before: Sequence[Piece]) -> bool:
    """Whether help is given or arranged: 我去帮忙, 我找人帮忙, but not 我要帮忙, 我请社区帮忙."""
    started = next((at for at in range(len(before)) if _helper(before, at)), None)
    between = before[0 if started is None else started + 1 :]
    said = "".join(each.text for each in between if each.says not in _PEOPLE)
    if len(before) > 1 and before[-1].text.endswith(_WILLING):
        return True
    if _WANTS.search(said) or any(each.says in _CANNOT for each in before):
        return False
    if "请" in said and any(each.says in _SUPERIOR for each in between):
        return False
    if started is None:
        return said.startswith(("会", "已"))
    return not said or bool(_HELPS.search(said))


_WILLING = ("愿意", "可以", "答应", "自愿", "主动")
_HELPERS = frozenset({Says.SELF, Says.PERSON})
_PEOPLE = frozenset({Says.PERSON, Says.FOLK, Says.ADDRESS, Says.RANK})


def _helper(before: Sequence[Piece], at: int) -> bool:
    """Whether somebody is named who helps; 大哥 alone is only called."""
    says, text, _ = before[at]
    if says in _HELPERS or text.startswith(("我", "俺")):
        return True
    return says is Says.FOLK and at > 0
