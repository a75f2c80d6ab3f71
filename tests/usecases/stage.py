"""A community in a database, use cases done to it, and what the bot then says where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import pytest

from bot.chat.groups import groups as group_texts
from bot.chat.house import help as help_texts
from bot.chat.house import language as language_texts
from bot.chat.house import notices as notice_texts
from bot.chat.outgoing import Outgoing
from bot.chat.people import greeting as linking_texts
from bot.chat.people import link_requests as request_texts
from bot.chat.texts import Translator, translator
from bot.clock import ManualClock
from bot.errors import Refused
from bot.store.database import Database
from bot.store.delivery.outbox import BotMessage
from bot.store.house import languages
from bot.store.tx import Tx
from bot.usecases.groups import groups_view
from bot.usecases.people import greeting_view, requests_view
from tests.usecases.community import Community

C = TypeVar("C")
R = TypeVar("R")
OPERATOR = 999
OPERATORS = frozenset({OPERATOR})

SAID: Mapping[str, tuple[Callable[..., Any], Callable[..., Outgoing]]] = {
    "welcome": (greeting_view.welcome_view, linking_texts.render_welcome),
    "link_asked": (greeting_view.asked_view, linking_texts.render_asked),
    "home": (greeting_view.home_view, linking_texts.render_home),
    "how_to": (greeting_view.help_text_view, help_texts.render_help_text),
    "language": (greeting_view.language_view, language_texts.render_language),
    "notice": (greeting_view.notice_view, notice_texts.render_notice),
    "link_requests": (requests_view.requests_view, request_texts.render_requests),
    "claim": (groups_view.claim_view, group_texts.render_claim),
    "bind_how": (groups_view.bind_how_view, group_texts.render_bind_how),
    "bind_question": (groups_view.question_view, group_texts.render_question),
    "who_binds": (groups_view.who_binds_view, group_texts.render_who_binds),
    "administrator": (groups_view.administrator_view, group_texts.render_administrator),
}


@dataclass(frozen=True)
class Said:
    """A living message as it reads now. Its id is its number in the chat too."""

    id: int
    kind: str
    outgoing: Outgoing

    @property
    def text(self) -> str:
        return self.outgoing.text

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.outgoing.keyboard for button in row]

    @property
    def buttons(self) -> dict[str, str]:
        return {each.label: each.data or "" for row in self.outgoing.keyboard for each in row}


@dataclass
class Stage:
    """The database with its community, and a clock that is moved."""

    database: Database
    clock: ManualClock
    made: Community
    _seen: set[int] = field(default_factory=set)

    async def do(self, use_case: Callable[[Tx, C, datetime], R], command: C) -> R:
        """Run a use case; what it says arrives at once."""
        found = await self.database.transact(use_case, command)
        await self.database.transact(_arrive, None)
        return found

    async def refused(
        self, reason: str, use_case: Callable[[Tx, C, datetime], Any], command: C
    ) -> Refused:
        """The use case refuses, for that reason."""
        with pytest.raises(Refused) as caught:
            await self.do(use_case, command)
        assert caught.value.reason == reason
        return caught.value

    async def look(self, ask: Callable[[Tx], R]) -> R:
        """Ask the database."""
        return await self.database.read(lambda tx, _query, _now: ask(tx), None)

    async def said(self, chat_id: int) -> list[Said]:
        """All messages in a chat, oldest first."""
        return await self.database.read(_said, chat_id)

    async def last(self, chat_id: int) -> Said:
        """The last message of a chat."""
        return (await self.said(chat_id))[-1]

    async def rows(self, table: str, order: str = "1") -> list[dict[str, Any]]:
        """A table as it is."""

        def work(tx: Tx) -> list[dict[str, Any]]:
            found = tx.connection.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
            return [dict(row) for row in found]

        return await self.look(work)


def _arrive(tx: Tx, _: None, now: datetime) -> None:
    """Deliver all pending messages, each under its row's id."""
    rows = tx.connection.execute(
        "SELECT outbox.op, outbox.message_id FROM outbox JOIN bot_message"
        " ON bot_message.id = outbox.message_id"
        " WHERE outbox.state = 'pending' AND bot_message.gone_at IS NULL"
    ).fetchall()
    for row in rows:
        if row["op"] == "send":
            facts = {"message_id": row["message_id"], "telegram_id": row["message_id"]}
            tx.run("message_arrived", now=now, **facts)
    tx.connection.execute(
        "UPDATE outbox SET state = 'sent' WHERE state = 'pending' AND op <> 'leave'"
    )


def _said(tx: Tx, chat_id: int, now: datetime) -> list[Said]:
    rows = tx.connection.execute(
        f"SELECT * FROM bot_message WHERE chat_id = {chat_id} AND gone_at IS NULL ORDER BY id"
    ).fetchall()
    t = translator(languages.chosen(tx, chat_id) or "zh-hans")
    found = [_read(tx, BotMessage.from_row(row), t, now) for row in rows]
    return [each for each in found if each is not None]


def _read(tx: Tx, message: BotMessage, t: Translator, now: datetime) -> Said | None:
    view, render = SAID[message.kind]
    shown = view(tx, message, now)
    return None if shown is None else Said(message.id, message.kind, render(shown, t))
