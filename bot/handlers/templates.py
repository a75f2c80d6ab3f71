"""Templates: sending again, keeping, and what recurs."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.errors import Refused
from bot.handlers.context import Context
from bot.handlers.looking import only_private
from bot.messages.sentences import to_say
from bot.store.writing.expectations import Expectation
from bot.usecases.templates import keeping, repeating
from bot.usecases.templates.keeping import TemplatePress, TemplatesAsked
from bot.usecases.templates.repeating import Again
from bot.usecases.writing.changing import PreviewPress, Typed


async def templates(message: Message, context: Context) -> None:
    """/templates."""
    only_private(message)
    await context.do(keeping.show_templates, TemplatesAsked(message.chat.id, context.house))


async def send_again(callback: Callback, context: Context) -> None:
    """照上次发: write a notice once more."""
    await context.do(
        repeating.send_again, Again(*_where(context), callback.number(0), context.house)
    )
    await context.toast()


async def save_template(callback: Callback, context: Context) -> None:
    """存为模板: keep a notice to be sent again."""
    new = await context.do(keeping.save_template, _pressed(callback, context))
    await context.toast(
        to_say("Kept; see /templates.") if new else to_say("You keep this one already.")
    )


async def press_template(callback: Callback, context: Context) -> None:
    """A button of /templates."""
    numbers = [callback.number(index) for index in range(1, len(callback.values))]
    template_id, value, *_ = [*numbers, 0, 0]
    where, act = _where(context), callback.word(0)
    press = TemplatePress(*where, act, context.house, template_id, value)
    await context.do(keeping.press_template, press)
    await context.toast(to_say("Please write the time, such as 8:15.") if act == "time" else None)


async def fill_blank(callback: Callback, context: Context) -> None:
    """填空: ask for a blank of a template."""
    await context.do(repeating.ask_blank, _pressed(callback, context))
    await context.toast()


async def blank_typed(message: Message, _asked: Expectation, context: Context) -> None:
    """What a blank is filled with."""
    await context.do(repeating.type_blank, _typed(message, context))


async def time_typed(message: Message, _asked: Expectation, context: Context) -> None:
    """The time at which a template recurs."""
    await context.do(keeping.type_time, _typed(message, context))


def _typed(message: Message, context: Context) -> Typed:
    where = (message.chat.id, message.chat.id)
    return Typed(*where, message.text or "", context.house, message.message_id)


def _pressed(callback: Callback, context: Context) -> PreviewPress:
    return PreviewPress(*_where(context), callback.number(0), context.house)


def _where(context: Context) -> tuple[int, int, int]:
    if not all(context.place):
        raise Refused("stale_button")
    return context.place
