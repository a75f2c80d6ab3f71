"""The clock was set back: what was about to happen still is, and nothing waits hours for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.instructions.quiet import QuietHours, awake
from bot.store import audit
from bot.store.instructions import to_instruction
from bot.store.tx import Row, Tx, instant

_JUST_BEFORE = timedelta(microseconds=1)
RUNNING = (
    ("ladder_clocks", "set_ladder_clocks", ("ladder_at", "due_at", "relay_due_at")),
    ("help_clocks", "set_help_clocks", ("due_at",)),
)
"""The clocks of an instruction: the query that finds them, the one that sets them, and what."""
_OTHERS = (
    ("undo_clocks", "set_undo_clocks", ("sends_at",)),
    ("outbox_clocks", "set_outbox_clocks", ("not_before",)),
)


def turned_back(tx: Tx, by: timedelta, now: datetime) -> None:
    """Everything that waits comes as much sooner; deadlines and hours of the day stay."""
    nights: list[QuietHours] = []
    for each in map(to_instruction, tx.all("running_instructions")):
        own = [each.ladder.quiet] if each.ladder and each.ladder.quiet else []
        nights += own
        for find, put, columns in RUNNING:
            rows = tx.all(find, instruction_id=each.id)
            tx.run_many(put, [_wound_back(row, columns, by, own) for row in rows])
    for find, put, columns in _OTHERS:
        rows = tx.all(find, now=now)
        tx.run_many(put, [_wound_back(row, columns, by, nights) for row in rows])
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
    """As much earlier, but never at night; and what waits for a night to end still does."""
    if any(night.covers(at - _JUST_BEFORE) for night in nights):
        return at
    found = at - by
    for night in nights:
        found = awake(found, night)
    return min(found, at)
