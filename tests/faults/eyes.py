"""Looks into the database from outside, without standing in the way of anybody."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import Any, Protocol

import psycopg
from psycopg.rows import dict_row

_FILE = "sqlite:///"
_OTHERS = """SELECT pid FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'"""


class Eyes(Protocol):
    """Sees what is committed."""

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query."""
        ...

    async def alone(self) -> None:
        """Wait until nothing that dead processes have asked for is still being done."""
        ...

    def close(self) -> None:
        """Look no more."""
        ...


class _OnFile:
    """Opens the file for every look: what a killed process leaves behind, the next has to mend."""

    def __init__(self, path: str) -> None:
        self._uri = f"file:{path}?mode=ro"

    def rows(self, sql: str) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self._uri, uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql)]

    async def alone(self) -> None:
        pass

    def close(self) -> None:
        pass


class _OnServer:
    """Keeps its connection: the server is not what dies."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True, row_factory=dict_row)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return list(self._connection.execute(sql.encode()))

    async def alone(self) -> None:
        while self.rows(_OTHERS):  # noqa: ASYNC110 - nobody tells when a server's process ends
            await asyncio.sleep(0.002)

    def close(self) -> None:
        self._connection.close()


def eyes(url: str) -> Eyes:
    """For the database at `url`."""
    return _OnFile(url.removeprefix(_FILE)) if url.startswith(_FILE) else _OnServer(url)
