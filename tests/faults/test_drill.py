"""Fifty deaths on each engine, drawn from a seed, of which nobody notices more than a 重发.

`make drill` goes on for as long as it is told to. FAULT_SEED names another fate than this one.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.faults.processes import Nursery
from tests.faults.season import Databases, Files, OnServer, Season

SEED = int(os.environ.get("FAULT_SEED", "1"))
KILLS = 50


@pytest.fixture
def databases(engine_name: str, request: pytest.FixtureRequest, sqlite_template: Path) -> Databases:
    if engine_name == "sqlite":
        return Files(sqlite_template)
    return OnServer(request.getfixturevalue("postgres"))


@pytest.mark.timeout(1800)
async def test_whenever_the_bot_is_killed_nothing_is_lost_and_nothing_happens_twice(
    nursery: Nursery, databases: Databases, sqlite_template: Path, tmp_path: Path
) -> None:
    season = Season(nursery, Files(sqlite_template), databases, tmp_path)
    await season.run(SEED, KILLS)
    assert season.tally.kills >= KILLS
    assert season.tally.sent_again <= season.tally.on_their_way
