"""Finds the button in a private chat that typed words are equal to.

The bot's newest messages are rendered as they stand now; nothing of that is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.chat.callback import Action, Callback, unpack
from bot.chat.outgoing import Button
from bot.delivery.kinds import composer
from bot.instructions.reading.levelled import level_phrase
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases.cascade import bot_messages
from bot.usecases.cascade.bot_messages import Touched

MOST_IN_SIGHT = 10
"""Messages of the bot's that are looked at, from the newest."""
LONGEST = 40
"""Characters of a button that can be typed."""
_ASIDE = str.maketrans("", "", " #✓☑‹›<>·…")
_FILES = frozenset(
    {"roster_file", "roster_template", "posters", "status_file", "data_file", "files", "copy"}
)
"""Kinds whose rendering builds a file."""
_READ = frozenset({Action.ACK, Action.HELP})
"""Answers: typed, they are read with all that waits for the writer."""
_BEGINS = frozenset({Action.TELL_ABOVE, Action.COUNT, Action.HELP_MISTAKE})
"""Buttons whose beginning is enough: what follows is a name, a title or an explanation."""

_YES = frozenset({"是", "是的", "对", "对的", "算", "算的", "算数", "yes", "y"})
_NO = frozenset({"不是", "不是的", "不对", "不", "不算", "不算数", "没有", "no", "n"})
_ALL = frozenset(
    {"都收到", "都收到了", "全部收到", "全收到", "全收到了", "都知道了", "都是", "全部"}
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words, and the message they reply to."""

    chat_id: int
    words: str
    reply_to: int | None
    touched: Touched | None
    language: str


@dataclass(frozen=True, slots=True)
class InSight:
    """A button that the words are equal to."""

    message: BotMessage
    callback: Callback
    label: str


def level(text: str) -> str:
    """Words and labels in the form in which they are compared."""
    return level_phrase(text[: 4 * LONGEST]).translate(_ASIDE)


def in_sight(tx: Tx, spoken: Spoken, now: datetime) -> list[InSight]:
    """The buttons that words are equal to, from the newest message down."""
    shown = [_buttons(tx, each, spoken.language, now) for each in _messages(tx, spoken, now)]
    exact = [each for found in shown for each in found if level(each.label) == spoken.words]
    return exact or _meant(spoken, next((found for found in shown if found), []))


def _messages(tx: Tx, spoken: Spoken, now: datetime) -> list[BotMessage]:
    """The message replied to; else the newest, and while a question is open only the last one."""
    if spoken.reply_to is not None:
        found = _replied_to(tx, spoken)
        return [] if found is None or found.gone_at is not None else [found]
    asked = expectations.expected(tx, spoken.chat_id, now)
    most = 1 if asked is not None and asked.kind != "help_words" else MOST_IN_SIGHT
    return outbox.newest_in(tx, spoken.chat_id, most)


def _replied_to(tx: Tx, spoken: Spoken) -> BotMessage | None:
    if spoken.touched is not None:
        return bot_messages.copied(tx, spoken.touched)
    return outbox.message_at(tx, spoken.chat_id, spoken.reply_to or 0)


def _buttons(tx: Tx, message: BotMessage, language: str, now: datetime) -> list[InSight]:
    if message.kind in _FILES:
        return []
    try:
        shown = composer(language)(tx, message, now)
    except LookupError:  # what it was about is gone
        return []
    found = [each for row in shown.keyboard for each in row] if shown else []
    return list(_ours(message, found))


def _ours(message: BotMessage, shown: list[Button]) -> Iterator[InSight]:
    for each in shown:
        callback = unpack(each.data)
        if callback is not None and callback.action not in _READ and not _own_words(callback):
            yield InSight(message, callback, each.label)


def _own_words(callback: Callback) -> bool:
    """Whether a button's label is the writer's own line, or a place that can be typed."""
    if callback.action is Action.TAKE_OUT:
        return len(callback.values) > 1
    return callback.action is Action.SCOPE and "tick" in callback.values


def _meant(spoken: Spoken, newest: list[InSight]) -> list[InSight]:
    """What else the words can mean on the newest message with buttons: 是, 不是, 都收到了, the
    beginning of a label."""
    doubt = any(each.callback.action is Action.COUNT_NOT for each in newest)
    found = [each for each in newest if _means(spoken.words, each.callback, doubt)]
    if not found:
        found = [each for each in newest if _begins(spoken.words, each)]
    return found if len(found) == 1 else []


def _means(words: str, callback: Callback, doubt: bool) -> bool:
    """Whether words answer the question whether something counts, or which of several is meant."""
    if callback.action is Action.COUNT_NOT:
        return words in _NO
    if callback.action is not Action.COUNT or callback.values:
        return False
    return words in (_YES if doubt else _ALL)


def _begins(words: str, button: InSight) -> bool:
    """Whether the label begins with the words; a number is never cut short."""
    if button.callback.action not in _BEGINS or len(words) < 2:
        return False
    label = level(button.label)
    rest = label.removeprefix(words)
    return rest != label and not (words[-1].isdigit() and rest[:1].isdigit())
