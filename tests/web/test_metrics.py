"""Each figure moves when what it counts does."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.messages.cascade import CardArgs
from bot.store.delivery import inbox, outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import QUERIES, Tx
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.conftest import Asker, Steady

SENT = 'gridcall_sends_total{op="send",outcome="sent"}'
OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"
Figures = dict[str, float]


def _say(tx: Tx, delay: timedelta, now: datetime) -> None:
    saying = Saying(chat_id=1, args=CardArgs(), lane=Lane.ROUTINE, not_before=now + delay)
    outbox.say(tx, saying, now)


def _give_up(tx: Tx, update_id: int, now: datetime) -> None:
    inbox.keep_updates(tx, [("1", {"update_id": update_id})], now)
    inbox.set_update_aside(tx, update_id, "KeyError", now)


async def _once(ask: Asker, seen: Callable[[Figures], bool]) -> Figures:
    for _ in range(250):
        if seen(found := await ask.figures()):
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("it never comes to that")


async def test_what_waits_to_be_sent_by_lane(town: Town, ask: Asker) -> None:
    await town.app.sender.stop()
    await town.app.database.transact(_say, timedelta())
    await town.app.database.transact(_say, timedelta(hours=1))
    town.clock.move(timedelta(seconds=90))
    found = await ask.figures()
    assert found['gridcall_outbox_waiting{lane="routine"}'] == 2
    assert found['gridcall_outbox_oldest_seconds{lane="routine"}'] == 90
    assert found['gridcall_outbox_waiting{lane="urgent"}'] == 0
    assert found['gridcall_outbox_oldest_seconds{lane="urgent"}'] == 0


async def test_what_came_of_what_was_sent(town: Town, ask: Asker) -> None:
    before = await ask.figures()
    await town.writes("王芳", "/help")
    assert (await ask.figures())[SENT] == before[SENT] + 1
    town.server.faults.next("sendMessage", 403)
    await town.writes("王芳", "/help")
    found = await ask.figures()
    failed = 'gridcall_sends_total{op="send",outcome="failed"}'
    assert (found[SENT], found[failed]) == (before[SENT] + 1, before[failed] + 1)


async def test_what_may_be_there_twice(town: Town, ask: Asker) -> None:
    uncertain = 'gridcall_sends_total{op="send",outcome="uncertain"}'
    assert (await ask.figures())["gridcall_uncertain_messages"] == 0
    town.server.faults.next("sendMessage", "drop_after")
    town.person("王芳").send(town.person("王芳").private, "/help")
    await _once(ask, lambda found: found["gridcall_uncertain_messages"] == found[uncertain] == 1)


async def test_a_refusal_is_counted_and_slows_the_pace(town: Town, ask: Asker) -> None:
    before = await ask.figures()
    assert before["gridcall_too_many_requests_total"] == 0
    town.server.faults.next("sendMessage", 429, retry_after=1)
    town.person("路人").start()  # to whom nothing was said lately, which would explain it
    await town.settle()
    found = await ask.figures()
    assert found["gridcall_too_many_requests_total"] == 1
    assert found['gridcall_sends_total{op="send",outcome="retry"}'] == 1
    assert found["gridcall_pace_per_second"] < 0.9 * before["gridcall_pace_per_second"]


async def test_what_waits_to_be_handled(town: Town, ask: Asker) -> None:
    await town.app.inbox.stop()
    town.person("王芳").send(town.person("王芳").private, "/help")
    await _once(ask, lambda found: found["gridcall_inbox_waiting"] == 1)
    town.clock.move(timedelta(seconds=30))
    assert (await ask.figures())["gridcall_inbox_lag_seconds"] == 30


async def test_what_could_not_be_handled(town: Town, ask: Asker) -> None:
    assert (await ask.figures())["gridcall_updates_set_aside"] == 0
    await town.app.database.transact(_give_up, 999_000)
    found = await ask.figures()
    assert (found["gridcall_updates_set_aside"], found["gridcall_inbox_waiting"]) == (1, 0)


async def test_chases_nobody_has_sent_yet(town: Town, ask: Asker) -> None:
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    assert (await ask.figures())["gridcall_chases_overdue"] == 0
    town.clock.move(timedelta(minutes=6))
    found = await ask.figures()
    assert found["gridcall_chases_overdue"] == 2
    assert found["gridcall_chases_overdue_seconds"] == 60
    await town.settle()
    assert (await ask.figures())["gridcall_chases_overdue"] == 0


@on_sqlite
async def test_signs_of_life_are_figures_too(town: Town, ask: Asker, steady: Steady) -> None:
    steady.ahead += 500
    found = await ask.figures()
    for sign in ("poll", "write", "pulse"):
        assert found[f'gridcall_last_seconds{{what="{sign}"}}'] >= 500


@on_sqlite
async def test_every_figure_is_explained_once(town: Town, ask: Asker) -> None:
    _, text = await ask.get("/metrics")
    named = [line.split()[2] for line in text.splitlines() if line.startswith("# HELP ")]
    typed = [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE ")]
    used = {key.partition("{")[0] for key in await ask.figures()}
    assert named == typed
    assert (len(set(named)), set(named)) == (len(named), used)
    described = re.findall(r"^\| `(gridcall_\w+)", OPERATIONS.read_text("utf-8"), re.M)
    assert set(described) == used
    counters = [line for line in text.splitlines() if line.endswith(" counter")]
    assert all(line.split()[2].endswith("_total") for line in counters)


def test_a_scrape_walks_no_table(sqlite_template: Path) -> None:
    """Only what is meant is looked at, however long the bot has been running."""
    text = (QUERIES / "house" / "vitals.sql").read_text("utf-8")
    queries = [part.partition("\n")[2] for part in text.split("-- name: ")[1:]]
    assert len(queries) == 6
    with closing(sqlite3.connect(sqlite_template)) as connection:
        plans = [
            connection.execute(f"EXPLAIN QUERY PLAN {sql}", {"now": 0, "after": 0})
            for sql in queries
        ]
        steps = [row[3] for plan in plans for row in plan.fetchall()]
    walked = [step for step in steps if step.startswith(("SCAN", "SEARCH")) and "USING" not in step]
    assert walked == []


async def test_nobody_is_named_and_no_secret_told(town: Town, ask: Asker) -> None:
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    for path in ("/metrics", "/healthz"):
        _, text = await ask.get(path)
        assert text.isascii(), "no name, title or word of anybody's"
        assert town.server.token.partition(":")[2] not in text
        assert not [name for name, each in town.people.items() if str(each.id) in text]


@on_sqlite
async def test_a_database_that_cannot_be_read_fails_the_scrape(
    town: Town, ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_work: Any) -> None:
        raise OSError("/srv/secret is gone")

    with monkeypatch.context() as patched:
        patched.setattr(town.app.database.engine, "read", broken)
        assert await ask.get("/metrics") == (503, "the database cannot be read\n")
        assert (await ask.health())[0] == 200
