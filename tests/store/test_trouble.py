"""A database that is out of reach keeps nothing of a transaction, and blames no work for it."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from datetime import datetime
from typing import Any

import psycopg
import pytest

from bot.store import meta
from bot.store.database import Database
from bot.store.trouble import out_of_reach
from bot.store.tx import Tx
from tests.engines import on_sqlite

PAGE = 4096


def _fill_up(connection: Any) -> None:
    [pages] = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")


def _make_room(connection: Any) -> None:
    connection.execute("PRAGMA max_page_count = 1000000")


def _put(tx: Tx, key: str, _now: datetime) -> None:
    meta.put(tx, key, "x")


def _put_too_much(tx: Tx, key: str, _now: datetime) -> None:
    """Goes on after an error, as one does whose mistakes must not stop the rest."""
    with contextlib.suppress(sqlite3.Error), tx.savepoint():
        meta.put(tx, key, "x" * 20 * PAGE)
    meta.put(tx, "after", "x")


def _keys(tx: Tx, _query: None, _now: datetime) -> list[str]:
    return [row["key"] for row in tx.connection.execute("SELECT key FROM meta").fetchall()]


@on_sqlite
async def test_nothing_is_kept_of_a_transaction_in_which_the_disk_was_full(
    database: Database,
) -> None:
    await database.engine.write(_fill_up)
    with pytest.raises(sqlite3.Error):
        await database.transact(_put_too_much, "large")
    assert await database.read(_keys, None) == []
    await database.engine.write(_make_room)
    await database.transact(_put_too_much, "large")
    assert sorted(await database.read(_keys, None)) == ["after", "large"]


def _too_many(tx: Tx, _command: None, _now: datetime) -> None:
    meta.put(tx, "first", "x")
    meta.put(tx, "large", "x" * 20 * PAGE)


@on_sqlite
async def test_whoever_shares_a_transaction_with_a_full_disk_hears_of_it(
    database: Database,
) -> None:
    await database.engine.write(_fill_up)
    found = await asyncio.gather(
        database.transact(_put, "one"),
        database.transact(_too_many, None),
        database.transact(_put, "two"),
        return_exceptions=True,
    )
    assert all(isinstance(each, sqlite3.Error) and out_of_reach(each) for each in found)
    assert await database.read(_keys, None) == []


def _wrong(tx: Tx, _command: None, _now: datetime) -> None:
    tx.connection.execute("SELECT nothing FROM nowhere")


async def test_a_mistake_in_the_work_is_not_taken_for_a_database_out_of_reach(
    database: Database,
) -> None:
    with pytest.raises((sqlite3.Error, psycopg.Error)) as raised:
        await database.transact(_wrong, None)
    assert not out_of_reach(raised.value)
    assert out_of_reach(psycopg.OperationalError("the connection is lost"))
    assert not out_of_reach(ValueError())
