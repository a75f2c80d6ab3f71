"""Checks that a file is an intact backup of ours, and not made by a newer version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import Refused
from bot.store.backup.files import read_only
from bot.store.migrate import applied, known_migrations, lay_out

# What an operator did beside the running bot is logged later, with the time it was done.
_BACKWARDS = """
SELECT id FROM (
  SELECT id, at, MAX(at) OVER (ORDER BY id) AS latest FROM audit
  WHERE actor <> 'operator' OR path IS NOT 'terminal'
) WHERE id < 1 OR at < latest ORDER BY id LIMIT 1
"""


def examine(file: Path, *, any_order: bool = False) -> None:
    """Raise Refused unless the file can be restored.

    `any_order`: its audit log may be out of order.
    """
    with closing(read_only(file)) as connection:
        try:
            _examine(connection, file, any_order)
        except sqlite3.DatabaseError as error:
            raise Refused("backup_damaged", file=file) from error


def sound(file: Path) -> bool:
    """Whether the database file passes SQLite's integrity check."""
    with closing(read_only(file)) as connection:
        return _sound(connection)


def columns(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of each of our tables, without the list of migrations."""
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'migration'"
        " AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY rowid"
    ).fetchall()
    return {name: _of_table(connection, name) for (name,) in names}


def layout(numbers: set[int]) -> dict[str, list[str]]:
    """The tables and columns that these migrations create."""
    with closing(sqlite3.connect(":memory:")) as connection:
        lay_out(connection, "sqlite3", numbers)
        return columns(connection)


def views(numbers: set[int]) -> list[str]:
    """The views these migrations make."""
    with closing(sqlite3.connect(":memory:")) as connection:
        lay_out(connection, "sqlite3", numbers)
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        return [name for (name,) in rows.fetchall()]


def _examine(connection: sqlite3.Connection, file: Path, any_order: bool) -> None:
    if not _sound(connection):
        raise Refused("backup_damaged", file=file)
    numbers = applied(connection)
    if numbers - known_migrations():
        raise Refused("backup_newer", file=file)
    if not numbers or columns(connection) != layout(numbers):
        raise Refused("backup_foreign", file=file)
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Refused("backup_damaged", file=file)
    found = None if any_order else connection.execute(_BACKWARDS).fetchone()
    if found is not None:
        raise Refused("backup_log_order", file=file, line=found[0])


def _sound(connection: sqlite3.Connection) -> bool:
    return [row[0] for row in connection.execute("PRAGMA integrity_check(1)")] == ["ok"]


def _of_table(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
