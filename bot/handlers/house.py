"""/language and its buttons; /mydata."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.chat.texts import LANGUAGES
from bot.errors import Refused
from bot.handlers.context import Context
from bot.usecases.house import language as use_cases
from bot.usecases.house import mydata as my_data
from bot.usecases.house.language import AskLanguage, Choose
from bot.usecases.house.mydata import AskMyData


async def language(message: Message, context: Context) -> None:
    """/language in a private chat or a group."""
    known = message.from_user is not None and message.sender_chat is None
    account = message.from_user.id if message.from_user and known else None
    command = AskLanguage(account, message.chat.id, context.settings.operators)
    await context.do(use_cases.ask_language, command)


async def choose(callback: Callback, context: Context) -> None:
    """Choose a language; the button without one asks which."""
    account, chat_id, message_id = context.place
    operators = context.settings.operators
    if not callback.values:
        await context.do(use_cases.ask_language, AskLanguage(account, chat_id, operators))
    elif callback.word(0) not in LANGUAGES:
        raise Refused("stale_button")
    else:
        command = Choose(account, chat_id, message_id, callback.word(0), operators)
        await context.do(use_cases.choose, command)
    await context.toast()


async def mydata(message: Message, context: Context) -> None:
    """/mydata: only in private, only about oneself."""
    if message.chat.type != "private":
        raise Refused("only_in_private")
    operator = context.account in context.settings.operators
    command = AskMyData(context.account, operator, context.t.language)
    await context.do(my_data.ask, command)
