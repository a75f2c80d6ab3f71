"""A message is put into words when it leaves, in the language of its chat."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from bot.chat.outgoing import Outgoing
from bot.chat.texts import Translator
from bot.delivery.composing import Compose, Kind
from bot.delivery.kinds import composer
from bot.messages.args import Args
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx


@dataclass(frozen=True, kw_only=True)
class WordArgs(Args, kind="word"):
    text: str


def _view(_tx: Tx, message: BotMessage, _now: datetime) -> str:
    return message.args_as(WordArgs).text


def _render(view: str, t: Translator) -> Outgoing:
    return Outgoing(text=f"{t.language}: {view}")


@pytest.fixture
def compose() -> Compose:
    return composer("zh-hans", {"word": Kind(_view, _render)})


async def _said(database: Database, compose: Compose, chat_id: int, text: str) -> Outgoing | None:
    def work(tx: Tx, _command: None, now: datetime) -> Outgoing | None:
        tx.connection.execute("DELETE FROM chat_language")
        tx.connection.execute("INSERT INTO chat_language (chat_id, language) VALUES (7, 'en')")
        saying = Saying(chat_id=chat_id, args=WordArgs(text=text), lane=Lane.REPLY)
        return compose(tx, outbox.message(tx, outbox.say(tx, saying, now)), now)

    return await database.transact(work, None)


async def test_the_language_of_the_chat_else_the_configured(
    database: Database, compose: Compose
) -> None:
    assert await _said(database, compose, 7, "hello") == Outgoing(text="en: hello")
    assert await _said(database, compose, 8, "你好") == Outgoing(text="zh-hans: 你好")


async def test_what_is_no_longer_true_is_not_said(database: Database) -> None:
    def gone(_tx: Tx, _message: BotMessage, _now: datetime) -> None:
        return None

    compose = composer("en", {"word": Kind(gone, _render)})
    assert await _said(database, compose, 7, "hello") is None
