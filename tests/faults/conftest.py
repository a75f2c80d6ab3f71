"""Fixtures for killing bots: a town around a process."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.faults.judging import Outcome, outcome
from tests.faults.processes import Nursery
from tests.faults.story import STORY
from tests.faults.town import Town
from tests.faults.wired import BRIEF, SOON, Wired


@pytest.fixture(scope="session")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    found = Nursery(tmp_path_factory.mktemp("bots") / "log")
    yield found
    found.close()


@pytest_asyncio.fixture
async def town(nursery: Nursery, tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """Everybody is linked, nobody has written yet, and the bot runs."""
    found = await Town.open(nursery, tmp_path, database_url)
    yield found
    await found.close()


@pytest_asyncio.fixture
async def wired(
    tmp_path: Path, database_url: str, request: pytest.FixtureRequest
) -> AsyncIterator[Wired]:
    """Everybody is linked; waits for the bot's responses are short where none will come."""
    fault = getattr(request.node, "callspec", None) and request.node.callspec.params.get("fault")
    waits = BRIEF if fault and fault.waits else SOON
    found = await Wired.begin(tmp_path, database_url, waits)
    yield found
    await found.end()


@pytest.fixture(scope="session")
def undisturbed(
    nursery: Nursery, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Outcome:
    """The story's outcome without a crash, on either engine."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copy(sqlite_template, folder / "gridcall.sqlite")
    return asyncio.run(_undisturbed(nursery, folder, f"sqlite:///{folder / 'gridcall.sqlite'}"))


async def _undisturbed(nursery: Nursery, folder: Path, url: str) -> Outcome:
    town = await Town.open(nursery, folder, url)
    try:
        for step in STORY:
            step.act(town)
            assert await town.rest()
        return outcome(town)
    finally:
        await town.close()
