"""Looking at a district: /status to the names, /gaps, a digest; and whether the past slows it."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import district
from bot.chat.looking.digest import render_digest
from bot.chat.looking.gaps import render_gaps
from bot.chat.looking.status import render_status
from bot.chat.outgoing import Outgoing
from bot.chat.texts import translator
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.screens import Place, Screen
from bot.usecases.views.digest import digest_view
from bot.usecases.views.gaps import gaps_view
from bot.usecases.views.status import status_view

ROUNDS = 15
CLOSED = 30
View = Callable[[Tx, BotMessage, datetime], Any]
Render = Callable[[Any, Any], Outgoing]


def screen(account: int, member: int, kind: str, args: dict[str, Any]) -> BotMessage:
    """A message in somebody's private chat, as it stands before it is rendered."""
    return BotMessage(1, account, 1, kind, None, member, args, None, False, None, None)


def best(tx: Tx, message: BotMessage, view: View, render: Render, now: datetime) -> float:
    """Seconds of its thread to load and say a screen, the best of some rounds."""
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
        "/status, the list": Place("list"),
        "/status, into one": Place("unit", (running, 0)),
        "/status, into a branch": Place("unit", (running, branch)),
        "/status, who is silent": Place("silent", (running, 0), 40),
    }
    found = {}
    for name, place in places.items():
        message = screen(account, member, "status", Screen(place).to_args())
        found[name] = best(tx, message, status_view, render_status, now)
    gaps = screen(account, member, "gaps", {})
    found["/gaps"] = best(tx, gaps, gaps_view, render_gaps, now)
    args = {"due": 0, "new": {}, "old": 3, "week_begins": True}
    digest = screen(account, member, "digest", args)
    found["a digest"] = best(tx, digest, digest_view, render_digest, now)
    return found


def _one(tx: Tx, statement: str) -> Any:
    return tx.connection.execute(statement).fetchone()[0]


def closed(tx: Tx, copies: int, _now: datetime) -> None:
    """As many instructions of the past, to the same units, all answered and closed."""
    execute = tx.connection.execute
    columns = "issuer_id, unit_id, urgency, needs_answer, text, tiers, created_at, touched_at"
    for number in range(copies):
        execute(
            f"INSERT INTO instruction (number, state, {columns})"
            f" SELECT {1000 + number}, 'closed', {columns} FROM instruction WHERE id = 1"
        )
        made = _one(tx, "SELECT MAX(id) FROM instruction")
        execute(f"INSERT INTO instruction_scope SELECT {made}, unit_id FROM instruction_scope"
                " WHERE instruction_id = 1")  # fmt: skip
        execute(f"INSERT INTO target (instruction_id, unit_id, state, opened_at)"
                f" SELECT {made}, unit_id, 'acknowledged', 0 FROM target"
                " WHERE instruction_id = 1")  # fmt: skip


def half_answered(tx: Tx, _command: None, _now: datetime) -> None:
    """Every second unit has answered; a tenth of the posts is empty."""
    tx.connection.execute("UPDATE target SET state = 'acknowledged' WHERE id % 2 = 0")
    tx.connection.execute("UPDATE assignment SET until = 1 WHERE id % 10 = 0 AND id > 100")


async def main() -> None:
    """Print the times, and how they change when much lies in the past."""
    with tempfile.TemporaryDirectory() as folder:
        database = await district.opened(Path(folder))
        await district.issued(database)
        await database.transact(half_answered, None)
        account = await database.read(district.liaison, None)
        before = await database.read(measured, account)
        await database.transact(closed, CLOSED)
        after = await database.read(measured, account)
        await database.close()
    for name, seconds in before.items():
        ratio = after[name] / seconds
        print(f"{name:<24} {1000 * seconds:8.1f} ms   x {ratio:.2f} with {CLOSED} closed")
    print("to reach: /status 100 ms, flat in what is closed")


if __name__ == "__main__":
    asyncio.run(main())
