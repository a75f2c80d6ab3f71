"""拨打, and what came of a call."""

from __future__ import annotations

from bot.chat.callback import Callback
from bot.errors import Refused
from bot.handlers.context import Context
from bot.handlers.looking import asking
from bot.instructions.calls import CallOutcome
from bot.messages.sentences import to_say, to_say_n
from bot.usecases.calls import phoning
from bot.usecases.calls.phoning import Called, CallsPage, Dial, MarkByPhone


async def call_by_phone(callback: Callback, context: Context) -> None:
    """拨打, 打给…: show one number."""
    about = callback.number(1) if len(callback.values) > 1 else 0
    await context.do(phoning.dial, Dial(asking(context), callback.number(0), about))
    await context.toast()


async def call_came_to(callback: Callback, context: Context) -> None:
    """已通知, 没人接, 号码错, 不再担任, 外出到…."""
    try:
        outcome = CallOutcome(callback.word(0))
    except ValueError:
        raise Refused("stale_button") from None
    names = await context.do(phoning.called, Called(asking(context), outcome))
    n = len(names)
    noted = to_say_n("Noted for {n} unit. Thank you!", "Noted for {n} units. Thank you!", n)
    await context.toast(noted if names else to_say("Noted."))


async def turn_calls(callback: Callback, context: Context) -> None:
    """Another page of a list of calls."""
    await context.do(phoning.turn_calls, CallsPage(asking(context), callback.number(0)))
    await context.toast()


async def only_by_phone(callback: Callback, context: Context) -> None:
    """电话联系: somebody has no Telegram, or has it after all."""
    command = MarkByPhone(asking(context), callback.number(0), bool(callback.number(1)))
    await context.do(phoning.mark_by_phone, command)
    await context.toast(to_say("Noted."))
