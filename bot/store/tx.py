"""One open transaction, seen the same on either engine; used only in the database's thread."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

import aiosql
from aiosql.queries import Queries

from bot.store.trouble import out_of_reach

T = TypeVar("T")
QUERIES = Path(__file__).parent / "queries"
_AS_IT_IS = frozenset({int, str, type(None)})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Row(Protocol):
    """A result row: its columns by name."""

    def __getitem__(self, column: str, /) -> Any: ...


@cache
def named_queries(driver: str) -> Queries:
    """All of queries/*.sql for `driver` ("sqlite3" or "psycopg"), and its own variants.

    A query that must differ stands in queries/<driver>/ and takes the place of the common one.
    """
    found = _load(QUERIES / "common", driver)
    own = QUERIES / driver
    if own.is_dir():
        for name, query in _load(own, driver).__dict__.items():
            setattr(found, name, query)
    return found


def _load(folder: Path, driver: str) -> Queries:
    found: Queries = aiosql.from_path(folder, driver, mandatory_parameters=False, encoding="utf-8")
    return found


class Lost:
    """In the place of a connection whose transaction is no more: whoever goes on hears why."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __getattr__(self, _name: str) -> Any:
        raise self.error


class Tx:
    """An open transaction. Its methods run a query of queries/*.sql by name."""

    def __init__(self, connection: Any, queries: Queries) -> None:
        self.connection = connection
        self._queries = queries
        self._memory: dict[object, Any] | None = None

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """What `recall` has loaded inside is not loaded again. Nobody may write it meanwhile."""
        self._memory = {}
        try:
            yield
        finally:
            self._memory = None

    def recall(self, key: object, load: Callable[[], T]) -> T:
        """What `load` gives; while remembering, what it gave for this key before."""
        if self._memory is None:
            return load()
        if key not in self._memory:
            self._memory[key] = load()
        found: T = self._memory[key]
        return found

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails inside is undone alone; the error goes on."""
        self.connection.execute("SAVEPOINT inner_work")
        try:
            yield
        except BaseException as error:
            if out_of_reach(error):  # all of the transaction goes with it
                self.connection = Lost(error)
                raise
            self.connection.execute("ROLLBACK TO SAVEPOINT inner_work")
            self.connection.execute("RELEASE SAVEPOINT inner_work")
            raise
        self.connection.execute("RELEASE SAVEPOINT inner_work")

    def one(self, query: str, **facts: object) -> Row | None:
        """The single row of a `^` query, or None."""
        row: Row | None = getattr(self._queries, query)(self.connection, **_plain(facts))
        return row

    def need(self, query: str, **facts: object) -> Row:
        """The single row of a `^` query; LookupError where there is none."""
        row = self.one(query, **facts)
        if row is None:
            raise LookupError(f"{query}: nothing for {sorted(facts)}")
        return row

    def all(self, query: str, **facts: object) -> list[Row]:
        """All rows of a select."""
        return list(getattr(self._queries, query)(self.connection, **_plain(facts)))

    def run(self, query: str, **facts: object) -> int:
        """Run a `!` query; how many rows it touched."""
        return int(getattr(self._queries, query)(self.connection, **_plain(facts)))

    def run_many(self, query: str, facts: Iterable[Mapping[str, object]]) -> None:
        """Run a `*!` query once for each mapping."""
        rows = [_plain(each) for each in facts]
        if rows:
            getattr(self._queries, query)(self.connection, rows)


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value if type(value) in _AS_IT_IS else _plain_value(value)
        for name, value in facts.items()
    }


def _plain_value(value: object) -> object:
    if isinstance(value, datetime):
        return to_micros(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def to_micros(at: datetime) -> int:
    """UTC microseconds since 1970. Naive datetimes are refused with ValueError."""
    if at.tzinfo is None:
        raise ValueError("a naive datetime has no place in the store")
    return (at - _EPOCH) // timedelta(microseconds=1)


def instant(micros: int) -> datetime:
    """The aware UTC datetime of a stored instant."""
    return _EPOCH + timedelta(microseconds=micros)


def instant_or_none(micros: int | None) -> datetime | None:
    """As `instant`; None stays None."""
    return None if micros is None else instant(micros)
