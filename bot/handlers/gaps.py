"""/gaps and its buttons."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.handlers.context import Context
from bot.handlers.looking import asking, go, only_private
from bot.usecases import mending
from bot.usecases.screens import Place


async def gaps(message: Message, context: Context) -> None:
    """/gaps."""
    only_private(message)
    await go(context, "gaps", Place("kinds"))


async def open_gaps(callback: Callback, context: Context) -> None:
    """看缺口: all kinds, or one."""
    await go(context, "gaps", Place(callback.word(0) if callback.values else "kinds"))


async def ask_to_claim(_callback: Callback, context: Context) -> None:
    """Ask again in the groups who has not claimed a post yet."""
    asked = await context.do(mending.ask_to_claim, asking(context))
    await context.toast(context.t.n("Asked in {n} group.", "Asked in {n} groups.", asked))
