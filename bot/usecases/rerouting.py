"""A way is lost: a chat is gone, a person blocks the bot, a group moves. The next way is used."""

from __future__ import annotations

from datetime import datetime

from bot.store import instructions, opening
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases import cards, relaying


def member_lost(tx: Tx, telegram_id: int, now: datetime) -> None:
    """A person can no longer be written to: their units are told another way."""
    tx.run("set_reachable", telegram_id=telegram_id, reachable=False)
    chat_lost(tx, telegram_id, now)


def group_lost(tx: Tx, chat_id: int, now: datetime) -> None:
    """The bot is no longer in a group: its units are told another way at once."""
    chat_lost(tx, chat_id, now)


def chat_lost(tx: Tx, chat_id: int, now: datetime) -> None:
    """Nothing can be said in a chat any more: what stood on its cards finds another way."""
    for card in _cards(tx, chat_id):
        card_lost(tx, card, now)


def card_lost(tx: Tx, card: BotMessage, now: datetime) -> None:
    """A card is no longer there: whom it waited for gets another, where there is a way."""
    rows = tx.all("lines_without_card", message_id=card.id)
    tx.run("drop_unsent", message_id=card.id, now=now)
    tx.run("message_gone", message_id=card.id, now=now)
    opening.reopen_targets(tx, [row["target_id"] for row in rows], now)
    relaying.place_and_pass(tx, instructions.instruction(tx, card.subject_id or 0), now)


def group_migrated(tx: Tx, old_chat: int, new_chat: int, now: datetime) -> None:
    """A group has a new id: its cards come again there, with everything that stood on them."""
    for card in _cards(tx, old_chat):
        instruction = instructions.instruction(tx, card.subject_id or 0)
        tx.run("drop_unsent", message_id=card.id, now=now)
        tx.run("message_gone", message_id=card.id, now=now)
        new = cards.card_for(tx, instruction, new_chat, now)
        tx.run("move_lines", from_id=card.id, to_id=new, now=now)


def _cards(tx: Tx, chat_id: int) -> list[BotMessage]:
    return [BotMessage.from_row(row) for row in tx.all("cards_of_chat", chat_id=chat_id)]


def chase_lost(tx: Tx, message: BotMessage, now: datetime) -> None:
    """A chase could not be delivered: its targets climb on at once."""
    tx.run("message_gone", message_id=message.id, now=now)
    tx.run("climb_now", message_id=message.id, now=now)
