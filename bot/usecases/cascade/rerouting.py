"""Rerouting: a chat is gone, a person blocks the bot, a group moves; the next way is used."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from bot.instructions.model import TargetState
from bot.store.cascade import instructions, opening
from bot.store.cascade.instructions import to_target
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.cascade import cards, clocks, relaying


def member_lost(tx: Tx, telegram_id: int, now: datetime) -> None:
    """A person cannot be written to any more: their units are told another way."""
    tx.run("set_reachable", telegram_id=telegram_id, reachable=False)
    chat_lost(tx, telegram_id, now)


def group_lost(tx: Tx, chat_id: int, now: datetime) -> None:
    """The bot was removed from a group: its units are told another way at once."""
    chat_lost(tx, chat_id, now)


def chat_lost(tx: Tx, chat_id: int, now: datetime) -> None:
    """A chat is lost: what stood on its cards is rerouted."""
    for card in _cards(tx, chat_id):
        card_lost(tx, card, now)


def unsent_lost(tx: Tx, chat_id: int, now: datetime) -> None:
    """A chat is lost for now: cards that have not arrived are rerouted, arrived ones stay."""
    for card in _cards(tx, chat_id):
        if card.telegram_id is None:
            card_lost(tx, card, now)


def unsent_withheld(tx: Tx, telegram_id: int, now: datetime) -> None:
    """Somebody is to get nothing for now: as `unsent_lost`, with the files before the cards."""
    for card in _cards(tx, telegram_id):
        facts = {"instruction_id": card.subject_id, "chat_id": telegram_id}
        for row in tx.all("unsent_files_in_chat", **facts) if card.telegram_id is None else ():
            _gone(tx, BotMessage.from_row(row), now)
    unsent_lost(tx, telegram_id, now)


def account_gone(tx: Tx, telegram_id: int, now: datetime) -> None:
    """An account was deleted: as `member_lost`; units where nobody is left to be told go to their
    next step at once."""
    tx.run("set_deactivated", telegram_id=telegram_id)
    for card in _cards(tx, telegram_id):
        card_lost(tx, card, now)
        tx.run("climb_unreachable_now", message_id=card.id, now=now)


def card_refused(tx: Tx, card: BotMessage, now: datetime) -> None:
    """Telegram refuses a card for an unknown reason: a group's card goes to people in private;
    otherwise its ladders start, and units below do not wait for a relay."""
    instruction = instructions.instruction(tx, card.subject_id or 0)
    rows = tx.all("lines_without_card", message_id=card.id)
    ids = [row["target_id"] for row in rows]
    _gone(tx, card, now)
    if card.chat_id < 0:
        _reopen(tx, card, ids, now)
        relaying.place_and_pass(tx, instruction, now, avoid=card.chat_id)
        return
    clocks.not_told(tx, instruction, ids, now)
    for target in (instructions.target(tx, each) for each in ids):
        if target.to_relay:
            relaying.pass_by_itself(tx, instruction, target, now)


def card_lost(tx: Tx, card: BotMessage, now: datetime) -> None:
    """A card is gone: its open targets get another one where possible."""
    rows = tx.all("lines_without_card", message_id=card.id)
    _gone(tx, card, now)
    _reopen(tx, card, [row["target_id"] for row in rows], now)
    relaying.place_and_pass(tx, instructions.instruction(tx, card.subject_id or 0), now)


def _reopen(tx: Tx, card: BotMessage, target_ids: Sequence[int], now: datetime) -> None:
    """What stood on a lost card may be placed again. Instead of a group's card all holders of a
    unit are told, though its lead's private card may be about to leave."""
    if card.chat_id < 0:
        tx.run_many("forget_unsent_lines", [{"target_id": each} for each in target_ids])
    opening.reopen_targets(tx, target_ids, now)


def card_deleted(tx: Tx, card: BotMessage, now: datetime) -> None:
    """Somebody deleted a card: it is sent again unless its targets have another one."""
    if tx.all("lines_without_card", message_id=card.id):
        _anew(tx, card, card.chat_id, now)
    else:
        _gone(tx, card, now)


def card_anew(tx: Tx, card: BotMessage, now: datetime) -> None:
    """A card shows what holds no more and cannot be edited: it is sent again in its chat."""
    _anew(tx, card, card.chat_id, now)


def group_migrated(tx: Tx, old_chat: int, new_chat: int, now: datetime) -> None:
    """A group was migrated: its cards are sent again there with all their lines."""
    for card in _cards(tx, old_chat):
        _anew(tx, card, new_chat, now)


def group_changed(
    tx: Tx, unit_ids: Collection[int], old_chat: int, new_chat: int, now: datetime
) -> None:
    """Units are bound to another group: their open cards are sent there too."""
    for card in _cards(tx, old_chat):
        on_card = [each for each, _ in instructions.targets_on(tx, card.id)]
        found = [each.id for each in on_card if each.unit.id in unit_ids and each.unanswered]
        if found:
            instruction = instructions.instruction(tx, card.subject_id or 0)
            cards.put_on_card(tx, instruction, new_chat, found, now)


def _anew(tx: Tx, card: BotMessage, chat_id: int, now: datetime) -> None:
    _gone(tx, card, now)
    instruction = instructions.instruction(tx, card.subject_id or 0)
    new = cards.card_for(tx, instruction, chat_id, now, alone=True)
    tx.run("move_lines", from_id=card.id, to_id=new, now=now)


def _gone(tx: Tx, card: BotMessage, now: datetime) -> None:
    tx.run("drop_unsent", message_id=card.id, now=now)
    tx.run("message_gone", message_id=card.id, now=now)


def living_cards(tx: Tx, chat_id: int) -> list[BotMessage]:
    """The cards in a chat that may still change."""
    return [card for card in _cards(tx, chat_id) if card.telegram_id is not None]


def _cards(tx: Tx, chat_id: int) -> list[BotMessage]:
    return [BotMessage.from_row(row) for row in tx.all("cards_of_chat", chat_id=chat_id)]


def chase_lost(tx: Tx, message: BotMessage, now: datetime) -> None:
    """A chase could not be delivered: its targets climb at once."""
    tx.run("message_gone", message_id=message.id, now=now)
    tx.run("climb_now", message_id=message.id, now=now)


def found(tx: Tx, unit_ids: Iterable[int], now: datetime) -> None:
    """Send the units what could not be delivered until now."""
    for unit_id in unit_ids:
        for target in map(to_target, tx.all("open_targets_of_unit", unit_id=unit_id)):
            if target.state is TargetState.UNREACHABLE:
                opening.reopen_targets(tx, [target.id], now)
                instruction = instructions.instruction(tx, target.instruction_id)
                relaying.place_and_pass(tx, instruction, now)
