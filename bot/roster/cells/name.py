"""Name cells: several people in one, words beside a name, and people who have left."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.roster.fold import fold

_NOBODY = (
    "空缺 暂缺 空 缺 空岗 缺岗 无 暂无 没有 待定 待补 待选 待配 未定 出缺 从缺 悬空 空置 "
    "暂空 缺额 缺员 无人 暂无人 没人 待聘 待选举 待推选 待补选 补选中 招募中 "
    "vacant unfilled vacancy none n/a na nil tobeappointed tobeconfirmed "
    "tbd tba tbc - -- --- — —— / // \\ x"
)
NOBODY = frozenset(_NOBODY.split())
"""Folded cell contents that mean nobody."""

_ASIDE = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_CJK = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_CHINESE_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}$")
_LATIN_NAME = re.compile(r"[^\W\d_]{2,}[^\W\d_.' -]*(?:[ .'-]+[^\W\d_]+)*$")
_APART = re.compile(r"[/／、,，;；|｜\n&]")
_LATIN_APART = re.compile(r"\s*[/／、;；|｜&\n]\s*")

_LEFT = (
    "离任|离职|离岗|卸任|退任|退出|退岗|免职|辞职|辞任|调走|调离|调岗|调出|搬走|搬离|搬家|去世|病故|亡故|"
    "不再担任|不干|不做|换人|离任|離任|離職|卸任|調走|搬走|辭職|離開|离开"
)
_WHEN = (
    r"(?:于|自|在)?(?:\d{2,4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:份|初|中旬|上旬|下旬|底)?"
    r"|\d{2,4}[./-]\d{1,2}(?:[./-]\d{1,2})?|(?:今|去|前)年|(?:上|本)月|最近|近期|刚"
)
_GONE = re.compile(
    rf"(?:(?:{_WHEN})*(?:已经|已|现已|均已)?(?:{_LEFT})(?:了|的)?(?:{_WHEN})*"
    rf"|(?:{_WHEN})*(?:已经|已)退(?:了)?|退|已故|resigned|left|moved away|moved out|deceased)$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"(.{2,}?)[-—\s]*((?:已经|已)(?:退|离任|离职|卸任|调走|搬走|调离|離任|離職|調走)|离任|离职|调走|卸任|離任|離職|調走)$"
)
_BEHIND_NOBODY = re.compile(r"[,，;；:：。(（]")
_STILL = re.compile(r"^(?:长期|目前|暂时|现在?|一直|岗位|尚)(?=..)|(?<=..)中$")
_SHORTEST = 2
_CLAUSES = re.compile(r"(?:[,，;；。、\s()（）]|(?<!\d)\.|\.(?!\d))+")


@dataclass(frozen=True, slots=True)
class Someone:
    """One person of a cell. `note`: words beside the name; `gone`: the words that say they left."""

    name: str
    note: str = ""
    gone: str = ""


@lru_cache(65536)
def read_names(text: str) -> tuple[Someone, ...]:
    """The people of a cell in order; empty where it means nobody."""
    if means_nobody(text):
        return ()
    if _CHINESE_NAME.match(text) and not _BEHIND.match(text):
        return (Someone(text),)
    parts = [_someone(part) for part in _parts(text)]
    return tuple(each for each in parts if each.name and not means_nobody(each.name))


def means_nobody(text: str) -> bool:
    """Whether a cell means nobody: blank, 空缺, 待定, /, 暂缺（由村支书代管）."""
    folded = fold(text).strip("()[]【】") if text else ""
    return not folded or _vacant(folded) or bool(beside_nobody(text))


def beside_nobody(text: str) -> str:
    """The words behind one that means nobody, unless they name somebody."""
    plain = text.strip("()（）[]【】 ")
    found = _BEHIND_NOBODY.search(plain)
    if found is None or found.start() < _SHORTEST or not _vacant(fold(plain[: found.start()])):
        return ""
    rest = plain[found.start() :].strip(" ,，;；:：。()（）")
    return "" if found[0] in ",，;；" and _CHINESE_NAME.match(rest) else rest


def _vacant(folded: str) -> bool:
    return folded in NOBODY or _STILL.sub("", folded) in NOBODY


@lru_cache(65536)
def left_in(note: str) -> str:
    """The clause of a note that says somebody left; "" for 离退休干部 and everything else."""
    for clause in _CLAUSES.split(note):
        if clause and _GONE.match(clause):
            return clause
    return ""


def _parts(text: str) -> list[str]:
    """Several names if every piece looks like one, else the text as it is."""
    bare = _ASIDE.sub(lambda found: "\0" * len(found[0]), text)
    apart = _APART if _CJK.search(bare) else _LATIN_APART
    pieces, start = [], 0
    for found in apart.finditer(bare):
        pieces.append(text[start : found.start()])
        start = found.end()
    pieces.append(text[start:])
    pieces = [piece.strip() for piece in pieces if piece.strip()]
    if len(pieces) > 1 and all(_is_name(piece) for piece in pieces):
        return pieces
    return [text]


def _is_name(piece: str) -> bool:
    plain = _ASIDE.sub("", piece).strip()
    behind = _BEHIND.match(plain)
    plain = behind[1] if behind else plain
    return bool(
        _CHINESE_NAME.match(plain) or _LATIN_NAME.match(plain) or (plain and means_nobody(plain))
    )


def _someone(text: str) -> Someone:
    plain, notes, gone = text, list[str](), ""
    for found in _ASIDE.finditer(text):
        words = found[1].strip()
        base = _ASIDE.sub("", text).strip()
        if not base or not (_CJK.search(base) or _CJK.search(words) or left_in(words)):
            continue
        plain = plain.replace(found[0], "", 1)
        if left_in(words):
            gone = words
        elif words:
            notes.append(words)
    plain = plain.strip()
    behind = _BEHIND.match(plain)
    if behind and not gone:
        plain, gone = behind[1], behind[2]
    return Someone(plain, "，".join(notes), gone)
