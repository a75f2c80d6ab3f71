"""What the screens have in common: opening one, turning its pages, going back."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.errors import Refused
from bot.handlers.context import Context
from bot.usecases import looking
from bot.usecases.looking import Asking, Go, Turn
from bot.usecases.screens import Place


async def turn(callback: Callback, context: Context) -> None:
    """Another page."""
    await context.do(looking.turn, Turn(asking(context), callback.number(0)))
    await context.toast()


async def back(_callback: Callback, context: Context) -> None:
    """The way back."""
    await context.do(looking.back, asking(context))
    await context.toast()


async def go(context: Context, kind: str, place: Place) -> None:
    """Show a place on a screen."""
    await context.do(looking.go, Go(asking(context), kind, place))
    await context.toast()


def only_private(message: Message) -> None:
    """Names and numbers are for the one who asks, not for a group: Refused("only_in_private")."""
    if message.chat.type != "private":
        raise Refused("only_in_private")


def asking(context: Context) -> Asking:
    """Who asks, and which message they pressed; buttons of screens work in private only."""
    account, (_, chat_id, pressed) = context.account, context.place
    if not account or (pressed and chat_id != account):
        raise Refused("stale_button")
    return Asking(account, context.settings.operators, pressed or None)
