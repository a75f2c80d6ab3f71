"""Follows up deliveries: clocks start for what arrived, failures are rerouted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.messages.cascade import ChaseArgs
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane
from bot.store.delivery.outcomes import Delivery, Failed, Reason
from bot.store.tx import Tx
from bot.usecases.answering import remarks, reply_ways
from bot.usecases.cascade import clocks, correcting, files, refreshing, rerouting
from bot.usecases.escalation import living
from bot.usecases.groups import binding, muting
from bot.usecases.helping import undelivered
from bot.usecases.people import unreachable

_FILES_REFUSED = (Reason.NO_FILES, Reason.BAD_REQUEST)
_ON_FAILURE = {
    "reply": reply_ways.reply_lost,
    "reply_posted": reply_ways.reply_lost,
    "note": remarks.remark_lost,
    "help": undelivered.help_lost,
}
"""What carries somebody's words: by kind, what becomes of it where it cannot be delivered."""


def settled(tx: Tx, deliveries: Sequence[Delivery], now: datetime) -> None:
    """Outbox rows were settled: start ladders, or find another way."""
    for each in deliveries:
        if isinstance(each.outcome, Failed):
            _failed(tx, each, each.outcome, now)
    found = [each.message for each in deliveries if each.message and _arrived(each)]
    for chat_id in {each.chat_id for each in found if each.chat_id < 0}:
        muting.heard_from(tx, chat_id, now)
    clocks.cards_arrived(tx, found, now)
    correcting.cards_behind(tx, [each for each in found if each.kind == "card"], now)
    for message in found:
        if message.kind == "chase":
            living.arrived(tx, message, now)


def _arrived(delivery: Delivery) -> bool:
    return delivery.op == "send" and not isinstance(delivery.outcome, Failed)


def _failed(tx: Tx, delivery: Delivery, failure: Failed, now: datetime) -> None:
    """Find another way for a failed message; where there is none, somebody is told."""
    if delivery.message and delivery.message.kind == "files" and failure.reason in _FILES_REFUSED:
        files.files_refused(tx, delivery.message)
    elif failure.reason is Reason.DEACTIVATED:
        unreachable.member_unreachable(tx, delivery.chat_id, now, deleted=True)
    elif failure.reason is Reason.MUTED:
        _muted(tx, delivery, now)
    elif failure.reason is Reason.MIGRATED and failure.new_chat_id is not None:
        binding.migrated(tx, delivery.chat_id, failure.new_chat_id, now)
    elif failure.reason in (Reason.BLOCKED, Reason.KICKED, Reason.CHAT_GONE):
        _chat_gone(tx, delivery, now)
    elif delivery.message and delivery.message.kind == "card":
        _card_gone(tx, delivery.message, failure, now)
    elif delivery.message and failure.reason is Reason.MESSAGE_GONE:
        _deleted(tx, delivery.message, delivery.lane, now)
    if delivery.message and delivery.op == "send":
        _words_lost(tx, delivery.message, now)
    if delivery.message and delivery.message.kind in ("chase", "nudge"):
        _chase_failed(tx, delivery.message, delivery.op, failure, now)


def _words_lost(tx: Tx, message: BotMessage, now: datetime) -> None:
    if message.kind in _ON_FAILURE:
        _ON_FAILURE[message.kind](tx, message, now)


def _chase_failed(tx: Tx, message: BotMessage, op: str, failure: Failed, now: datetime) -> None:
    if op == "send":
        rerouting.chase_lost(tx, message, now)
    elif message.kind == "chase" and op == "delete" and failure.reason is Reason.BAD_REQUEST:
        living.make_a_line(tx, message, now)


def _muted(tx: Tx, delivery: Delivery, now: datetime) -> None:
    if delivery.chat_id > 0:
        unreachable.member_unreachable(tx, delivery.chat_id, now)
    else:
        muting.writing_refused(tx, delivery.chat_id, now)


def _chat_gone(tx: Tx, delivery: Delivery, now: datetime) -> None:
    if delivery.chat_id > 0:
        unreachable.member_unreachable(tx, delivery.chat_id, now)
    else:
        binding.left(tx, delivery.chat_id, now)


def _deleted(tx: Tx, message: BotMessage, lane: Lane, now: datetime) -> None:
    """A message to be edited was deleted: send it again where it is waited for, or tells of
    silences that last."""
    if lane is Lane.REPLY:
        outbox.say_anew(tx, message, lane, now, silent=message.silent)
    elif message.kind == "chase":
        _chase_deleted(tx, message, now)


def _chase_deleted(tx: Tx, message: BotMessage, now: datetime) -> None:
    if message.args_as(ChaseArgs).replaced:
        tx.run("message_gone", message_id=message.id, now=now)
    elif not refreshing.over(tx, message):
        silent = refreshing.at_night(tx, message, now)
        outbox.say_anew(tx, message, Lane.REMINDER, now, silent=silent)


def _card_gone(tx: Tx, card: BotMessage, failure: Failed, now: datetime) -> None:
    """Resend a card deleted by hand, reroute one that Telegram refuses.

    One that stands but cannot be edited stays as it is, unless it shows a text that was corrected.
    """
    if failure.reason is Reason.MESSAGE_GONE:
        rerouting.card_deleted(tx, card, now)
    elif card.telegram_id is None:
        rerouting.card_refused(tx, card, now)
    elif correcting.is_behind(card, instructions.instruction(tx, card.subject_id or 0)):
        rerouting.card_anew(tx, card, now)
