"""Typed answers: replies in a group, words in a private chat."""

from __future__ import annotations

from telegram import Message

from bot.handlers.context import Context
from bot.store.expectations import Expectation
from bot.usecases import explaining, overtaking, replying
from bot.usecases.answering import Press
from bot.usecases.explaining import Explanation
from bot.usecases.replying import Reply


async def group_reply(message: Message, context: Context) -> None:
    """Somebody replies to us in a group. Channels, bots and anonymous people are not heard."""
    sender = message.from_user
    if sender is None or sender.is_bot or message.sender_chat is not None:
        return
    await context.do(replying.reply, _reply(message, sender.id))


async def private_reply(message: Message, context: Context) -> None:
    """A reply to something we said in private."""
    await context.do(replying.reply, _reply(message, message.chat.id))


async def private_answer(message: Message, context: Context) -> None:
    """Words that reply to nothing, from somebody an instruction waits for."""
    await context.do(replying.private_words, _reply(message, message.chat.id))


async def relay_words(message: Message, asked: Expectation, context: Context) -> None:
    """The word that goes along when passing on."""
    press = Press(
        telegram_id=message.chat.id,
        chat_id=message.chat.id,
        message_id=asked.args["card"],
        instruction_id=asked.subject_id,
        relay=True,
        words=message.text,
    )
    await context.do(overtaking.relay_with_words, press)


async def help_words(message: Message, asked: Expectation, context: Context) -> None:
    """What the trouble is, in own words."""
    command = Explanation(message.chat.id, asked.subject_id or 0, words=message.text)
    await context.do(explaining.explain, command)


def _reply(message: Message, telegram_id: int) -> Reply:
    said = message.reply_to_message
    return Reply(
        telegram_id=telegram_id,
        chat_id=message.chat.id,
        message_id=message.message_id,
        reply_to=said.message_id if said else None,
        text=message.text,
        said_at=message.date,
        caption=message.caption,
    )
