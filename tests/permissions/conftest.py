"""A database of the tests' own on each engine; every example begins with it empty."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.engines import Postgres
from tests.permissions.book import Book


@pytest.fixture(scope="module")
def sqlite_book(sqlite_template: Path) -> Iterator[Book]:
    """A copy of the migrated template, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    with sqlite3.connect(sqlite_template) as template:
        template.backup(connection)
    template.close()
    connection.execute("PRAGMA foreign_keys = ON")
    yield Book(connection, "sqlite3")
    connection.close()


@pytest.fixture(scope="module")
def postgres_book(postgres: Postgres) -> Iterator[Book]:
    """A copy of the migrated template on the server of this session."""
    url = postgres.migrated()
    connection = psycopg.connect(url, autocommit=True, row_factory=dict_row)
    yield Book(connection, "psycopg")
    connection.close()
    postgres.drop(url)
