"""Which messages Telegram shows to the bot."""

from __future__ import annotations

import re

from bot.demo.botapi.entities import commands
from bot.demo.botapi.members import PRESENT
from bot.demo.botapi.messages import Message


def bot_sees(message: Message) -> bool:
    """Privacy mode: commands, replies to the bot, mentions of it, and service messages.

    Other bots' messages pass by the same rules, so that tests can check that they are ignored.
    """
    chat, bot = message.chat, message.chat.world.bot
    if message.sender is bot or chat.bot_status not in PRESENT:
        return False
    if chat.kind in ("private", "channel"):
        return True
    if chat.bot_status == "administrator" or not bot.privacy or message.service:
        return True
    return _replies_to_bot(message) or _commands_bot(message) or _names_bot(message)


def _replies_to_bot(message: Message) -> bool:
    return bool(message.reply_to and message.reply_to.sender is message.chat.world.bot)


def _names_bot(message: Message) -> bool:
    username = message.chat.world.bot.username
    return bool(re.search(rf"(?<!\w)@{username}\b", message.text, re.IGNORECASE))


def _commands_bot(message: Message) -> bool:
    """Whether a text begins with `/x@bot`, or with `/x` where no other bot wrote last."""
    if not message.text.startswith("/"):
        return False
    _, _, named = (commands(message.text) or ["/"])[0].partition("@")
    if named:
        return named.lower() == str(message.chat.world.bot.username).lower()
    return not _another_bot_spoke_last(message)


def _another_bot_spoke_last(message: Message) -> bool:
    world = message.chat.world
    for earlier in reversed(message.chat.messages):
        sender = earlier.sender
        if sender and sender.is_bot and not earlier.sender_chat and earlier is not message:
            return sender is not world.bot
    return False
