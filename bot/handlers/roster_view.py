"""/roster and its buttons."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.handlers.context import Context
from bot.handlers.looking import go, only_private
from bot.usecases.screens import Place


async def roster(message: Message, context: Context) -> None:
    """/roster."""
    only_private(message)
    await go(context, "roster", Place("top"))


async def open_roster(callback: Callback, context: Context) -> None:
    """A unit of the roster, or where one's care begins."""
    place = Place("unit", (callback.number(0),)) if callback.values else Place("top")
    await go(context, "roster", place)
