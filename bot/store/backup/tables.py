"""Copies the tables of a PostgreSQL database to an SQLite file and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row, tuple_row

from bot.store.backup.examine import columns, layout, views
from bot.store.backup.files import Tell, read_only
from bot.store.migrate import applied, lay_out

_AT_ONCE = 2000

_FOREIGN_KEYS = """
SELECT CAST(CAST(conrelid AS regclass) AS text) AS of_table, quote_ident(conname) AS name,
  pg_get_constraintdef(oid) AS rule
FROM pg_constraint
WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace)
"""

_IDENTITIES = """
SELECT table_name AS of_table, column_name AS name FROM information_schema.columns
WHERE is_identity = 'YES' AND table_schema = current_schema()
"""


class _Count:
    """Reports the share of all rows copied so far."""

    def __init__(self, connection: Any, tables: Iterable[str], tell: Tell) -> None:
        counts = (f'SELECT COUNT(*) AS n FROM "{table}"' for table in tables)
        self._all = sum(int(connection.execute(count).fetchone()["n"]) for count in counts)
        self._tell = tell
        self._passed = 0

    def rows(self, rows: Iterable[Any]) -> Iterator[Any]:
        """Yield the rows unchanged and count them."""
        for row in rows:
            if self._passed % _AT_ONCE == 0:
                self._tell(self._passed / self._all)
            self._passed += 1
            yield row


def dump_tables(url: str, part: Path, tell: Tell) -> None:
    """Write all tables, from one snapshot, into an empty file."""
    source: Any = psycopg.connect(url, row_factory=dict_row)
    with source, closing(sqlite3.connect(part, isolation_level=None)) as target:
        source.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        source.read_only = True
        target.execute("PRAGMA journal_mode = MEMORY")
        target.execute("BEGIN")
        lay_out(target, "sqlite3", applied(source))
        tables = columns(target)
        count = _Count(source, tables, tell)
        for table, names in tables.items():
            _fetch(source, target, table, names, count)
        target.execute("COMMIT")


def load_tables(file: Path, url: str, tell: Tell) -> None:
    """Recreate the database from a file, in one transaction."""
    target: Any = psycopg.connect(url, row_factory=dict_row)
    with target, closing(read_only(file)) as source:
        numbers = applied(source)
        _drop_all(target)
        lay_out(target, "psycopg", numbers)
        keys = _without_keys(target)
        tables = columns(source)
        count = _Count(source, tables, tell)
        for table, names in tables.items():
            _send(source, target, table, names, count)
        _count_on(target)
        for key in keys:
            target.execute(
                f"ALTER TABLE {key['of_table']} ADD CONSTRAINT {key['name']} {key['rule']}"
            )
        target.execute(f"ANALYZE {_listed([*tables])}")  # the planner needs statistics


def _fetch(
    source: Any, target: sqlite3.Connection, table: str, names: list[str], count: _Count
) -> None:
    marks = ", ".join("?" * len(names))
    with source.cursor(name="backup", row_factory=tuple_row) as cursor:
        cursor.itersize = _AT_ONCE
        cursor.execute(f'SELECT {_listed(names)} FROM "{table}"')
        insert = f'INSERT INTO "{table}" ({_listed(names)}) VALUES ({marks})'
        target.executemany(insert, count.rows(cursor))


def _send(
    source: sqlite3.Connection, target: Any, table: str, names: list[str], count: _Count
) -> None:
    rows = source.execute(f'SELECT {_listed(names)} FROM "{table}"')
    copying = f'COPY "{table}" ({_listed(names)}) FROM STDIN'
    with target.cursor() as cursor, cursor.copy(copying) as lines:
        for row in count.rows(rows):
            lines.write_row(tuple(row))


def _drop_all(target: Any) -> None:
    """Our own tables and views; nothing else that may live in this database."""
    if target.execute("SELECT to_regclass('migration') AS name").fetchone()["name"] is None:
        return
    numbers = applied(target)
    if named := views(numbers):
        target.execute("DROP VIEW " + _listed(named))
    target.execute("DROP TABLE " + _listed([*layout(numbers), "migration"]))


def _without_keys(target: Any) -> list[dict[str, Any]]:
    """Drop the foreign keys, so that rows may come in any order; returns their definitions."""
    ours = set(layout(applied(target)))
    keys = [key for key in target.execute(_FOREIGN_KEYS).fetchall() if key["of_table"] in ours]
    for key in keys:
        target.execute(f"ALTER TABLE {key['of_table']} DROP CONSTRAINT {key['name']}")
    return keys


def _count_on(target: Any) -> None:
    """Set the identity sequences to continue after the copied ids."""
    ours = layout(applied(target))
    for each in target.execute(_IDENTITIES).fetchall():
        if each["of_table"] not in ours:
            continue
        table, name = each["of_table"], each["name"]
        target.execute(
            f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{name}'), MAX({name}))"
            f' FROM "{table}" HAVING MAX({name}) IS NOT NULL'
        )


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
