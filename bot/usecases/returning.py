"""We were away: Telegram has discarded what was pressed meanwhile, and no clock may have run."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Protocol

from bot.instructions.quiet import waking_time
from bot.store import audit, outbox
from bot.store.instructions import to_instruction
from bot.store.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx
from bot.usecases.cards import leaves_at


class Absence(Protocol):
    """From when to when we did not poll."""

    @property
    def since(self) -> datetime:
        """The last successful poll before."""
        ...

    @property
    def until(self) -> datetime:
        """The first one after."""
        ...


def absent(tx: Tx, absence: Absence, now: datetime) -> None:
    """Add the absence to every running clock, and ask each waiting chat once more."""
    since, until = absence.since, absence.until
    instructions = {row["id"]: to_instruction(row) for row in tx.all("running_instructions")}
    for each in instructions.values():
        quiet = each.ladder.quiet if each.ladder else None
        gap = waking_time(since, until, quiet) // timedelta(microseconds=1)
        tx.run("shift_ladders", instruction_id=each.id, gap=gap)
        tx.run("shift_help_requests", instruction_id=each.id, gap=gap)
    for cards in _by_chat(tx).values():
        newest = instructions[cards[-1].subject_id or 0]
        _ask_again(tx, cards, leaves_at(newest, now), now)
    facts = {"minutes": (until - since) // timedelta(minutes=1)}
    audit.record(tx, now, audit.CLOCK, "absence.end", facts=facts)


def _by_chat(tx: Tx) -> dict[int, list[BotMessage]]:
    found: dict[int, list[BotMessage]] = defaultdict(list)
    for row in tx.all("chats_waiting"):
        found[row["chat_id"]].append(BotMessage.from_row(row))
    return found


def _ask_again(tx: Tx, cards: list[BotMessage], at: datetime, now: datetime) -> None:
    newest = cards[-1]
    saying = Saying(
        chat_id=newest.chat_id,
        kind="again",
        lane=Lane.REMINDER,
        subject_id=newest.subject_id,
        args={"cards": [each.id for each in cards]},
        reply_to=newest.telegram_id,
        not_before=at,
    )
    outbox.say(tx, saying, now)
