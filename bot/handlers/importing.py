"""Importing and exporting the roster: a file in private, the buttons under its message."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.chat.texts import N_
from bot.errors import Refused
from bot.handlers.context import Context
from bot.usecases import deciding, importing, rostering
from bot.usecases.deciding import Applied
from bot.usecases.importing import AsInstruction, ImportPress, Offer
from bot.usecases.rostering import AskExport

ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv", ".et", ".ods")
"""What a roster may come as; what cannot be read is told so when it is to be imported."""

_TOASTS = {
    Applied.DONE: N_("The roster is up to date."),
    Applied.ALREADY: N_("This is decided already."),
    Applied.ASKED_AGAIN: N_("Please look once more."),
    Applied.CHANGED: N_("The roster changed meanwhile, nothing was done. I am comparing anew."),
}


async def document(message: Message, context: Context) -> bool:
    """A file in private: ask what it is for. False where it is none, or not theirs to import."""
    file = message.document
    if file is None or not (file.file_name or "").lower().endswith(ENDINGS):
        return False
    offer = Offer(
        message.chat.id,
        file.file_id,
        file.file_name or "",
        message.caption,
        context.settings.operators,
    )
    if not await context.services.database.read(importing.may_offer, offer):
        return False
    await context.do(importing.offer, offer)
    return True


async def import_(callback: Callback, context: Context) -> None:
    """导入."""
    await context.do(importing.start, _press(callback, context))
    await context.toast()


async def as_instruction(callback: Callback, context: Context) -> None:
    """作为通知发送."""
    command = AsInstruction(_press(callback, context), context.house)
    await context.do(importing.as_instruction, command)
    await context.toast()


async def answer(callback: Callback, context: Context) -> None:
    """同一个人 or 两个人."""
    await context.do(deciding.answer, _press(callback, context, callback.number(1)))
    await context.toast()


async def turn(callback: Callback, context: Context) -> None:
    """Another page of the changes."""
    await context.do(deciding.turn, _press(callback, context, callback.number(1)))
    await context.toast()


async def apply(callback: Callback, context: Context) -> None:
    """应用."""
    await _apply(callback, context, sure=False)


async def apply_sure(callback: Callback, context: Context) -> None:
    """应用, after it was asked again."""
    await _apply(callback, context, sure=True)


async def drop(callback: Callback, context: Context) -> None:
    """取消."""
    await context.do(importing.drop, _press(callback, context))
    await context.toast()


async def export(_callback: Callback, context: Context) -> None:
    """The roster as a file, for the asker alone."""
    command = AskExport(_user(context), context.t.language, context.settings.operators)
    await context.do(rostering.send_export, command)
    await context.toast()


async def _apply(callback: Callback, context: Context, *, sure: bool) -> None:
    press = _press(callback, context, sure=sure)
    applied = await context.do(deciding.apply, press)
    await context.toast(context.t(_TOASTS[applied]))


def _press(
    callback: Callback, context: Context, value: int = 0, *, sure: bool = False
) -> ImportPress:
    operators = context.settings.operators
    return ImportPress(_user(context), callback.number(0), operators, value, sure)


def _user(context: Context) -> int:
    if not context.account:
        raise Refused("stale_button")
    return context.account
