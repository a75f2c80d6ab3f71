"""Claims outbox rows and renders them from the state at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.chat.outgoing import Outgoing
from bot.delivery.composing import Compose
from bot.delivery.letter import Letter
from bot.delivery.settling import Settler, message_of
from bot.store.delivery import outbox, sending
from bot.store.delivery.outbox import BotMessage
from bot.store.delivery.outcomes import Failed, Reason
from bot.store.delivery.sending import Claimed, OutboxEntry
from bot.store.trouble import out_of_reach
from bot.store.tx import Tx

log = structlog.get_logger()


@dataclass(slots=True)
class Batch:
    """The letters to post, the rows that wait again, and the chats in which nothing was sent."""

    letters: list[tuple[Claimed, Letter]] = field(default_factory=list)
    back: list[OutboxEntry] = field(default_factory=list)
    idle_chats: list[int] = field(default_factory=list)


class Claimer:
    """Claims rows and renders them.

    `fits`: whether the rate limits let a letter leave now; `shown`: whether the message already
    shows this content.
    """

    def __init__(
        self,
        compose: Compose,
        settler: Settler,
        fits: Callable[[OutboxEntry, Letter], bool],
        shown: Callable[[int, Outgoing], bool],
    ) -> None:
        self._compose = compose
        self._settler = settler
        self._fits = fits
        self._shown = shown

    def begin(self, tx: Tx, entries: Sequence[OutboxEntry], begun: Batch, now: datetime) -> None:
        """Claim these rows, render those that are still needed, and add the letters to `begun`."""
        try:
            with tx.savepoint(), tx.remembering():
                found = [(each, self._claim(tx, each, now)) for each in entries]
        except Exception as error:  # one row is at fault; the others must not wait for it
            if out_of_reach(error):
                raise
            found = [(each, self._claim_alone(tx, each, now)) for each in entries]
        for entry, claimed in found:
            self._let_go(tx, entry, claimed, begun)

    def _claim_alone(
        self, tx: Tx, entry: OutboxEntry, now: datetime
    ) -> tuple[Claimed, Letter] | None:
        try:
            with tx.savepoint():
                return self._claim(tx, entry, now)
        except Exception as error:  # a bug in rendering: only this row fails
            if out_of_reach(error):
                raise
            log.exception("no_words", op=entry.op, message_id=entry.message_id)
            self._give_up(tx, entry, now)
            return None

    def _let_go(
        self, tx: Tx, entry: OutboxEntry, found: tuple[Claimed, Letter] | None, begun: Batch
    ) -> None:
        if found is None:
            begun.idle_chats.append(entry.chat_id)
        elif found[0].entry.chat_id == entry.chat_id and self._fits(entry, found[1]):
            begun.letters.append(found)
        else:
            sending.unclaim(tx, found[0], None)
            begun.idle_chats.append(entry.chat_id)
            begun.back.append(found[0].entry)

    def _claim(self, tx: Tx, entry: OutboxEntry, now: datetime) -> tuple[Claimed, Letter] | None:
        row = sending.claim(tx, entry, now)
        letter = self._letter(tx, row, now) if row else None
        return (row, letter) if row and letter else None

    def _give_up(self, tx: Tx, entry: OutboxEntry, now: datetime) -> None:
        row = sending.claim(tx, entry, now)
        if row is not None:
            failure = Failed(Reason.BAD_REQUEST, "could not be put into words")
            self._settler.close(tx, row, message_of(tx, row), failure, now)

    def _letter(self, tx: Tx, row: Claimed, now: datetime) -> Letter | None:
        op, message = row.entry.op, message_of(tx, row)
        if message is None:
            return Letter(op=op, chat_id=row.entry.chat_id, outgoing=Outgoing())
        if not _makes_sense(op, message):
            sending.settle_row(tx, row, "dropped", None, now)
            return None
        outgoing = Outgoing() if op == "delete" else self._words(tx, row, message, now)
        if outgoing is None:
            return None
        return Letter(
            op=op,
            chat_id=message.chat_id,
            outgoing=outgoing,
            telegram_id=message.telegram_id,
            reply_to=message.reply_to,
            thread_id=row.thread_id,
            silent=message.silent,
        )

    def _words(self, tx: Tx, row: Claimed, message: BotMessage, now: datetime) -> Outgoing | None:
        """The rendered content; None where nothing is left to say, and then the row is settled."""
        if row.again and row.entry.op == "send":
            message = replace(message, again=True)
        outgoing = self._compose(tx, message, now)
        same = outgoing and row.entry.op == "edit" and self._shown(message.id, outgoing)
        if same:
            outbox.shows_version(tx, message, row.shows)
        if outgoing is None or same:
            sending.settle_row(tx, row, "sent" if same else "dropped", None, now)
            return None
        return outgoing


def _makes_sense(op: str, message: BotMessage) -> bool:
    """Whether an operation still applies: an edit needs its message, and a message is sent only
    once and never after its deletion."""
    there = message.telegram_id is not None
    if op == "delete":
        return there
    return message.gone_at is None and there == (op == "edit")
