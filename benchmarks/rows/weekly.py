"""上周小结 of a district: the week before for a supervisor who has all of it in their care."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.rows.looking import best, half_answered, screen
from benchmarks.site import Site
from bot.chat.digests.weekly import render_weekly
from bot.clock import SystemClock
from bot.instructions.weekly import week_before
from bot.messages.looking import WeeklyArgs
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.house import house
from bot.store.tx import Tx, to_micros
from bot.usecases.digests.weekly_view import weekly_view

ROW = "weekly"
NOTICES = 20
"""Of the week before, each to every unit and answered by it."""


def measure(site: Site) -> Iterator[Figure]:
    """Milliseconds of CPU to count and render it, and how many answers it counts."""
    path = site.changed("week", _week, start=site.changed("half_week", half_answered,
                                                          start=site.arrived()))  # fmt: skip
    seconds, asked = asyncio.run(_look(path, site.account))
    yield Figure(row=ROW, what=f"the summary of a week with {NOTICES} notices to everybody",
                 unit="ms", value=1000 * seconds)  # fmt: skip
    yield Figure(row=ROW, what="answers it counts", unit="", value=asked)


def _week(tx: Tx, _command: None, now: datetime) -> None:
    """Closed instructions of the week before, to every unit; a quarter of the answers came after
    a reminder, a tenth after a call, and one notice was answered by what was known."""
    execute = tx.connection.execute
    week = week_before(now, house.zone(tx))
    started, hour = to_micros(week.since), 3_600_000_000
    columns = "issuer_id, unit_id, urgency, needs_answer, text, tiers, created_at, touched_at"
    execute(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {NOTICES})"
        f" INSERT INTO instruction (number, state, started_at, {columns})"
        f" SELECT 2000 + i, 'closed', {started} + i * {hour}, {columns}"
        " FROM instruction, n WHERE id = 1"
    )
    execute(
        "INSERT INTO target (instruction_id, unit_id, tier, state, opened_at, sent_at, answered_at,"
        " step) SELECT i.id, t.unit_id, t.tier, 'acknowledged', i.started_at, i.started_at,"
        f" i.started_at + (t.id % 90) * {hour // 60}, CASE WHEN t.id % 4 = 0 THEN 1 ELSE 0 END"
        " FROM instruction i JOIN target t ON t.instruction_id = 1 WHERE i.number > 2000"
    )
    execute(
        "INSERT INTO acknowledgement (target_id, member_id, path, said_at, recorded_at, late)"
        " SELECT t.id, i.issuer_id, CASE WHEN t.id % 10 = 0 THEN 'proxy' ELSE 'button' END,"
        " t.answered_at, t.answered_at, 0 FROM target t"
        " JOIN instruction i ON i.id = t.instruction_id AND i.number > 2000"
    )
    known = f"(SELECT id FROM instruction WHERE number = {2000 + NOTICES})"
    execute(
        "INSERT INTO form_question (instruction_id, ordinal, kind, words, folded)"
        f" SELECT id, 1, 'yes_no', '挡板到位', 'a' FROM instruction WHERE id = {known}"
    )
    execute(
        "INSERT INTO form_answer (question_id, target_id, unit_id, value, member_id, path, said_at,"
        " recorded_at) SELECT q.id, t.id, t.unit_id, 'yes', i.issuer_id, 'known', t.answered_at,"
        " t.answered_at FROM target t JOIN instruction i ON i.id = t.instruction_id"
        f" JOIN form_question q ON q.instruction_id = i.id WHERE i.id = {known}"
    )


async def _look(path: Path, account: int) -> tuple[float, int]:
    engine = await open_engine("sqlite:///district.sqlite", path.parent)
    database = Database(engine, SystemClock())
    found = await database.read(_measured, account)
    await database.close()
    return found


def _measured(tx: Tx, account: int, now: datetime) -> tuple[float, int]:
    """Seconds, and the number of answers that were asked for."""
    row = tx.connection.execute(f"SELECT id FROM member WHERE telegram_id = {account}").fetchone()
    message = screen(account, int(row[0]), WeeklyArgs(due=to_micros(now)))
    view = weekly_view(tx, message, now)
    assert view is not None
    return best(tx, message, weekly_view, render_weekly, now), view.figures.total.asked
