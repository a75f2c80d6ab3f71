"""One open transaction, the same on either engine; used only in the database's thread."""

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

from bot.store.trouble import out_of_reach

T = TypeVar("T")
QUERIES = Path(__file__).parent / "queries"
_PASSED_UNCHANGED = frozenset({int, str, type(None)})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Row(Protocol):
    """A result row: columns by name."""

    def __getitem__(self, column: str, /) -> Any: ...


@cache
def named_queries(driver: str) -> Mapping[str, str]:
    """The SQL of all queries by name, in the dialect of `driver` ("sqlite3" or "psycopg").

    `<name>.sql` serves both engines; where one needs its own text, `<name>.<driver>.sql` replaces
    the common query.
    """
    common: dict[str, str] = {}
    own: dict[str, str] = {}
    for path in sorted(QUERIES.rglob("*.sql")):
        if "." not in path.stem:
            common |= _load(path, driver)
        elif path.stem.endswith(f".{driver}"):
            own |= _load(path, driver)
    return common | own


def _load(path: Path, driver: str) -> dict[str, str]:
    # aiosql only parses; running the SQL ourselves takes one call instead of its adapters' five.
    found = aiosql.from_path(path, driver, mandatory_parameters=False, encoding="utf-8")
    return {name: str(getattr(found, name).sql) for name in found.available_queries}


class LostConnection:
    """Replaces the connection after a lost transaction; any use raises the original error."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __getattr__(self, _name: str) -> Any:
        raise self.error


BeforeCommit = dict[object, Callable[["Tx"], object]]
"""Before-commit hooks by key."""


class Tx:
    """An open transaction. Its methods run a query of queries/ by name."""

    def __init__(
        self, connection: Any, queries: Mapping[str, str], ends: BeforeCommit | None = None
    ) -> None:
        self.connection = connection
        self._queries = queries
        self.ends = ends
        self.wrote = False
        """Whether a statement changed rows."""
        self._memory: dict[object, Any] | None = None

    def at_end(self, key: object, work: Callable[[Tx], object]) -> None:
        """Register a before-commit hook; however often, it runs once per key.

        Many use cases may share one commit: `work` sees their common state. Without a group commit
        it runs at once.
        """
        if self.ends is None:
            work(self)
        else:
            self.ends.setdefault(key, work)

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Cache what `recall` loads inside this block. Nothing may write that data meanwhile."""
        self._memory = {}
        try:
            yield
        finally:
            self._memory = None

    def recall(self, key: object, load: Callable[[], T]) -> T:
        """What `load` returns; inside `remembering`, the cached value of this key."""
        if self._memory is None:
            return load()
        if key not in self._memory:
            self._memory[key] = load()
        found: T = self._memory[key]
        return found

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A savepoint: an error inside undoes only this block and is raised again."""
        self.connection.execute("SAVEPOINT inner_work")
        asked = None if self.ends is None else self.ends.copy()
        try:
            yield
        except BaseException as error:
            self.ends = asked
            if out_of_reach(error):  # the whole transaction is lost with it
                self.connection = LostConnection(error)
                raise
            self.connection.execute("ROLLBACK TO SAVEPOINT inner_work")
            self.connection.execute("RELEASE SAVEPOINT inner_work")
            raise
        self.connection.execute("RELEASE SAVEPOINT inner_work")

    def one(self, query: str, **facts: object) -> Row | None:
        """The single row of a `^` query, or None."""
        row: Row | None = self._execute(query, facts).fetchone()
        self._note(query, row)
        return row

    def need(self, query: str, **facts: object) -> Row:
        """The single row of a `^` query. Raises LookupError."""
        row = self.one(query, **facts)
        if row is None:
            raise LookupError(f"{query}: nothing for {sorted(facts)}")
        return row

    def all(self, query: str, **facts: object) -> list[Row]:
        """All rows of a select."""
        rows: list[Row] = self._execute(query, facts).fetchall()
        self._note(query, rows)
        return rows

    def run(self, query: str, **facts: object) -> int:
        """Run a `!` query; how many rows it touched."""
        touched = int(self._execute(query, facts).rowcount)
        self.wrote |= touched > 0
        return touched

    def run_many(self, query: str, facts: Iterable[Mapping[str, object]]) -> None:
        """Run a `*!` query once for each mapping."""
        rows = [_plain_row(each) for each in facts]
        if rows:
            self.connection.cursor().executemany(self._queries[query], rows)
            self.wrote = True

    def _note(self, query: str, found: object) -> None:
        if found and not self.wrote:
            self.wrote = "RETURNING" in self._queries[query]

    def _execute(self, query: str, facts: dict[str, object]) -> Any:
        for name, value in facts.items():
            if type(value) not in _PASSED_UNCHANGED:
                facts[name] = _plain(value)
        return self.connection.execute(self._queries[query], facts)


def _plain_row(facts: Mapping[str, object]) -> Mapping[str, object]:
    if _PASSED_UNCHANGED.issuperset(map(type, facts.values())):
        return facts
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    if type(value) in _PASSED_UNCHANGED:
        return value
    write: Callable[[Any], object] = _ADAPTERS.get(type(value), _by_its_base)
    return write(value)


def _by_its_base(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    written = (write(value) for kind, write in _ADAPTERS.items() if isinstance(value, kind))
    return next(written, value)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_micros(at: datetime) -> int:
    """UTC microseconds since 1970. Naive datetimes are refused with ValueError."""
    if at.tzinfo is None:
        raise ValueError("a naive datetime has no place in the store")
    return (at - _EPOCH) // _MICROSECOND


def instant(micros: int) -> datetime:
    """The aware UTC datetime of a stored instant."""
    return _EPOCH + timedelta(microseconds=micros)


def instant_or_none(micros: int | None) -> datetime | None:
    """As `instant`; None stays None."""
    return None if micros is None else instant(micros)


_ADAPTERS: Mapping[type, Callable[[Any], object]] = {
    datetime: to_micros, bool: int, dict: _json, list: _json, tuple: _json
}  # fmt: skip
