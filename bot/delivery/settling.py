"""Settles results in the outbox and calls the use case that follows a delivery."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.store.delivery import outbox, sending
from bot.store.delivery.outbox import BotMessage
from bot.store.delivery.outcomes import (
    Delivery,
    Failed,
    Final,
    Outcome,
    Reason,
    Retry,
    Sent,
    Uncertain,
)
from bot.store.delivery.sending import Claimed, OutboxEntry
from bot.store.trouble import out_of_reach
from bot.store.tx import Tx

SENT_ONCE = frozenset({"digest"})
"""Kinds of messages that are not sent again after an uncertain outcome."""
IDEMPOTENT = frozenset({"edit", "delete", "leave"})
"""Operations that are idempotent at Telegram."""
_MOST_ATTEMPTS = 5
"""Attempts at most where every answer is lost."""
OnSettled = Callable[[Tx, Sequence[Delivery], datetime], None]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """The outcome of a claimed row."""

    row: Claimed
    outcome: Outcome


class Settler:
    """`settled` is the use case that decides what follows a delivery; its errors undo only its own
    savepoint. Deliveries of one round are passed together, which costs a fraction per card."""

    def __init__(self, settled: OnSettled) -> None:
        self._settled = settled

    def settle(self, tx: Tx, results: Iterable[RowOutcome], now: datetime) -> list[OutboxEntry]:
        """Settle the results; returns the rows that are pending again."""
        arrived: list[Delivery] = []
        back = [self._settle(tx, each, arrived, now) for each in results]
        self._tell(tx, arrived, now)
        return [each for each in back if each is not None]

    def _settle(
        self, tx: Tx, result: RowOutcome, arrived: list[Delivery], now: datetime
    ) -> OutboxEntry | None:
        row, outcome = result.row, result.outcome
        message = message_of(tx, row)
        if isinstance(outcome, Retry):
            sending.unclaim(tx, row, outcome.detail)
            return row.entry
        if isinstance(outcome, Uncertain):
            if row.entry.op == "send" and message and message.telegram_id:
                # a press or a reply showed meanwhile that it arrived
                outcome = Sent(message.telegram_id)
            elif _may_repeat(row, message):
                sending.repeat(tx, row, outcome.detail)
                return row.entry
        if not isinstance(outcome, Sent):
            return self.close(tx, row, message, outcome, now)
        settled = sending.settle_row(tx, row, "sent", None, now)
        if settled.news and row.entry.op != "fetch":
            if message and row.entry.op == "send":
                message = _arrived(tx, row, message, outcome, now)
            elif message and row.entry.op == "edit":
                outbox.shows_version(tx, message, row.shows)
            arrived.append(_delivery(row, message, outcome))
        return settled.again

    def close(
        self,
        tx: Tx,
        row: Claimed,
        message: BotMessage | None,
        outcome: Failed | Uncertain,
        now: datetime,
    ) -> OutboxEntry | None:
        """Settle a row that failed for good."""
        settled = sending.settle_row(tx, row, *_written(outcome), now)
        if settled.news and row.entry.op != "fetch":
            self._tell(tx, [_delivery(row, message, outcome)], now)
            if message and row.entry.op == "send" and isinstance(outcome, Failed):
                _move(tx, row, outcome, outbox.message(tx, message.id), now)
        return settled.again

    def _tell(self, tx: Tx, deliveries: Sequence[Delivery], now: datetime) -> None:
        try:
            with tx.savepoint():
                self._settled(tx, deliveries, now)
        except Exception as error:  # the operation took place: it must not be repeated
            if out_of_reach(error):
                raise
            if len(deliveries) == 1:
                log.exception("not_followed_up", op=deliveries[0].op)
                return
            for each in deliveries:  # one delivery is at fault: only that one is skipped
                self._tell(tx, [each], now)


def _delivery(row: Claimed, message: BotMessage | None, outcome: Final) -> Delivery:
    entry = row.entry
    return Delivery(message, entry.chat_id, entry.op, entry.lane, outcome)


def message_of(tx: Tx, row: Claimed) -> BotMessage | None:
    """The message an outbox row is about, None for rows without one."""
    return None if row.entry.message_id is None else outbox.message(tx, row.entry.message_id)


def _may_repeat(row: Claimed, message: BotMessage | None) -> bool:
    if row.entry.op in IDEMPOTENT:
        return row.attempt < _MOST_ATTEMPTS
    return not row.again and bool(message and message.kind not in SENT_ONCE)


def _written(outcome: Failed | Uncertain) -> tuple[str, str]:
    if isinstance(outcome, Failed):
        return "failed", f"{outcome.reason}: {outcome.detail}"
    return "uncertain", outcome.detail


def _arrived(tx: Tx, row: Claimed, message: BotMessage, sent: Sent, now: datetime) -> BotMessage:
    if sent.telegram_id is not None and outbox.adopt(tx, message, sent.telegram_id, now):
        found = replace(message, telegram_id=sent.telegram_id, sent_at=now)
        message = replace(found, shown_version=row.shows)
    if message.gone_at is not None:  # deleted while the send was in flight
        outbox.take_away(tx, message, now)
    return message


def _move(tx: Tx, row: Claimed, failure: Failed, message: BotMessage, now: datetime) -> None:
    moved = failure.reason is Reason.MIGRATED and message.gone_at is None
    if moved and failure.new_chat_id is not None:
        outbox.follow(tx, message, failure.new_chat_id, row.entry.lane, now)
