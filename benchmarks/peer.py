"""The peer: the naive bot of the same packages, written fairly. `python -m benchmarks.peer`.

PTB polls and sends with its own transport, `AIORateLimiter` paces, aiosqlite commits with the same
durability. It has no outbox: a card is sent, then written down. It edits no card.
Arguments: URL LIMIT (0: none) SIDE_BY_SIDE (0: updates in order) AT_ONCE; it works in its folder.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from pathlib import Path
from typing import Any

import aiosqlite
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    AIORateLimiter,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from benchmarks.harness import TOKEN
from benchmarks.words import CARD

_SCHEMA = """
CREATE TABLE card (chat_id INTEGER PRIMARY KEY, message_id INTEGER NOT NULL, sent_at REAL);
CREATE TABLE answer (chat_id INTEGER, message_id INTEGER, said_at REAL,
  PRIMARY KEY (chat_id, message_id));
"""
_BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("收到", callback_data="1:ack:1")],
        [InlineKeyboardButton("有困难", callback_data="1:help:1")],
    ]
)
Context = ContextTypes.DEFAULT_TYPE


class Peer:
    """The peer's handlers, over one connection."""

    def __init__(self, connection: aiosqlite.Connection, chats: list[int], at_once: int) -> None:
        self._connection = connection
        self._chats = chats
        self._room = asyncio.Semaphore(at_once)

    async def said(self, update: Update, context: Context) -> None:
        """A message of the office: an escalation to one chat, or an instruction to all."""
        words, chat = update.effective_message, update.effective_chat
        if words is None or chat is None:
            return
        if words.text == "!":
            await self._send(context, chat.id)
        else:  # in the background, so that presses are handled meanwhile
            context.application.create_task(self._send_all(context))

    async def pressed(self, update: Update, _context: Context) -> None:
        """A press: stored, then answered."""
        query: CallbackQuery | None = update.callback_query
        if query is None or query.message is None:
            return
        await self._connection.execute(
            "INSERT OR IGNORE INTO answer VALUES (?, ?, unixepoch('subsec'))",
            (query.message.chat.id, query.message.message_id),
        )
        await self._connection.commit()
        await query.answer("✅ 已记录：1栋 王芳（楼长）")

    async def _send_all(self, context: Context) -> None:
        await asyncio.gather(*(self._send(context, each) for each in self._chats))

    async def _send(self, context: Context, chat_id: int) -> None:
        async with self._room:
            message = await context.bot.send_message(chat_id, CARD, reply_markup=_BUTTONS)
            await self._connection.execute(
                "INSERT OR REPLACE INTO card VALUES (?, ?, unixepoch('subsec'))",
                (chat_id, message.message_id),
            )
            await self._connection.commit()


async def main(chats: list[int], url: str, limit: int, side_by_side: bool, at_once: int) -> None:
    """Run until killed."""
    connection = await aiosqlite.connect("peer.sqlite")
    await connection.execute("PRAGMA journal_mode = WAL")
    await connection.execute("PRAGMA synchronous = FULL")
    await connection.executescript(_SCHEMA)
    peer = Peer(connection, chats, at_once)
    pace = AIORateLimiter(overall_max_rate=limit, group_max_rate=20 if limit else 0, max_retries=5)
    builder: Any = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").rate_limiter(pace)
    application = builder.concurrent_updates(side_by_side).build()
    application.add_handler(CallbackQueryHandler(peer.pressed))
    application.add_handler(MessageHandler(filters.TEXT, peer.said))
    async with application:
        await application.start()
        await application.updater.start_polling()
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    logging.basicConfig(level=logging.CRITICAL)
    everybody = json.loads(Path("chats.json").read_text())
    url, limit, side_by_side, at_once = sys.argv[1:]
    asyncio.run(main(everybody, url, int(limit), side_by_side == "1", int(at_once)))
