"""A database the tests look into row by row: what it holds, and what has changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.store.tx import Tx, named_queries

_NOT_COMPARED = {"inbox", "migration"}
TABLES = {
    "sqlite3": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "psycopg": "SELECT table_name AS name FROM information_schema.tables"
    " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name",
}
_WRITTEN = {
    "sqlite3": "SELECT name, times FROM written",
    "psycopg": "SELECT relname AS name, n_tup_ins + n_tup_upd + n_tup_del AS times"
    " FROM pg_stat_xact_user_tables",
}
Row = Mapping[str, Any]
Dump = Mapping[str, frozenset[tuple[Any, ...]]]


@dataclass(frozen=True)
class Change:
    """A row that was not there before, or was otherwise; `gone`: one that is there no more."""

    table: str
    row: Row
    gone: bool


class Book:
    """One connection in one transaction that is never committed."""

    def __init__(self, connection: Any, driver: str) -> None:
        self.connection = connection
        self.tx = Tx(connection, named_queries(driver))
        self._sqlite = driver == "sqlite3"
        self._written = _WRITTEN[driver]
        names = [dict(row)["name"] for row in connection.execute(TABLES[driver]).fetchall()]
        self._columns = {name: self._head(name) for name in names if name not in _NOT_COMPARED}
        if self._sqlite:
            self._count_writes()

    def _count_writes(self) -> None:
        """Have SQLite count the rows written to each table, as PostgreSQL does by itself."""
        self.do("CREATE TEMP TABLE written (name TEXT PRIMARY KEY, times INTEGER)")
        for table in self._columns:
            self.do(f"INSERT INTO written VALUES ('{table}', 0)")
            for event in ("INSERT", "UPDATE", "DELETE"):
                self.do(
                    f"CREATE TEMP TRIGGER {event}_{table} AFTER {event} ON {table}"
                    f" BEGIN UPDATE written SET times = times + 1 WHERE name = '{table}'; END"
                )

    def _head(self, table: str) -> list[str]:
        found = self.connection.execute(f"SELECT * FROM {table} WHERE 1 = 0")
        return [column[0] for column in found.description]

    @contextmanager
    def open(self) -> Iterator[None]:
        """A transaction around all that happens, which comes to nothing."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    @contextmanager
    def undone(self, name: str) -> Iterator[None]:
        """Undo everything done inside."""
        self.connection.execute(f"SAVEPOINT {name}")
        try:
            yield
        finally:
            self.connection.execute(f"ROLLBACK TO SAVEPOINT {name}")
            self.connection.execute(f"RELEASE SAVEPOINT {name}")

    def written(self) -> Mapping[str, int]:
        """How many rows were written to each table so far."""
        return {row["name"]: row["times"] for row in self.rows(self._written)}

    def rows(self, statement: str) -> list[dict[str, Any]]:
        """The rows of a select."""
        return [dict(row) for row in self.connection.execute(statement).fetchall()]

    def ids(self, statement: str) -> list[int]:
        """The column `id` of what a select finds."""
        return [row["id"] for row in self.rows(statement)]

    def do(self, statement: str) -> None:
        """Change something behind everybody's back."""
        self.connection.execute(statement)

    def dump(self, tables: Iterable[str]) -> Dump:
        """All rows of these tables."""
        return {table: frozenset(self._values(table)) for table in tables}

    def _values(self, table: str) -> Iterator[tuple[Any, ...]]:
        found = self.connection.execute(f"SELECT * FROM {table}").fetchall()
        return map(tuple, found) if self._sqlite else (tuple(row.values()) for row in found)

    def touched(self, before: Mapping[str, int]) -> list[str]:
        """The relevant tables written since then."""
        after = self.written()
        return [name for name in self._columns if after.get(name, 0) != before.get(name, 0)]

    def changes(self, before: Dump, after: Dump) -> Iterator[Change]:
        """The differences between two dumps of the same tables."""
        for table in after:
            columns = self._columns[table]
            for row in after[table] - before[table]:
                yield Change(table, dict(zip(columns, row, strict=True)), gone=False)
            for row in before[table] - after[table]:
                yield Change(table, dict(zip(columns, row, strict=True)), gone=True)
