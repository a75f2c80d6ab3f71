"""Database outages: a lock held by somebody else, or a full disk."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

import psycopg

from tests.stories.town import Town

_FILE = "sqlite:///"
_PAGE = 4096
_PLENTY = 1_000_000_000
_STATEMENTS = 5
"""Statements that together write about a page."""
_TABLES = ("inbox", "outbox", "bot_message", "instruction", "target", "acknowledgement", "audit")
_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@asynccontextmanager
async def locked(url: str) -> AsyncIterator[None]:
    """Another process writes, and does not come to an end."""
    async with _held_file(url) if url.startswith(_FILE) else _held_tables(url):
        yield


@asynccontextmanager
async def _held_file(url: str) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _HOLD, url.removeprefix(_FILE)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    assert await process.stdout.readline() == b"locked\n"
    try:
        yield
    finally:
        await process.communicate(b"")


@asynccontextmanager
async def _held_tables(url: str) -> AsyncIterator[None]:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        tables = ", ".join(_TABLES).encode()
        await connection.execute(b"LOCK TABLE " + tables + b" IN EXCLUSIVE MODE")
        yield


class Disk(Protocol):
    """The disk of a database."""

    async def fill(self, room: int) -> None:
        """Leave room for so many pages more."""
        ...

    async def clear(self) -> None:
        """There is room again."""
        ...


class _FileDisk:
    """SQLite itself finds no page to put something on."""

    def __init__(self, town: Town) -> None:
        self._engine = town.app.database.engine

    async def fill(self, room: int) -> None:
        await self._engine.write(lambda connection: _use_up(connection, room))

    async def clear(self) -> None:
        await self._engine.write(_give_room)


def _use_up(connection: Any, room: int) -> None:
    [free] = connection.execute("PRAGMA freelist_count").fetchone()
    connection.execute("CREATE TABLE ballast (x BLOB)")
    connection.execute("INSERT INTO ballast VALUES (zeroblob(?))", (_PAGE * (free + 1),))
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + room}")


def _give_room(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count = 1000000")
    connection.execute("DROP TABLE ballast")


class ServerDisk:
    """The server answers as it does when its disk is full: PostgreSQL gives no quota to set.

    What makes it do so is taken away by `repair`, when nobody works with the database any more.
    """

    def __init__(self, url: str) -> None:
        self._url = url

    async def fill(self, room: int) -> None:
        await self._run(
            f"""CREATE SEQUENCE room MINVALUE {-_PLENTY} START 1;
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF nextval('room') > {room * _STATEMENTS} THEN
                RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100';
              END IF;
              RETURN NULL;
            END $$;"""
            + "".join(
                f"CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION full_disk();"
                for table in _TABLES
            )
        )

    async def clear(self) -> None:
        await self._run(f"SELECT setval('room', {-_PLENTY})")

    async def repair(self) -> None:
        await self._run("DROP FUNCTION IF EXISTS full_disk() CASCADE; DROP SEQUENCE IF EXISTS room")

    async def _run(self, sql: str) -> None:
        async with await psycopg.AsyncConnection.connect(self._url) as connection:
            await connection.execute(sql.encode())


def disk(town: Town, url: str) -> Disk:
    """The disk of the town's database."""
    return _FileDisk(town) if url.startswith(_FILE) else ServerDisk(url)
