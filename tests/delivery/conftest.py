"""An office for each test that asks for one."""

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.clock import ManualClock
from bot.store.database import Database
from tests.delivery.office import Office, office_at


@pytest_asyncio.fixture
async def office(database: Database, clock: ManualClock) -> AsyncIterator[Office]:
    async with office_at(database, clock) as found:
        yield found
