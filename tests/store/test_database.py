"""Use cases are committed whole, gathered, and one's error is its own."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from bot.store import meta
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.tx import Tx
from tests.engines import Postgres, on_sqlite


def _put(tx: Tx, key: str, now: datetime) -> str:
    meta.put(tx, key, now.isoformat())
    return key


def _look_for(tx: Tx, key: str, _now: datetime) -> bool:
    return meta.get(tx, key) is not None


def _put_then_fail(tx: Tx, key: str, now: datetime) -> None:
    _put(tx, key, now)
    raise LookupError(key)


def _keys(tx: Tx, _query: None, _now: datetime) -> list[str]:
    rows = tx.connection.execute("SELECT key FROM meta ORDER BY key").fetchall()
    return [row["key"] for row in rows]


async def test_a_use_case_is_committed_when_it_returns(database: Database) -> None:
    assert await database.transact(_put, "one") == "one"
    assert await database.read(_keys, None) == ["one"]
    assert database.changed.is_set()


async def test_only_a_commit_that_changed_rows_signals(database: Database) -> None:
    await database.transact(_keys, None)
    assert not database.changed.is_set()
    await database.transact(_put_at_end, "a")
    assert database.changed.is_set()


async def test_rows_given_back_by_a_change_signal_too(database: Database) -> None:
    await database.transact(_member, 4001)
    assert database.changed.is_set()


async def test_the_engines_log_says_nothing_of_what_is_run(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even at DEBUG: it would repeat names and texts."""
    with caplog.at_level("DEBUG"):
        await database.transact(_put, "王芳")
        await database.read(_look_for, "王芳")
    assert "王芳" not in caplog.text


async def test_an_error_undoes_one_alone(database: Database) -> None:
    outcomes = await asyncio.gather(
        database.transact(_put, "a"),
        database.transact(_put_then_fail, "b"),
        database.transact(_put, "c"),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes] == [str, LookupError, str]
    assert await database.read(_keys, None) == ["a", "c"]


def _count_at_end(tx: Tx, key: str, now: datetime) -> None:
    _put(tx, key, now)
    tx.at_end("count", lambda end: _put(end, f"sum {len(_keys(end, None, now))}", now))


def _member(tx: Tx, telegram_id: int, now: datetime) -> int:
    return int(tx.need("insert_nameless_member", telegram_id=telegram_id, now=now)["id"])


def _put_at_end(tx: Tx, key: str, now: datetime) -> None:
    tx.at_end(key, lambda end: _put(end, key, now))


def _spoil_the_end(tx: Tx, key: str, now: datetime) -> None:
    _put(tx, key, now)
    tx.at_end("spoiled", lambda end: _put_then_fail(end, "end", now))


def _count_then_fail(tx: Tx, key: str, now: datetime) -> None:
    _count_at_end(tx, key, now)
    raise LookupError(key)


async def test_what_many_want_at_the_end_is_done_once(database: Database) -> None:
    await asyncio.gather(*(database.transact(_count_at_end, each) for each in "abc"))
    assert await database.read(_keys, None) == ["a", "b", "c", "sum 3"]


async def test_who_failed_wants_nothing_at_the_end(database: Database) -> None:
    with pytest.raises(LookupError):
        await database.transact(_count_then_fail, "a")
    assert await database.read(_keys, None) == []


async def test_what_is_undone_inside_a_use_case_wants_nothing_at_the_end(
    database: Database,
) -> None:
    def half(tx: Tx, key: str, now: datetime) -> None:
        tx.at_end("first", lambda end: _put(end, "first", now))
        with pytest.raises(LookupError), tx.savepoint():
            _count_then_fail(tx, key, now)
        _put(tx, "rest", now)

    await database.transact(half, "a")
    assert await database.read(_keys, None) == ["first", "rest"]


async def test_an_end_that_fails_undoes_those_who_wanted_it_alone(database: Database) -> None:
    outcomes = await asyncio.gather(
        database.transact(_count_at_end, "a"),
        database.transact(_spoil_the_end, "b"),
        database.transact(_put, "c"),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes] == [type(None), LookupError, str]
    assert await database.read(_keys, None) == ["a", "c", "sum 1"]


async def test_what_is_looked_at_has_no_end_to_wait_for(database: Database) -> None:
    def look(tx: Tx, _query: None, _now: datetime) -> list[str]:
        found: list[str] = []
        tx.at_end("look", lambda end: found.extend(_keys(end, None, _now)))
        return [*found, "seen"]

    await database.transact(_put, "a")
    assert await database.read(look, None) == ["a", "seen"]


@on_sqlite
async def test_what_waits_at_once_shares_a_commit(database: Database) -> None:
    before = await database.read(_commits_seen, None)
    await asyncio.gather(*(database.transact(_put, f"{number}") for number in range(50)))
    assert await database.read(_commits_seen, None) == before + 1
    assert len(await database.read(_keys, None)) == 50


def _commits_seen(tx: Tx, _query: None, _now: datetime) -> int:
    return int(tx.connection.execute("PRAGMA data_version").fetchone()["data_version"])


def _insert(tx: Tx, key: str, _now: datetime) -> None:
    tx.connection.execute(f"INSERT INTO meta (key, value) VALUES ('{key}', '')")


async def test_an_error_in_sql_undoes_one_alone(database: Database) -> None:
    outcomes = await asyncio.gather(
        database.transact(_insert, "a"),
        database.transact(_insert, "a"),
        database.transact(_insert, "b"),
        return_exceptions=True,
    )
    assert [isinstance(each, Exception) for each in outcomes] == [False, True, False]
    assert await database.read(_keys, None) == ["a", "b"]


async def test_who_stops_waiting_is_committed_all_the_same(database: Database) -> None:
    waiting = asyncio.create_task(database.transact(_put, "a"))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await database.transact(_put, "b")
    assert await database.read(_keys, None) == ["a", "b"]


async def test_reading_cannot_write(database: Database) -> None:
    with pytest.raises(Exception, match=r"read-?only"):
        await database.read(_put, "a")
    assert await database.read(_keys, None) == []


class _Interruption(BaseException):
    """As pytest.fail raises: no Exception."""


def _put_then(error: BaseException) -> Callable[[Tx, str, datetime], None]:
    def work(tx: Tx, key: str, now: datetime) -> None:
        _put(tx, key, now)
        raise error

    return work


def _put_and_spoil_the_end(error: BaseException) -> Callable[[Tx, str, datetime], None]:
    def end(_tx: Tx) -> None:
        raise error

    def work(tx: Tx, key: str, now: datetime) -> None:
        _put(tx, key, now)
        tx.at_end("spoiled", end)

    return work


@pytest.mark.parametrize("error", [_Interruption("b"), StopIteration()])
@pytest.mark.parametrize("spoil", [_put_then, _put_and_spoil_the_end])
async def test_whatever_a_use_case_raises_reaches_its_caller_alone(
    database: Database,
    error: BaseException,
    spoil: Callable[[BaseException], Callable[[Tx, str, datetime], None]],
) -> None:
    async with asyncio.timeout(5):
        outcomes = await asyncio.gather(
            database.transact(_put, "a"),
            database.transact(spoil(error), "b"),
            database.transact(_put, "c"),
            return_exceptions=True,
        )
        expected = type(error) if isinstance(error, _Interruption) else RuntimeError
        assert type(outcomes[1]) is expected
        assert [*outcomes[::2]] == ["a", "c"]
        await database.transact(_put, "d")
        assert await database.read(_keys, None) == ["a", "c", "d"]


async def test_a_look_that_raises_stop_iteration_ends(database: Database) -> None:
    async with asyncio.timeout(5):
        with pytest.raises(RuntimeError, match="StopIteration"):
            await database.read(lambda _tx, _query, _now: next(iter(())), None)


async def test_closing_finishes_what_was_asked_for(database: Database) -> None:
    waiting = asyncio.create_task(database.transact(_put, "a"))
    await asyncio.sleep(0)
    await database.close()
    assert await waiting == "a"


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(
        "not a database, but long enough to be taken for one\n" * 99
    )
    with pytest.raises(Exception, match="not a database"):
        await open_engine("sqlite:///notes.txt", tmp_path)


async def test_a_path_may_hold_signs_that_mean_something_in_a_url(tmp_path: Path) -> None:
    engine = await open_engine("sqlite:///what? 50%#1.sqlite", tmp_path)
    await engine.close()
    assert (tmp_path / "what? 50%#1.sqlite").exists()


async def test_a_lost_server_is_found_again(postgres: Postgres) -> None:
    engine = await open_engine(postgres.empty(), Path())
    with pytest.raises(Exception, match=r"terminat|closed"):
        await engine.write(
            lambda connection: connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        )
    row = await engine.write(lambda connection: connection.execute("SELECT 1 AS one").fetchone())
    assert row == {"one": 1}
    await engine.close()
