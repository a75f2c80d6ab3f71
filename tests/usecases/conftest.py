"""The starting point of tests of use cases."""

from __future__ import annotations

from datetime import datetime

import pytest_asyncio

from bot.clock import ManualClock
from bot.store import meta
from bot.store.database import Database
from bot.store.house import operators
from bot.store.tx import Tx
from tests.usecases.community import seeded
from tests.usecases.stage import OPERATORS, Stage


@pytest_asyncio.fixture
async def stage(database: Database, clock: ManualClock) -> Stage:
    """幸福社区, as `happiness` describes it."""
    made = await seeded(database)
    await database.transact(_named, None)
    return Stage(database, clock, made)


def _named(tx: Tx, _: None, now: datetime) -> None:
    meta.put(tx, "bot_username", "gridcall_bot")
    operators.name(tx, OPERATORS, now)
