"""After an absence: Telegram dropped presses, and clocks must not have run meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.instructions.model import Instruction
from bot.instructions.quiet import QuietHours, awake, later, waking_time
from bot.messages.cascade import AgainArgs
from bot.messages.house import NoticeArgs
from bot.store.cascade.instructions import to_instruction
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.tx import Row, Tx, instant
from bot.usecases.cascade.cards import leaves_at


class AbsenceOver(Protocol):
    """The time during which the bot did not poll."""

    @property
    def since(self) -> datetime:
        """The last successful poll before."""
        ...

    @property
    def until(self) -> datetime:
        """The first successful poll after."""
        ...


UPDATES_KEPT = timedelta(hours=24)
"""Telegram keeps updates for this long."""


def absent(tx: Tx, absence: AbsenceOver, now: datetime) -> None:
    """Shift every running clock by the absence, and ask each waiting chat once more.

    A clock set forward looks the same and is treated as one; an absence that ends before it began
    is a clock set back.
    """
    since, until = absence.since, absence.until
    if until < since:
        turned_back(tx, since - until, now)
        return
    gone = until - since
    lost = gone > UPDATES_KEPT
    instructions = {row["id"]: to_instruction(row) for row in tx.all("running_instructions")}
    for each in instructions.values():
        _stand_still(tx, each, since, until)
    for cards in _by_chat(tx).values():
        newest = instructions[cards[-1].subject_id or 0]
        _ask_again(tx, cards, gone, leaves_at(newest, now), now)
    if lost:
        _tell_issuers(tx, now)
    facts = {"minutes": gone // timedelta(minutes=1)}
    audit.record(tx, now, audit.CLOCK, "absence.end", facts=facts)


def _stand_still(tx: Tx, instruction: Instruction, since: datetime, until: datetime) -> None:
    """Shift everything an instruction has due by the absence, never into the night."""
    quiet = instruction.ladder.quiet if instruction.ladder else None
    gap = waking_time(since, until, quiet)
    for clocks, set_clocks, columns in INSTRUCTION_CLOCKS:
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
    for row in tx.all("reachable_overseers"):
        saying = Saying(
            chat_id=row["telegram_id"],
            args=NoticeArgs(key="lost"),
            lane=Lane.REPLY,
            silent=True,
        )
        outbox.say(tx, saying, now)


def _ask_again(
    tx: Tx, cards: list[BotMessage], gone: timedelta, at: datetime, now: datetime
) -> None:
    """Ask a chat once more; `gone`: how long we were away."""
    newest = cards[-1]
    saying = Saying(
        chat_id=newest.chat_id,
        args=AgainArgs(
            cards=tuple(each.id for each in cards),
            lost=gone > UPDATES_KEPT,
            minutes=gone // timedelta(minutes=1),
        ),
        lane=Lane.REMINDER,
        subject_id=newest.subject_id,
        reply_to=newest.telegram_id,
        not_before=at,
    )
    outbox.say(tx, saying, now)


_JUST_BEFORE = timedelta(microseconds=1)
INSTRUCTION_CLOCKS = (
    ("ladder_clocks", "set_ladder_clocks", ("ladder_at", "due_at", "relay_due_at")),
    ("help_clocks", "set_help_clocks", ("due_at",)),
)
"""An instruction's clocks: the query that reads them, the one that sets them, and their columns."""
_OTHER_CLOCKS = (
    ("undo_clocks", "set_undo_clocks", ("sends_at",)),
    ("relay_undo_clocks", "set_relay_undo_clocks", ("due_at",)),
    ("outbox_clocks", "set_outbox_clocks", ("not_before",)),
    ("remark_bundle_clocks", "set_remark_bundle_clocks", ("rings_at",)),
)


def turned_back(tx: Tx, by: timedelta, now: datetime) -> None:
    """The clock was set back: bring due times forward; deadlines and times of day stay."""
    nights: list[QuietHours] = []
    for each in map(to_instruction, tx.all("running_instructions")):
        own = [each.ladder.quiet] if each.ladder and each.ladder.quiet else []
        nights += own
        for find, put, columns in INSTRUCTION_CLOCKS:
            rows = tx.all(find, instruction_id=each.id)
            tx.run_many(put, [_wound_back(row, columns, by, own) for row in rows])
    for find, put, columns in _OTHER_CLOCKS:
        rows = tx.all(find, now=now)
        tx.run_many(put, [_wound_back(row, columns, by, nights) for row in rows])
    tx.run("forget_deadlines_told_too_soon", now=now)
    facts = {"minutes": by // timedelta(minutes=1)}
    audit.record(tx, now, audit.CLOCK, "clock.back", facts=facts)


def _wound_back(
    row: Row, columns: Sequence[str], by: timedelta, nights: Sequence[QuietHours]
) -> Mapping[str, object]:
    found: dict[str, object] = {"id": row["id"]}
    for each in columns:
        at = row[each]
        found[each] = None if at is None else sooner(instant(at), by, nights)
    return found


def sooner(at: datetime, by: timedelta, nights: Sequence[QuietHours]) -> datetime:
    """Earlier by that much, but not into the night; what waits for a night's end still does."""
    if any(night.covers(at - _JUST_BEFORE) for night in nights):
        return at
    found = at - by
    for night in nights:
        found = awake(found, night)
    return min(found, at)
