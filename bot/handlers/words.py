"""Messages of people as use cases take them."""

from __future__ import annotations

from telegram import Message, SharedUser

from bot.handlers.context import Context
from bot.instructions.reading.phrases import Lexicon
from bot.usecases.typed.told_writer import Reply


def words_of(message: Message, context: Context) -> Reply:
    """What somebody wrote in private."""
    return reply_of(message, message.chat.id, context.house.lexicon)


def reply_of(message: Message, telegram_id: int, lexicon: Lexicon) -> Reply:
    """What somebody wrote, with the message it replies to."""
    said = message.reply_to_message
    return Reply(
        telegram_id=telegram_id,
        chat_id=message.chat.id,
        message_id=message.message_id,
        reply_to=said.message_id if said else None,
        text=message.text,
        said_at=message.date,
        caption=message.caption,
        sticker=message.sticker.emoji if message.sticker else None,
        photo=message.photo[-1].file_id if message.photo else None,
        lexicon=lexicon,
    )


def shared_name(user: SharedUser) -> str:
    """What somebody picked from the contacts is called there."""
    return " ".join(part for part in (user.first_name, user.last_name) if part)
