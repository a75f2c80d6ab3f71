"""A person who sends spreadsheets: sees the rendered message and presses by label."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace
from typing import Any, TypeVar

from bot.chat.callback import Action, unpack
from bot.chat.outgoing import Outgoing
from bot.chat.roster.screen import render_import
from bot.chat.texts import translator
from bot.handlers.roster import fetcher
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house as kept
from bot.store.roster import roster as store
from bot.store.tx import Tx
from bot.usecases.imports import deciding, importing
from bot.usecases.imports.import_view import import_view
from bot.usecases.imports.importing import AsInstruction, ImportPress, Offer
from tests.writing.desk import HOUSE

R = TypeVar("R")
OPERATOR = 77
_PRESSES: dict[Action, Callable[[Tx, ImportPress, datetime], Any]] = {
    Action.IMPORT: importing.start_import,
    Action.IMPORT_DROP: importing.drop,
    Action.IMPORT_ANSWER: deciding.answer_import,
    Action.IMPORT_PAGE: deciding.turn_import,
    Action.APPLY: deciding.apply,
    Action.APPLY_SURE: deciding.apply,
}


class ImportDesk:
    """One person in one language. Files arrive only when `arrive` is called."""

    def __init__(self, database: Database, who: int, language: str = "zh-hans") -> None:
        self.database, self.who, self.language = database, who, language
        settings = SimpleNamespace(operators=frozenset({OPERATOR}))
        services: Any = SimpleNamespace(database=database, house=HOUSE, settings=settings)
        self._fetched = fetcher(services)
        self._content = b""

    async def send(self, content: str | bytes, name: str = "名单.csv") -> None:
        """Send a file."""
        self._content = content.encode() if isinstance(content, str) else content
        await self.database.transact(kept.keep_house_rules, HOUSE)
        offer = Offer(self.who, f"file-{name}", name, "附言", frozenset({OPERATOR}))
        await self.database.transact(importing.offer, offer)

    async def press(self, label: str, who: int | None = None) -> Any:
        """Press a button of the newest import; a file that is wanted then arrives."""
        done = await self.press_only(label, who)
        await self.arrive()
        return done

    async def press_only(self, label: str, who: int | None = None) -> Any:
        """Press a button; nothing arrives yet."""
        return await self.use((await self.buttons())[label], who)

    async def use(self, data: str, who: int | None = None) -> Any:
        """Press a button whose data is known."""
        callback = unpack(data)
        assert callback is not None
        press = ImportPress(
            who or self.who,
            callback.number(0),
            frozenset({OPERATOR}),
            callback.number(1) if len(callback.values) > 1 else 0,
            callback.action is Action.APPLY_SURE,
        )
        if callback.action is Action.AS_INSTRUCTION:
            command = AsInstruction(press, HOUSE)
            return await self.database.transact(importing.as_instruction, command)
        return await self.database.transact(_PRESSES[callback.action], press)

    async def arrive(self, failure: str | None = None) -> None:
        """The requested file has arrived, or cannot be downloaded."""
        for import_id in await self.look(_to_fetch):
            content = None if failure else self._content
            await self._fetched(import_id, content, failure)

    async def says(self) -> str:
        """The newest import's message as it reads."""
        return (await self._outgoing()).text

    async def buttons(self) -> dict[str, str]:
        """Its buttons by label."""
        keyboard = (await self._outgoing()).keyboard
        return {button.label: button.data or "" for row in keyboard for button in row}

    async def version(self) -> int:
        """The roster's version."""
        return await self.look(store.roster_version)

    async def look(self, ask: Callable[[Tx], R]) -> R:
        """Ask the database."""
        return await self.database.transact(lambda tx, _, __: ask(tx), None)

    async def _outgoing(self) -> Outgoing:
        def work(tx: Tx, _: None, now: datetime) -> Outgoing:
            message = _newest(tx, self.who)
            view = import_view(tx, message, now)
            assert view is not None
            return render_import(view, translator(self.language))

        return await self.database.read(work, None)


def _newest(tx: Tx, chat_id: int) -> BotMessage:
    rows = tx.connection.execute(
        f"SELECT * FROM bot_message WHERE kind = 'import' AND chat_id = {chat_id} ORDER BY id"
    ).fetchall()
    return outbox.message(tx, rows[-1]["id"])


def _to_fetch(tx: Tx) -> list[int]:
    where = "WHERE op = 'fetch' AND state = 'pending'"
    rows = tx.connection.execute(f"SELECT key FROM outbox {where}").fetchall()
    tx.connection.execute(f"UPDATE outbox SET state = 'sent' {where}")
    return [int(row["key"].removeprefix("fetch:")) for row in rows]
