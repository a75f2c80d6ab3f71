"""What people type back, and what it counts as.

The whole text, folded (width, script, punctuation, repeats), has to be an answer word. A
negation or a question is never an answer; a cry for help opens a help request; whatever else
somebody writes shows that they have it, and is passed up as a note.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache

from opencc import OpenCC


class Said(StrEnum):
    """What a reply counts as."""

    YES = "yes"
    HELP = "help"
    DOUBT = "doubt"
    """A negation or a question: not an answer, goes up."""
    NOTE = "note"
    """Counts, with a note that goes up."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YES = _words(
    "收 收到 已收到 收到了 收悉 已收悉 明白 明白了 知道 知道了 已知 已知悉 知悉 好 好的 好的收到 "
    "收到好的 收到谢谢 谢谢收到 好滴 好嘞 行 可以 嗯 嗯嗯 是 是的 没问题 已阅 阅 已读 了解 "
    "照办 马上办 已通知 已转达 通知了 楼长收到 "
    "1 ok okay k yes y roger received gotit copy noted done thanks thankyou 👍 👌 ✅ 🆗 🫡 🙏 "
    "💪 ✔ ✓"
)
_THANKS = _words("谢谢 谢谢您 多谢 感谢 辛苦了 辛苦 您辛苦了 thanks thankyou thx 🙏 🌹")
_HELP = ("困难", "求助", "帮", "救命", "needhelp", "helpme", "stuck")
_NO_HELP = re.compile(
    r"(没有?|不用|不需要?|不必|不是|无|未|别|甭)\w{0,2}(困难|求助|帮)|(困难|帮)[不没]|no(need|t)?help"
)
_BARE = _words("困难 有困难 求助 帮 帮忙 帮帮忙 帮帮我 请帮忙 救命 help needhelp helpme sos stuck")
_HELP_WORDS = frozenset({"help", "sos"})
_DOUBT = (
    "没",
    "不",
    "未",
    "吗",
    "?",
    "无法",
    "别",
    "甭",
    "哪",
    "什么",
    "怎么",
    "啥",
    "何时",
    "几点",
)
_DOUBT_WORDS = _words("not no cannot cant didnt dont wont havent what when where why how")


def fold(text: str) -> str:
    """A text with width, script, case, spaces, punctuation and repeats levelled.

    Emoji that answer by themselves stay; their colours and variants go.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _simplified().convert(text).casefold()
    kept = "".join(each for each in text if each.isalnum() or each in _EMOJI)
    return _once(kept)


_EMOJI = frozenset("👍👌✅🆗🫡🙏💪✔✓🌹")
_WORD = re.compile(r"^(.+?)\1+$")


def _once(text: str) -> str:
    """收到收到收到 → 收到; 好好好 → 好. 谢谢 is one word already."""
    repeated = _WORD.match(text)
    return repeated.group(1) if repeated and text not in _THANKS else text


def classify(text: str) -> Said:
    """What a typed reply counts as."""
    folded = fold(text)
    if _cries_for_help(text, folded):
        return Said.HELP
    if _is_question(text):
        return Said.DOUBT
    if _without_thanks(folded) in _YES:
        return Said.YES
    return Said.DOUBT if _denies(text, folded) else Said.NOTE


def is_bare_cry(text: str) -> bool:
    """Whether it asks for help and says nothing more: then it is asked what the trouble is."""
    return fold(text) in _BARE


def _cries_for_help(text: str, folded: str) -> bool:
    if _NO_HELP.search(folded):
        return False
    return any(cry in folded for cry in _HELP) or bool(_latin_words(text) & _HELP_WORDS)


def _is_question(text: str) -> bool:
    return "?" in unicodedata.normalize("NFKC", text)


def _denies(text: str, folded: str) -> bool:
    return any(mark in folded for mark in _DOUBT) or bool(_latin_words(text) & _DOUBT_WORDS)


def _without_thanks(folded: str) -> str:
    """收到谢谢 → 收到; what is nothing but thanks stays as it is."""
    for thanks in _THANKS:
        folded = folded.removesuffix(thanks) or folded
        folded = folded.removeprefix(thanks) or folded
    return folded


def is_small_talk(text: str) -> bool:
    """Whether a private message is an answer word or thanks: it never begins an instruction."""
    folded = fold(text)
    return not folded or folded in _THANKS or _without_thanks(folded) in _YES


def _latin_words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("'", "").replace("’", "")
    return set(re.findall(r"[a-z]+", plain))


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")
