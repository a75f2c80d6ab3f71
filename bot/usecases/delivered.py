"""What follows when a message has arrived, or could not."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import InstructionState, TargetState
from bot.store import instructions
from bot.store.delivery import Delivery, Failed, Reason
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases import aftermath, binding, clocks, rerouting


def settled(tx: Tx, delivery: Delivery, now: datetime) -> None:
    """One row of the outbox is done with: the ladder starts, or another way is looked for."""
    if isinstance(delivery.outcome, Failed):
        _failed(tx, delivery, delivery.outcome, now)
    elif delivery.op == "send" and delivery.message and delivery.message.kind == "card":
        card_arrived(tx, delivery.message, now)


def card_arrived(tx: Tx, card: BotMessage, now: datetime) -> None:
    """A card stands in its chat: for the units on it the time begins to run."""
    if card.subject_id is None:
        return
    instruction = instructions.instruction(tx, card.subject_id)
    if instruction.state is not InstructionState.RUNNING:
        return
    clocks.told(tx, instruction, (each for each, _ in instructions.targets_on(tx, card.id)), now)
    aftermath.refresh_summary(tx, instruction, now)


def _failed(tx: Tx, delivery: Delivery, failure: Failed, now: datetime) -> None:
    if failure.reason is Reason.MIGRATED and failure.new_chat_id is not None:
        binding.migrated(tx, delivery.chat_id, failure.new_chat_id, now)
    elif failure.reason in (Reason.BLOCKED, Reason.KICKED, Reason.CHAT_GONE):
        _chat_gone(tx, delivery, now)
    elif delivery.message and delivery.message.kind == "card":
        _card_gone(tx, delivery.message, failure, now)
    if delivery.message and delivery.message.kind == "chase" and delivery.op == "send":
        rerouting.chase_lost(tx, delivery.message, now)


def _chat_gone(tx: Tx, delivery: Delivery, now: datetime) -> None:
    if delivery.chat_id > 0:
        rerouting.member_lost(tx, delivery.chat_id, now)
    else:
        binding.left(tx, delivery.chat_id, now)


def _card_gone(tx: Tx, card: BotMessage, failure: Failed, now: datetime) -> None:
    """A card deleted by hand comes again; one that Telegram will not take has no other way."""
    if failure.reason is Reason.MESSAGE_GONE:
        rerouting.card_deleted(tx, card, now)
        return
    instruction = instructions.instruction(tx, card.subject_id or 0)
    waiting = [each for each, _ in instructions.targets_on(tx, card.id)]
    lost = [each.id for each in waiting if each.state is TargetState.WAITING]
    clocks.not_told(tx, instruction, lost, now)
