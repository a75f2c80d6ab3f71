"""/status and its buttons."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.chat.texts import Translator
from bot.handlers.context import Context
from bot.handlers.looking import asking, go, only_private
from bot.usecases import exporting_names, looking, passing_over, proxying, reminding
from bot.usecases.exporting_names import ExportNames
from bot.usecases.looking import GoTold
from bot.usecases.passing_over import PassOver
from bot.usecases.proxying import Tick
from bot.usecases.reminding import Remind, Reminded
from bot.usecases.screens import Place


async def status(message: Message, context: Context) -> None:
    """/status."""
    only_private(message)
    await go(context, "status", Place("list"))


async def open_status(callback: Callback, context: Context) -> None:
    """看详情, 看名单: the list, an instruction, a unit of it; or all the message told of."""
    if callback.values:
        await go(context, "status", Place("unit", _here(callback)))
    else:
        await context.do(looking.go_told, GoTold(asking(context)))
        await context.toast()


async def open_silent(callback: Callback, context: Context) -> None:
    """看名单 of the silent only."""
    await go(context, "status", Place("silent", _here(callback)))


async def open_proxy(callback: Callback, context: Context) -> None:
    """代答: whom to answer for."""
    if callback.values:
        await go(context, "status", Place("pick", _here(callback)))
    else:
        await context.do(looking.go_told, GoTold(asking(context), picking=True))
        await context.toast()


async def remind(callback: Callback, context: Context) -> None:
    """提醒未回复."""
    here = _here(callback) if callback.values else (None, 0)
    reminded = await context.do(reminding.remind, Remind(asking(context), *here))
    await context.toast(_reminded(reminded, context.t))


async def relay_over(callback: Callback, context: Context) -> None:
    """A liaison, a supervisor or the issuer passes on over a branch's head."""
    command = PassOver(asking(context), callback.number(0))
    passed = await context.do(passing_over.pass_over, command)
    await context.toast(context.t.n("Passed on to {n} unit.", "Passed on to {n} units.", passed))


async def tick(callback: Callback, context: Context) -> None:
    """One unit is ticked, or no longer."""
    await context.do(proxying.tick, Tick(asking(context), callback.number(0)))
    await context.toast()


async def answer_ticked(_callback: Callback, context: Context) -> None:
    """确定: answer for all that are ticked."""
    names = await context.do(proxying.answer_ticked, asking(context))
    await context.toast(
        context.t.n("Noted for {n} unit. Thank you!", "Noted for {n} units. Thank you!", len(names))
    )


async def export_names(callback: Callback, context: Context) -> None:
    """The names as a file."""
    await context.do(exporting_names.export_names, ExportNames(asking(context), *_here(callback)))
    await context.toast(context.t("The file is on its way."))


def _reminded(reminded: Reminded, t: Translator) -> str:
    if not reminded.units:
        return t("All have answered, there is nobody to remind.")
    if not reminded.people:
        return t("None of them can be written to here; please phone.")
    text = t.n("{n} person has been reminded.", "{n} people have been reminded.", reminded.people)
    return text + t(" Press again for the rest.") if reminded.more else text


def _here(callback: Callback) -> tuple[int, int]:
    """The instruction and the unit a button names; 0 for all in the presser's care."""
    return callback.number(0), callback.number(1) if len(callback.values) > 1 else 0
