"""Screens of a district: /status, names, gaps, a summary; and whether past instructions
slow them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from benchmarks.site import Site
from bot.chat.digests.digest import render_digest
from bot.chat.looking.gaps import render_gaps
from bot.chat.looking.status import render_status
from bot.chat.outgoing import Outgoing
from bot.chat.texts import translator
from bot.clock import SystemClock
from bot.messages.args import Args, encode
from bot.messages.looking import DigestArgs, GapsArgs
from bot.store.database import Database
from bot.store.delivery.outbox import BotMessage
from bot.store.engine import open_engine
from bot.store.tx import Tx
from bot.usecases.digests.digest_view import digest_view
from bot.usecases.looking.gaps_view import gaps_view
from bot.usecases.looking.status_view import status_view
from bot.usecases.screens import Screen, ScreenPlace

ROW = "looking"
ROUNDS = 15
CLOSED = 1_000
_FLAT = 1.25
_MOST = 20.0
View = Callable[[Tx, BotMessage, datetime], Any]
Render = Callable[[Any, Any], Outgoing]


def measure(site: Site) -> Iterator[Figure]:
    """Milliseconds to load and render each screen; then again with many past instructions."""
    now = site.changed("half_answered", half_answered, start=site.arrived())
    before = _looked(site, now)
    after = _looked(site, site.changed("old", closed, start=now))
    for name, seconds in after.items():
        yield Figure(row=ROW, what=f"{name}, {CLOSED:,} closed behind", unit="ms",
                     value=1000 * max(seconds, before[name]), at_most=_MOST)  # fmt: skip
    yield Figure(row=ROW, what="all of these, against none behind", unit="ms",
                 value=1000 * sum(after.values()), floor=1000 * sum(before.values()),
                 of="floor", at_most=_FLAT)  # fmt: skip


def slowest(site: Site, database: Path) -> float:
    """Seconds of the slowest screen."""
    return max(_looked(site, database).values())


def _looked(site: Site, database: Path) -> dict[str, float]:
    return asyncio.run(_look(database, site.account))


async def _look(path: Path, account: int) -> dict[str, float]:
    engine = await open_engine("sqlite:///district.sqlite", path.parent)
    database = Database(engine, SystemClock())
    found = await database.read(measured, account)
    await database.close()
    return found


def screen(account: int, member: int, args: Args) -> BotMessage:
    """A message in a private chat before it is rendered."""
    return BotMessage(1, account, 1, args.kind, None, member, encode(args), None, False, None, None)


def best(tx: Tx, message: BotMessage, view: View, render: Render, now: datetime) -> float:
    """Seconds of CPU to load and render a screen, the best of several rounds."""
    found = float("inf")
    for _ in range(ROUNDS):
        started = time.thread_time()
        render(view(tx, message, now), translator("zh-hans"))
        found = min(found, time.thread_time() - started)
    return found


def measured(tx: Tx, account: int, now: datetime) -> dict[str, float]:
    """Seconds for each screen."""
    member = int(_one(tx, f"SELECT id FROM member WHERE telegram_id = {account}"))
    running = int(_one(tx, "SELECT id FROM instruction WHERE state = 'running'"))
    branch = int(_one(tx, "SELECT MAX(id) FROM unit WHERE tier = 'branch'"))
    places = {
        "/status, the list": ScreenPlace("list"),
        "/status, into one": ScreenPlace("unit", (running, 0)),
        "/status, into a branch": ScreenPlace("unit", (running, branch)),
        "/status, who is silent": ScreenPlace("silent", (running, 0), 40),
    }
    found = {}
    for name, place in places.items():
        message = screen(account, member, Screen(place).to_args("status"))
        found[name] = best(tx, message, status_view, render_status, now)
    gaps = screen(account, member, GapsArgs())
    found["/gaps"] = best(tx, gaps, gaps_view, render_gaps, now)
    digest = screen(account, member, DigestArgs(due=0, new={}, old=3, week_begins=True))
    found["a digest"] = best(tx, digest, digest_view, render_digest, now)
    return found


def _one(tx: Tx, statement: str) -> Any:
    return tx.connection.execute(statement).fetchone()[0]


def closed(tx: Tx, _command: None, _now: datetime) -> None:
    """Many closed instructions to all branches, all answered."""
    execute = tx.connection.execute
    columns = "issuer_id, unit_id, urgency, needs_answer, text, tiers, created_at, touched_at"
    execute(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CLOSED})"
        f" INSERT INTO instruction (number, state, {columns})"
        f" SELECT 1000 + i, 'closed', {columns} FROM instruction, n WHERE id = 1"
    )
    execute(
        "INSERT INTO instruction_scope SELECT i.id, s.unit_id FROM instruction i"
        " JOIN instruction_scope s ON s.instruction_id = 1 WHERE i.state = 'closed'"
    )
    execute(
        "INSERT INTO target (instruction_id, unit_id, tier, state, opened_at)"
        " SELECT i.id, u.id, u.tier, 'acknowledged', 0 FROM instruction i JOIN unit u"
        " ON u.tier = 'branch' WHERE i.state = 'closed'"
    )


def half_answered(tx: Tx, _command: None, now: datetime) -> None:
    """Every second unit has answered; a tenth of the posts is vacant. As in a district
    that has used the bot for some time, all but one in twenty members have answered today."""
    tx.connection.execute("UPDATE target SET state = 'acknowledged' WHERE id % 2 = 0")
    tx.connection.execute("UPDATE assignment SET until = 1 WHERE id % 10 = 0 AND id > 100")
    today = int(now.timestamp() * 1_000_000)
    tx.connection.execute(f"UPDATE member SET alive_at = {today} WHERE id % 20 <> 0")
