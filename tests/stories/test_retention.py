"""`[retention] instructions`: what has ended goes with all that belongs to it, in small steps."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.messages.house import HowToArgs, LanguageArgs
from bot.schedule.duties import AT_ONCE
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house.housekeeping import KeptFor, sweeps
from bot.store.tx import Tx, to_micros
from bot.store.writing import drafts
from tests.engines import on_both
from tests.stories.test_forgetting import render_all
from tests.stories.town import NINE

KEPT = KeptFor(log=timedelta(days=730), instructions=timedelta(days=365))
GONE = (
    "acknowledgement", "attachment", "digest_told", "expectation", "form_answer", "form_filling",
    "form_filling_value", "form_question", "help_request", "import_request",
    "instruction_version", "message_target", "outbox", "pending_press",
    "relay_draft", "relay_draft_part", "remark", "remark_bundle", "remark_told", "target",
)  # fmt: skip
"""Tables in which nothing is left of what ended long ago."""
STAYS = ("assignment", "audit", "binding", "member", "post", "unit", "work_group")


async def count(database: Database, table: str) -> int:
    def counted(tx: Tx, _query: None, _now: datetime) -> int:
        return int(tx.connection.execute(f"SELECT COUNT(*) AS n FROM {table}").fetchone()["n"])

    return await database.read(counted, None)


_CORRECTIONS = "SELECT id FROM instruction WHERE corrects_id IS NOT NULL"
"""Drafts that go when what they correct ends."""


def ended(tx: Tx, at: datetime, _now: datetime) -> None:
    """All of it ended, was answered and sent; nothing waits any more."""
    micros = to_micros(at)
    outbox.say(tx, Saying(chat_id=7, args=HowToArgs(), lane=Lane.REPLY), at)
    for statement in (
        f"UPDATE instruction SET state = 'closed', ended_at = {micros} WHERE state = 'running'",
        f"UPDATE help_request SET state = 'solved', solved_at = {micros}",
        f"UPDATE import_request SET state = 'cancelled', decided_at = {micros}",
        f"UPDATE outbox SET state = 'sent', since = {micros}, settled_at = {micros}, again = 0",
        "UPDATE remark_bundle SET rings_at = NULL",
        f"DELETE FROM draft_part WHERE instruction_id IN ({_CORRECTIONS})",
        f"DELETE FROM instruction WHERE id IN ({_CORRECTIONS})",
    ):
        tx.connection.execute(statement)


async def swept(database: Database, now: datetime) -> list[int]:
    """Run all sweeps to their end, as the hours go by; how many rows went at each step."""
    steps = []
    for _ in range(6):
        for sweep in sweeps(KEPT):
            while True:
                found = await database.transact(lambda tx, most, _: sweep(tx, most, now), AT_ONCE)  # noqa: B023
                steps.append(found)
                if found < AT_ONCE:
                    break
    return steps


async def number(database: Database) -> int:
    return await database.read(lambda tx, _, __: drafts.next_number(tx), None)


@on_both
async def test_what_ended_a_year_ago_goes_and_the_people_stay(books: Database) -> None:
    await books.transact(ended, NINE + timedelta(hours=2))
    before = {table: await count(books, table) for table in STAYS}
    next_one = await number(books)
    await swept(books, NINE + timedelta(days=364))
    assert await count(books, "acknowledgement") > 0
    assert await count(books, "instruction WHERE state = 'closed'") == next_one - 1
    steps = await swept(books, NINE + timedelta(days=367))
    assert max(steps) <= 5 * AT_ONCE
    left = {table: await count(books, table) for table in GONE}
    assert {table for table, rows in left.items() if rows > 1} == set(), "the last stamp stays"
    assert await count(books, "instruction WHERE state = 'closed'") == 1, "its number is the last"
    assert await number(books) == next_one
    assert {table: await count(books, table) for table in STAYS} == before
    await books.transact(render_all, None)


@on_both
async def test_what_still_runs_stays_however_old(books: Database) -> None:
    rows = {table: await count(books, table) for table in ("target", "acknowledgement")}
    cards = await count(books, "bot_message WHERE kind = 'card'")
    await swept(books, NINE + timedelta(days=900))
    assert {table: await count(books, table) for table in rows} == rows
    assert await count(books, "bot_message WHERE kind = 'card'") == cards
    await books.transact(render_all, None)


@on_both
async def test_messages_nobody_can_press_any_more_go(database: Database) -> None:
    def said(tx: Tx, _query: None, now: datetime) -> None:
        ids = [
            outbox.say(tx, Saying(chat_id=7, args=LanguageArgs(), lane=Lane.REPLY), now)
            for _ in range(3)
        ]
        tx.connection.execute("DELETE FROM outbox")
        tx.connection.execute(
            f"UPDATE bot_message SET gone_at = {to_micros(now)} WHERE id = {ids[0]}"
        )

    await database.transact(said, None)
    start = database.clock.now()
    await swept(database, start + timedelta(days=1))
    assert await count(database, "bot_message") == 3
    await swept(database, start + timedelta(days=3))
    assert await count(database, "bot_message") == 2, "one was deleted in its chat"
    await swept(database, start + timedelta(days=366))
    assert await count(database, "bot_message") == 1, "the last id is not used again"
