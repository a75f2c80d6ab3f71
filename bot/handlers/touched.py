"""The bot's message that was pressed or replied to."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message, Update

from bot.chat.callback import Callback, unpack
from bot.handlers.incoming import ButtonPress
from bot.usecases.cascade.bot_messages import Touched


def touched(incoming: Update | ButtonPress) -> Touched | None:
    """The message that was pressed; None where its callback data does not identify it."""
    if isinstance(incoming, ButtonPress):
        return _signed(incoming.chat_id, incoming.message_id, incoming.callback)
    return replied_to(incoming.effective_message)


def replied_to(message: Message | None) -> Touched | None:
    """The message replied to, identified by its own buttons."""
    said = message and message.reply_to_message
    if said is None or not isinstance(said.reply_markup, InlineKeyboardMarkup):
        return None
    shown = [each for row in said.reply_markup.inline_keyboard for each in row]
    data = next((each.callback_data for each in shown if isinstance(each.callback_data, str)), None)
    return _signed(said.chat.id, said.message_id, unpack(data))


def _signed(chat_id: int, number: int, callback: Callback | None) -> Touched | None:
    if callback is None or callback.message_id is None:
        return None
    return Touched(chat_id, number, callback.message_id)
