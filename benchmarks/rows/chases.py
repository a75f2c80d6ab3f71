"""All buildings are silent, and all ladders reach the first step at once."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import site as sites
from benchmarks.figures import Figure, share
from benchmarks.harness import Stage
from benchmarks.rows.cascade import LIMIT
from benchmarks.site import Site
from bot.schedule.pulse import STEP
from bot.store.tx import Tx

ROW = "chases due at once"
_RATE = 50
_SOON = 5


def measure(site: Site) -> Iterator[Figure]:
    """Steps, pauses, presses meanwhile, and whether anybody is told twice."""
    with site.gridcall(_all_due(site), limit=LIMIT) as stage:
        seconds, waits = _played(stage)
        told, people = stage.rows(_TOLD)[0]
        step = stage.one(_LARGEST_STEP)
    yield Figure(row=ROW, what=f"{told:,} people told, committed within", value=seconds, unit="s")
    yield Figure(row=ROW, what="told more than once", value=told - people, unit="", at_most=0)
    yield Figure(row=ROW, what="largest step", value=step, unit="", at_most=STEP)
    yield Figure(row=ROW, what="longest pause of the loop", unit="ms", at_most=100,
                 value=1000 * stage.told["longest_pause"])  # fmt: skip
    yield Figure(row=ROW, what=f"{_RATE} presses/s meanwhile, 99th percentile", unit="ms",
                 value=1000 * share(waits, 0.99), at_most=150)  # fmt: skip


_TOLD = "SELECT COUNT(*), COUNT(DISTINCT chat_id) FROM bot_message WHERE kind = 'chase'"
_LARGEST_STEP = """
SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM bot_message WHERE kind = 'chase' GROUP BY created_at)
"""
_LEFT = "SELECT COUNT(*) FROM target WHERE state = 'sent' AND step = 0"


def _all_due(site: Site) -> Path:
    return site.changed("all_due", _due, start=site.arrived())


def _due(tx: Tx, _command: None, _now: object) -> None:
    """Make the buildings' ladders due; the branches press."""
    due = int(1e6 * (time.time() + _SOON))
    tx.connection.execute("UPDATE target SET step = 9")
    tx.connection.execute(
        f"UPDATE target SET step = 0, ladder_at = {due}, due_at = {due}"
        " WHERE unit_id IN (SELECT id FROM unit WHERE tier = 'building')"
    )


def _played(stage: Stage) -> tuple[float, list[float]]:
    cards = stage.rows(
        "SELECT m.chat_id, m.telegram_id FROM bot_message m WHERE m.kind = 'card'"
        " AND NOT EXISTS (SELECT 1 FROM message_target mt JOIN target t ON t.id = mt.target_id"
        " WHERE mt.message_id = m.id AND t.step = 0)"
    )
    orders = [sites.answering(chat, number) for chat, number in cards]
    sites.up(stage)
    stage.standin.ask("press", cards=orders, rate=_RATE)
    stage.until(lambda: not stage.one(_LEFT))
    first, last = stage.rows("SELECT MIN(created_at), MAX(created_at) FROM bot_message"
                             " WHERE kind = 'chase'")[0]  # fmt: skip
    stage.until(lambda: sites.answered(stage, len(orders)))
    return (last - first) / 1e6, stage.standin.seen().waits()
