"""Screens: opening one, turning its pages, going back."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.chat.escalation.reminded import reminded_said
from bot.errors import Refused
from bot.handlers.context import Context
from bot.instructions.data_table import DataFormat
from bot.messages.sentences import to_say, to_say_n
from bot.usecases.answering import passing_on, proxying
from bot.usecases.answering.passing_on import PassOver
from bot.usecases.answering.proxying import ProxyTick
from bot.usecases.escalation import reminding
from bot.usecases.escalation.reminding import Remind
from bot.usecases.forms import opening
from bot.usecases.groups import bind_questions
from bot.usecases.looking import names_export, navigating, table_file
from bot.usecases.looking.names_export import ExportNames
from bot.usecases.looking.navigating import Asking, ShowPlace, ShowSilentUnits, TurnPage
from bot.usecases.screens import ScreenPlace


async def turn(callback: Callback, context: Context) -> None:
    """Turn to another page."""
    await context.do(navigating.turn, TurnPage(asking(context), callback.number(0)))
    await context.toast()


async def back(_callback: Callback, context: Context) -> None:
    """Go back."""
    await context.do(navigating.back, asking(context))
    await context.toast()


async def go(context: Context, kind: str, place: ScreenPlace) -> None:
    """Show a place on a screen."""
    await context.do(navigating.go, ShowPlace(asking(context), kind, place))
    await context.toast()


def only_private(message: Message) -> None:
    """Raise Refused("only_in_private") outside private chats: names and numbers are not
    for groups."""
    if message.chat.type != "private":
        raise Refused("only_in_private")


def asking(context: Context) -> Asking:
    """Who asks, and which message they pressed; screens' buttons work in private only."""
    account, (_, chat_id, pressed) = context.account, context.place
    if not account or (pressed and chat_id != account):
        raise Refused("stale_button")
    return Asking(account, context.settings.operators, pressed or None)


async def status(message: Message, context: Context) -> None:
    """/status."""
    only_private(message)
    await go(context, "status", ScreenPlace("list"))


async def open_status(callback: Callback, context: Context) -> None:
    """看详情, 看名单: open the list, an instruction, or a unit of it; or everything a
    message lists."""
    if callback.values:
        await go(context, "status", ScreenPlace("unit", _here(callback)))
    else:
        await context.do(navigating.go_told, ShowSilentUnits(asking(context)))
        await context.toast()


async def open_silent(callback: Callback, context: Context) -> None:
    """看名单 with the silent only."""
    await go(context, "status", ScreenPlace("silent", _here(callback)))


async def open_proxy(callback: Callback, context: Context) -> None:
    """代答: choose the units to answer for."""
    if callback.values:
        await go(context, "status", ScreenPlace("pick", _here(callback)))
    else:
        await context.do(navigating.go_told, ShowSilentUnits(asking(context), picking=True))
        await context.toast()


async def remind(callback: Callback, context: Context) -> None:
    """提醒未回复: remind the silent."""
    here = _here(callback) if callback.values else (None, 0)
    reminded = await context.do(reminding.remind, Remind(asking(context), *here))
    facts = (reminded.people, reminded.units, reminded.lost)
    await context.toast(reminded_said(*facts, own=reminded.own, more=reminded.more))


async def relay_over(callback: Callback, context: Context) -> None:
    """A liaison, a supervisor or the issuer relays over a branch's head."""
    command = PassOver(asking(context), callback.number(0))
    passed = await context.do(passing_on.pass_over, command)
    await context.toast(to_say_n("Passed on to {n} unit.", "Passed on to {n} units.", passed))


async def tick_proxy(callback: Callback, context: Context) -> None:
    """Tick or untick a unit, or fill in its form (代填)."""
    command = ProxyTick(asking(context), callback.number(0))
    opened = await context.do(opening.press_name, command)
    await context.toast(to_say("Please answer the questions below.") if opened else None)


async def answer_ticked(_callback: Callback, context: Context) -> None:
    """确定: answer for all ticked units."""
    names = await context.do(proxying.answer_ticked, asking(context))
    await context.toast(
        to_say_n("Noted for {n} unit. Thank you!", "Noted for {n} units. Thank you!", len(names))
    )


async def export_names(callback: Callback, context: Context) -> None:
    """Export the names as a file, as Excel where nothing else is asked for."""
    try:
        form = DataFormat(callback.word(2) if len(callback.values) > 2 else DataFormat.EXCEL)
    except ValueError:
        raise Refused("stale_button") from None
    command = ExportNames(asking(context), *_here(callback), form)
    await context.do(names_export.export_names, command)
    await context.toast(to_say("Writing the file…"))


async def send_table(callback: Callback, context: Context) -> None:
    """文件: the office's own table, filled in."""
    await context.do(table_file.send_table, ExportNames(asking(context), *_here(callback)))
    await context.toast(to_say("The file is on its way."))


def _here(callback: Callback) -> tuple[int, int]:
    """The instruction and unit in the callback data; 0 for everything in the presser's care."""
    return callback.number(0), callback.number(1) if len(callback.values) > 1 else 0


async def gaps(message: Message, context: Context) -> None:
    """/gaps."""
    only_private(message)
    await go(context, "gaps", ScreenPlace("kinds"))


async def open_gaps(callback: Callback, context: Context) -> None:
    """看缺口: all kinds of gaps, or one."""
    await go(context, "gaps", ScreenPlace(callback.word(0) if callback.values else "kinds"))


async def ask_to_claim(_callback: Callback, context: Context) -> None:
    """Ask again in the groups who has not claimed a post yet."""
    asked = await context.do(bind_questions.ask_to_claim, asking(context))
    await context.toast(to_say_n("Asked in {n} group.", "Asked in {n} groups.", asked))
