"""A process killed while somebody opens a one-time link: all is done or nothing, and once."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import ManualClock
from bot.roster.model import PostKind
from bot.roster.one_time import token_hash
from bot.store.database import Database
from bot.store.house import operators
from bot.store.people import one_time_links, people
from bot.store.people.one_time_links import OneTimeLink
from bot.store.tx import Tx
from bot.usecases.people import linking
from bot.usecases.people.linking import Newcomer, Start
from tests.engines import MORNING, open_database
from tests.looking.district import District

ROOT = Path(__file__).parents[2]
CODE, MAKER, OPENER = "l_sesame", 7, 8
_DIES = """
import asyncio, os, signal, sys
from datetime import datetime
from pathlib import Path
from bot.clock import ManualClock
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.people import links, one_time_links
from bot.usecases.people import linking

url, at, step, code, account = sys.argv[1:]

def start(tx, _, now):
    who = linking.Newcomer(int(account), "x", None, frozenset())
    linking.start(tx, linking.Start(who, code), now)
    if step == "end":
        os.kill(os.getpid(), signal.SIGKILL)

async def main():
    database = Database(await open_engine(url, Path()), ManualClock(datetime.fromisoformat(at)))
    for home in (links, one_time_links):
        if hasattr(home, step):
            setattr(home, step, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    await database.transact(start, None)

asyncio.run(main())
"""
STEPS = ("settle_one_time_link", "link", "end")


def prepared(tx: Tx, _: None, now: datetime) -> int:
    """A lead nobody has linked, and an operator's link for them; the lead's id."""
    town = District(tx, now)
    town.unit("C", "幸福社区", "community", None)
    town.unit("C-1", "1栋", "building", "C")
    member = town.person("王芳", None)
    post = town.seat("C-1", PostKind.LEAD, "王芳")
    operators.add_operator(tx, MAKER, now)
    until, hashed = now + timedelta(days=7), token_hash(CODE)
    link = OneTimeLink(0, post, member, MAKER, "", hashed, "open", until)
    one_time_links.keep_link(tx, link, now)
    return member


def state(tx: Tx, member: int, _now: datetime) -> tuple[int | None, str, int]:
    """Whose account is linked, what became of the link, and how many messages there are."""
    link = one_time_links.link_of_token(tx, token_hash(CODE))
    messages = tx.connection.execute("SELECT COUNT(*) AS n FROM bot_message").fetchone()["n"]
    return people.member(tx, member).telegram_id, link.state if link else "", messages


@pytest.mark.parametrize("step", STEPS)
async def test_nothing_is_used_up_and_afterwards_it_works(
    step: str, database: Database, database_url: str, clock: ManualClock
) -> None:
    member = await database.transact(prepared, None)
    await database.close()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _DIES, database_url, MORNING.isoformat(), step, CODE, str(OPENER),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert await process.wait() == -signal.SIGKILL
    again = await open_database(database_url, clock)
    assert await again.read(state, member) == (None, "open", 0)
    newcomer = Newcomer(OPENER, "芳芳", None, frozenset())
    await again.transact(linking.start, Start(newcomer, CODE))
    linked, became, _ = await again.read(state, member)
    assert (linked, became) == (OPENER, "used")
    await again.close()
