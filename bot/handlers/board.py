"""The board: a picture in the chat."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.handlers.context import Context
from bot.handlers.looking import asking, only_private
from bot.usecases.board import showing
from bot.usecases.board.showing import ShowBoard


async def board(message: Message, context: Context) -> None:
    """/board."""
    only_private(message)
    await context.do(showing.show_board, ShowBoard(asking(context), newest=True))


async def open_board(callback: Callback, context: Context) -> None:
    """看板: of an instruction, and of one unit of it."""
    command = ShowBoard(asking(context), callback.number(0), callback.number(1))
    await context.do(showing.show_board, command)
    await context.toast()
