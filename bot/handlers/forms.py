"""Forms: the button on a card, the questions in private, and questions of a draft."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.errors import Refused
from bot.handlers.context import Context
from bot.messages.sentences import to_say
from bot.store.writing.expectations import Expectation
from bot.usecases.forms import handing_in, saying
from bot.usecases.forms.filling import FormPress
from bot.usecases.forms.handing_in import LookAgain
from bot.usecases.forms.saying import ChangePress, FormWords, SayPress
from bot.usecases.typed.unsent import TypedIntoForm, type_into_form


async def say_by_button(callback: Callback, context: Context) -> None:
    """A button that answers a question."""
    number = callback.number(3) if len(callback.values) > 3 else 0
    command = SayPress(_press(callback, context), callback.number(1), callback.word(2), number)
    await context.do(saying.say_by_button, command)
    await context.toast()


async def all_same(callback: Callback, context: Context) -> None:
    """全部不变: all answers as last time."""
    await context.do(saying.all_the_same, _press(callback, context))
    await context.toast()


async def type_number(callback: Callback, context: Context) -> None:
    """打数字: say how."""
    await context.do(saying.wait_for_words, _press(callback, context))
    await context.toast(to_say("Please type the number here."))


async def hand_in(callback: Callback, context: Context) -> None:
    """交上去: hand the form in."""
    done = await context.do(handing_in.hand_in, _press(callback, context))
    if done is LookAgain.CORRECTED:
        await context.toast(to_say("The notice was corrected meanwhile; please look once more."))
    elif done is LookAgain.ANSWERED:
        await context.toast(to_say("Somebody reported meanwhile; please look once more."))
    else:
        await context.toast(to_say("Noted: {unit}. Thank you!", unit=done))


async def change_form(callback: Callback, context: Context) -> None:
    """改一下: choose an answer to change."""
    ordinal = callback.number(1) if len(callback.values) > 1 else 0
    await context.do(saying.change_answer, ChangePress(_press(callback, context), ordinal))
    await context.toast()


async def say_in_words(message: Message, asked: Expectation, context: Context) -> None:
    """A typed answer."""
    photo = message.photo[-1].file_id if message.photo else None
    command = FormWords(message.chat.id, asked.subject_id or 0, message.text, photo)
    await context.do(type_into_form, TypedIntoForm(command, message.message_id))


def _press(callback: Callback, context: Context) -> FormPress:
    if not all(context.place):
        raise Refused("stale_button")
    return FormPress(*context.place, callback.number(0))
