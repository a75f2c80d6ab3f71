"""The language of a private chat or a group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.messages.house import LanguageArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.groups import groups
from bot.store.house import audit, languages
from bot.store.tx import Tx
from bot.usecases import care, rights
from bot.usecases.cascade import bot_messages

KIND = "language"


@dataclass(frozen=True, slots=True)
class AskLanguage:
    """/language; `telegram_id` is None for anonymous administrators."""

    telegram_id: int | None
    chat_id: int
    operators: frozenset[int]


@dataclass(frozen=True, slots=True)
class Choose:
    """A press of one of the languages."""

    telegram_id: int
    chat_id: int
    message_id: int
    language: str
    operators: frozenset[int]


def ask_language(tx: Tx, command: AskLanguage, now: datetime) -> None:
    """Show the available languages."""
    if command.telegram_id is None:
        raise Refused("anonymous")
    _check(tx, command.telegram_id, command.chat_id, command.operators)
    outbox.say(tx, Saying(chat_id=command.chat_id, args=LanguageArgs(), lane=Lane.REPLY), now)


def choose(tx: Tx, command: Choose, now: datetime) -> None:
    """Set the language of this chat."""
    message = bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)
    if message.kind != KIND:
        raise Refused("stale_button")
    _check(tx, command.telegram_id, command.chat_id, command.operators)
    languages.choose(tx, command.chat_id, command.language)
    who = rights.actor(tx, command.telegram_id, command.operators)
    audit.record(tx, now, who.name, "language.choose", path="button")
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=LanguageArgs(chosen=True))


def _check(tx: Tx, telegram_id: int, chat_id: int, operators: frozenset[int]) -> None:
    """Raise Refused unless it is the person's own private chat, or a group whose units
    they may bind."""
    if chat_id == telegram_id:
        return
    who = rights.actor(tx, telegram_id, operators)
    group = groups.group_by_chat(tx, chat_id)
    served = groups.units_of(tx, group.id) if group else []
    allowed = served and all(care.may_bind(tx, who, unit) for unit in served)
    if not allowed and not (who.operator and chat_id < 0):
        raise Refused("not_allowed")
