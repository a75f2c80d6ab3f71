"""What somebody types when asked for words to add while relaying."""

from __future__ import annotations

from enum import Enum, auto

from bot.instructions.reading.levelled import BREAK, level_phrase
from bot.instructions.reading.phrases import Lexicon
from bot.instructions.reading.reader import is_small_talk

MOST_WORDS = 300
"""Characters that can be added."""

_STOP = frozenset(
    {
        "取消", "撤回", "算了", "算啦", "算了吧", "算了算了", "还是算了", "还是算了吧",
        "算了不加了", "算了不转了", "算了不用了", "不转了", "不转达了", "先不转", "先不转达",
        "不用转了", "不用转达了", "别转了", "别转达", "不发了", "cancel", "never mind",
    }
)  # fmt: skip
_NOTHING = frozenset(
    {
        "不加了", "不加", "不用加", "不用加了", "不用", "不用了", "没有", "没有了", "没什么要加的",
        "没有要加的", "加一句再转达", "加一句", "有困难", "nothing", "nothing to add", "no",
    }
)  # fmt: skip
_PLAIN = frozenset(
    {
        "不加了直接转达", "直接转达", "直接转达吧", "直接转", "直接转吧", "不加直接转达",
        "add nothing pass on now",
    }
)  # fmt: skip
_CONFIRM = frozenset(
    {
        "转达", "转达吧", "转吧", "可以转达", "可以转了", "请转达", "好转达", "好的转达",
        "收到并转达", "收到转达", "收到并转", "转发", "转发吧", "确认转达", "确定转达",
        "就这样转达", "pass on", "received pass on",
    }
)  # fmt: skip


class Addition(Enum):
    """The meaning of what was typed."""

    WORDS = auto()
    """It is to be added."""
    NOTHING = auto()
    """An answer word, thanks, or another button's label: never added."""
    STOP = auto()
    """算了: nothing is relayed now."""
    PLAIN = auto()
    """Relay without added words."""
    CONFIRM = auto()
    """Relay what is shown; with no words yet, without any."""


def addition(text: str, lexicon: Lexicon | None = None) -> Addition:
    """The meaning of what was typed; whole texts are compared, so that a sentence that only holds
    such a word is added as it is."""
    words = _bare(text)
    for meaning, phrases in _SAYS.items():
        if words in phrases:
            return meaning
    return Addition.NOTHING if is_small_talk(text, lexicon) else Addition.WORDS


def _bare(text: str) -> str:
    """The text without breaks and spaces."""
    return level_phrase(text).replace(BREAK, "").replace(" ", "").rstrip("?")


_SAYS = {
    meaning: frozenset(map(_bare, phrases))
    for meaning, phrases in (
        (Addition.STOP, _STOP),
        (Addition.NOTHING, _NOTHING),
        (Addition.PLAIN, _PLAIN),
        (Addition.CONFIRM, _CONFIRM),
    )
}
