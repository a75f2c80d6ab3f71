"""Looks into the database from outside, without standing in the way of anybody."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any, Protocol

import psycopg
from psycopg.rows import dict_row

_FILE = "sqlite:///"


class Eyes(Protocol):
    """Sees what is committed."""

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query."""
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

    def close(self) -> None:
        pass


class _OnServer:
    """Keeps its connection: the server is not what dies."""

    def __init__(self, url: str) -> None:
        self._connection = psycopg.connect(url, autocommit=True, row_factory=dict_row)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return list(self._connection.execute(sql.encode()))

    def close(self) -> None:
        self._connection.close()


def eyes(url: str) -> Eyes:
    """For the database at `url`."""
    return _OnFile(url.removeprefix(_FILE)) if url.startswith(_FILE) else _OnServer(url)
