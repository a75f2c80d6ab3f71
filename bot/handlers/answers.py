"""收到, 收到并转达, 有困难: the buttons of a card."""

from __future__ import annotations

from typing import Any

from bot.chat.callback import Callback
from bot.handlers.context import Context
from bot.handlers.toasts import toast
from bot.usecases import answering, explaining, helping, overtaking, seeing_to
from bot.usecases.answered import NotLinked
from bot.usecases.answering import Press
from bot.usecases.explaining import Explanation, Mistake
from bot.usecases.seeing_to import Seeing


async def acknowledge(callback: Callback, context: Context) -> None:
    """收到."""
    await _tell(context, await context.do(answering.press, _press(callback, context)))


async def relay(callback: Callback, context: Context) -> None:
    """收到并转达."""
    press = _press(callback, context, relay=True)
    await _tell(context, await context.do(answering.press, press))


async def ask_help(callback: Callback, context: Context) -> None:
    """有困难."""
    await _tell(context, await context.do(helping.press_help, _press(callback, context)))


async def relay_words(callback: Callback, context: Context) -> None:
    """加一句再转达."""
    await context.do(overtaking.ask_for_words, _press(callback, context))
    await context.toast(context.t("Please write what you want to add."))


async def help_reason(callback: Callback, context: Context) -> None:
    """One of the four reasons."""
    command = Explanation(context.account, callback.number(0), reason=callback.word(1))
    await context.do(explaining.explain, command)
    await context.toast(context.t("Thank you, passed on."))


async def help_mistake(callback: Callback, context: Context) -> None:
    """点错了."""
    await context.do(explaining.take_back, Mistake(context.account, callback.number(0)))
    await context.toast(context.t("All right, nobody will be sent. Thank you!"))


async def help_take(callback: Callback, context: Context) -> None:
    """我来处理."""
    await context.do(seeing_to.take, Seeing(context.account, callback.number(0)))
    await context.toast(context.t("Thank you! I have told them that you are seeing to it."))


async def help_solved(callback: Callback, context: Context) -> None:
    """已解决."""
    await context.do(seeing_to.solve, Seeing(context.account, callback.number(0)))
    await context.toast(context.t("Noted as solved. Thank you!"))


def _press(callback: Callback, context: Context, *, relay: bool = False) -> Press:
    instruction_id = callback.number(0) if callback.values else None
    return Press(*context.place, instruction_id, relay)


async def _tell(context: Context, answered: Any) -> None:
    now = context.services.database.clock.now()
    text = toast(answered, now, context.house.zone, context.t)
    await context.toast(text, url=_private_chat(context, answered))


def _private_chat(context: Context, answered: Any) -> str | None:
    """Where an unknown presser is taken: the private chat, knowing which group they came from."""
    if not isinstance(answered, NotLinked):
        return None
    payload = "claim" if answered.group_id is None else f"claim_{answered.group_id}"
    return f"https://t.me/{context.settings.bot_username}?start={payload}"
