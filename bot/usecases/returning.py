"""We were away: Telegram has discarded what was pressed meanwhile, and no clock may have run."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Protocol

from bot.instructions.model import Instruction
from bot.instructions.quiet import QuietHours, later, waking_time
from bot.store import audit, outbox
from bot.store.instructions import to_instruction
from bot.store.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx, instant
from bot.usecases.cards import leaves_at
from bot.usecases.turning_back import RUNNING, turned_back


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


KEPT = timedelta(hours=24)
"""Telegram keeps what is written to the bot for so long."""


def absent(tx: Tx, absence: Absence, now: datetime) -> None:
    """Add the absence to every running clock, and ask each waiting chat once more.

    A clock put forward cannot be told from an absence, and is taken for one; an absence that
    ends before it began is a clock that was put back.
    """
    since, until = absence.since, absence.until
    if until < since:
        turned_back(tx, since - until, now)
        return
    lost = until - since > KEPT
    instructions = {row["id"]: to_instruction(row) for row in tx.all("running_instructions")}
    for each in instructions.values():
        _stand_still(tx, each, since, until)
    for cards in _by_chat(tx).values():
        newest = instructions[cards[-1].subject_id or 0]
        _ask_again(tx, cards, lost, leaves_at(newest, now), now)
    if lost:
        _tell_issuers(tx, now)
    facts = {"minutes": (until - since) // timedelta(minutes=1)}
    audit.record(tx, now, audit.CLOCK, "absence.end", facts=facts)


def _stand_still(tx: Tx, instruction: Instruction, since: datetime, until: datetime) -> None:
    """Everything of an instruction that is due comes as much later; never at night."""
    quiet = instruction.ladder.quiet if instruction.ladder else None
    gap = waking_time(since, until, quiet)
    for clocks, set_clocks, columns in RUNNING:
        rows = tx.all(clocks, instruction_id=instruction.id)
        moved = [{each: _later(row[each], gap, quiet) for each in columns} for row in rows]
        ids = [{"id": row["id"]} for row in rows]
        tx.run_many(set_clocks, [one | at for one, at in zip(ids, moved, strict=True)])


def _later(at: int | None, gap: timedelta, quiet: QuietHours | None) -> datetime | None:
    return None if at is None else later(instant(at), gap, quiet)


def _by_chat(tx: Tx) -> dict[int, list[BotMessage]]:
    found: dict[int, list[BotMessage]] = defaultdict(list)
    for row in tx.all("chats_waiting"):
        found[row["chat_id"]].append(BotMessage.from_row(row))
    return found


def _tell_issuers(tx: Tx, now: datetime) -> None:
    """Whoever may have written an instruction meanwhile is to write it again; rings nobody."""
    for row in tx.all("reachable_issuers"):
        saying = Saying(
            chat_id=row["telegram_id"],
            kind="notice",
            lane=Lane.REPLY,
            args={"key": "lost"},
            silent=True,
        )
        outbox.say(tx, saying, now)


def _ask_again(tx: Tx, cards: list[BotMessage], lost: bool, at: datetime, now: datetime) -> None:
    newest = cards[-1]
    saying = Saying(
        chat_id=newest.chat_id,
        kind="again",
        lane=Lane.REMINDER,
        subject_id=newest.subject_id,
        args={"cards": [each.id for each in cards], "lost": lost},
        reply_to=newest.telegram_id,
        not_before=at,
    )
    outbox.say(tx, saying, now)
