"""The town the stories happen in."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.clock import ManualClock
from bot.store.backup.files import silent
from bot.store.backup.tables import load_tables
from bot.store.database import Database
from tests.engines import open_database
from tests.stories.rich_life import Life, live
from tests.stories.town import NINE, Town

PEOPLE = (
    "幸福社区,,,督导,周明",
    "幸福社区,,,专员,李敏",
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏",
    "幸福社区,和平苑,,书记,孙丽",
    "幸福社区,和平苑,1栋,楼长,周杰",
    "幸福社区,和平苑,2栋,楼长,吴静",
)
EVERYBODY = ("周明", "李敏", "陈刚", "王芳", "李强", "赵敏", "孙丽", "周杰", "吴静")


@pytest.fixture(params=["sqlite"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """SQLite, where a story does not say otherwise."""
    return str(request.param)


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """Two branches of three and two buildings; everybody is linked; no groups yet."""
    found = await Town.open(tmp_path, database_url)
    await found.roster(*PEOPLE)
    await found.linked(*EVERYBODY)
    yield found
    await found.close()


@pytest.fixture(scope="session")
def life(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Life:
    """Lived once; every test has a copy."""
    return asyncio.run(live(tmp_path_factory.mktemp("life"), sqlite_template))


@pytest.fixture
def books_url(life: Life, empty_url: str) -> str:
    """Where a copy of the database lies."""
    if empty_url.startswith("sqlite"):
        shutil.copy(life.file, empty_url.removeprefix("sqlite:///"))
    else:
        load_tables(life.file, empty_url, silent)
    return empty_url


@pytest_asyncio.fixture
async def books(books_url: str) -> AsyncIterator[Database]:
    """A copy of the database, on either engine."""
    database = await open_database(books_url, ManualClock(NINE + timedelta(hours=1)))
    yield database
    await database.close()
