"""The two engines.

Each has a thread with one writing connection, one with a read-only connection, and one with another
for reads that take long.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar
from uuid import uuid4

import aiosqlite
import psycopg
from psycopg.rows import dict_row

from bot.store.lock import keep_writing_to_one
from bot.store.private import create_private

R = TypeVar("R")
Work = Callable[[Any], R]
_STATEMENTS = 512
"""Prepared statements kept per connection: enough for all of ours."""


class Engine(Protocol):
    """Runs plain functions over a connection in the thread that owns it."""

    driver: str
    begin: str
    vacuum: tuple[str, ...]
    """Statements after which deleted rows are no longer in the files."""

    async def write(self, work: Work[R]) -> R:
        """Run `work` over the one writing connection."""
        ...

    async def read(self, work: Work[R]) -> R:
        """Run `work` over the read-only connection."""
        ...

    async def read_long(self, work: Work[R]) -> R:
        """Run `work` over the other read-only connection, where nothing urgent waits behind it."""
        ...

    async def close(self) -> None:
        """Finish what is queued and close."""
        ...


class _ThreadConnection(aiosqlite.Connection):
    """An aiosqlite connection that runs a whole function in its thread: one hop instead of many."""

    async def hop(self, work: Work[R]) -> R:
        connection = self._conn
        # aiosqlite writes what it runs, with its arguments, into its log: the names and texts of a
        # use case, and at DEBUG at many times its cost. A function without arguments says nothing.
        result: R = await self._execute(lambda: work(connection))  # type: ignore[no-untyped-call]
        return result


async def _open(path: Path, mode: str) -> _ThreadConnection:
    connection = _ThreadConnection(lambda: _sqlite(f"{path.absolute().as_uri()}?mode={mode}"), 64)
    await connection
    return connection


class SqliteEngine:
    """SQLite in WAL mode. One connection writes and checkpoints, two are opened with mode=ro."""

    driver = "sqlite3"
    begin = "BEGIN IMMEDIATE"
    vacuum: tuple[str, ...] = ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    def __init__(
        self, writer: _ThreadConnection, reader: _ThreadConnection, long: _ThreadConnection
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._long = long

    @classmethod
    async def open(cls, path: Path) -> SqliteEngine:
        """Open or create the file at `path` with mode 0600."""
        create_private(path)
        writer = await _open(path, "rwc")
        try:
            await writer.hop(_prepare)
            return cls(writer, await _open(path, "ro"), await _open(path, "ro"))
        # not a database: an open connection's thread would outlive the process's end
        except BaseException:
            await writer.close()
            raise

    @classmethod
    async def look(cls, path: Path) -> SqliteEngine:
        """Open the file at `path` read-only beside a process that writes."""
        writer = await _open(path, "ro")
        return cls(writer, await _open(path, "ro"), await _open(path, "ro"))

    async def write(self, work: Work[R]) -> R:
        return await self._writer.hop(work)

    async def read(self, work: Work[R]) -> R:
        return await self._reader.hop(work)

    async def read_long(self, work: Work[R]) -> R:
        return await self._long.hop(work)

    async def close(self) -> None:
        await self._long.close()
        await self._reader.close()
        await self._writer.close()


def _sqlite(uri: str) -> sqlite3.Connection:
    found = sqlite3.connect(uri, uri=True, isolation_level=None, cached_statements=_STATEMENTS)
    found.row_factory = sqlite3.Row
    found.execute("PRAGMA busy_timeout = 5000")
    return found


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


class _ConnectionThread:
    """A thread with one PostgreSQL connection, which reconnects after the server hung up."""

    def __init__(self, url: str, name: str, *, writes: bool) -> None:
        self._url = url
        self._writes = writes
        self._name = f"gridcall {uuid4()}"
        self._thread = ThreadPoolExecutor(1, name)
        self._connection: Any = None

    async def run(self, work: Work[R]) -> R:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._run, work)

    async def close(self) -> None:
        await asyncio.to_thread(self._thread.shutdown)
        if self._connection is not None:
            self._connection.close()

    def _run(self, work: Work[R]) -> R:
        if self._connection is None or self._connection.closed:
            self._connection = self._connect()
        return work(self._connection)

    def _connect(self) -> Any:
        found = psycopg.connect(
            self._url,
            autocommit=True,
            row_factory=dict_row,
            application_name=self._name,
            options="" if self._writes else "-c default_transaction_read_only=on",
        )
        if self._writes:
            try:
                keep_writing_to_one(found, self._name)
            except BaseException:
                found.close()
                raise
        return found


class PostgresEngine:
    """PostgreSQL through psycopg in threads, for the same synchronous core."""

    driver = "psycopg"
    begin = "BEGIN"
    vacuum: tuple[str, ...] = ("VACUUM",)

    def __init__(self, url: str, *, writes: bool = True) -> None:
        self._writer = _ConnectionThread(url, "store-write", writes=writes)
        self._reader = _ConnectionThread(url, "store-read", writes=False)
        self._long = _ConnectionThread(url, "store-read-long", writes=False)

    @classmethod
    async def open(cls, url: str, *, writes: bool = True) -> PostgresEngine:
        """Connect to the database named by the libpq `url`."""
        engine = cls(url, writes=writes)
        try:
            await engine.write(lambda _connection: None)
        except BaseException:
            await engine.close()
            raise
        return engine

    async def write(self, work: Work[R]) -> R:
        return await self._writer.run(work)

    async def read(self, work: Work[R]) -> R:
        return await self._reader.run(work)

    async def read_long(self, work: Work[R]) -> R:
        return await self._long.run(work)

    async def close(self) -> None:
        await self._long.close()
        await self._reader.close()
        await self._writer.close()


async def open_engine(url: str, folder: Path, *, writes: bool = True) -> Engine:
    """The engine for a configured URL; a relative SQLite path starts at `folder`.

    With `writes` False it may be opened beside one that writes.
    """
    if url.startswith("sqlite:///"):
        path = folder / url.removeprefix("sqlite:///")
        return await (SqliteEngine.open if writes else SqliteEngine.look)(path)
    return await PostgresEngine.open(url, writes=writes)
