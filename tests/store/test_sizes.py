"""PostgreSQL is told how much there is as soon as there is much more than before."""

import asyncio
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from bot.store import backup, sizes
from bot.store.database import Database
from bot.store.sizes import MANY_ROWS, grown
from bot.store.tx import Tx
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import Town

TABLES = "('unit', 'post', 'member', 'assignment', 'target', 'outbox')"

on_postgres = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)


def _fill(tx: Tx, rows: int, _now: datetime) -> None:
    insert = "INSERT INTO member (name) VALUES ('王芳')"
    for _ in range(rows):
        tx.connection.execute(insert)
    grown(tx, rows)


def _known(tx: Tx, _query: None, _now: datetime) -> set[int]:
    found = tx.connection.execute(f"SELECT reltuples FROM pg_class WHERE relname IN {TABLES}")
    return {int(row["reltuples"]) for row in found.fetchall()}


@on_postgres
async def test_many_rows_are_known_at_once(database: Database) -> None:
    await database.transact(_fill, MANY_ROWS)
    assert MANY_ROWS in await database.read(_known, None)


@on_postgres
async def test_a_large_import_and_a_large_issue_are_known_at_once(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sizes, "MANY_ROWS", 5)
    town = await Town.open(tmp_path, database_url)
    try:
        await town.roster(*PEOPLE)
        assert min(_rows_known(database_url, "unit", "post", "member", "assignment")) > 0
        await town.linked(*EVERYBODY)
        await town.issues("李敏", "今晚停水", "紧急")
        assert min(_rows_known(database_url, "target", "message_target", "outbox")) > 0
    finally:
        await town.close()


@on_postgres
async def test_what_was_restored_is_known_at_once(
    database: Database, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    await database.transact(_fill, 3)
    for work, url in ((backup.back_up, database_url), (backup.restore, empty_url)):
        await asyncio.to_thread(work, url, Path(), tmp_path / "b.sqlite")
    assert _rows_known(empty_url, "member") == [3]


def _rows_known(url: str, *tables: str) -> list[int]:
    look = "SELECT reltuples FROM pg_class WHERE relname = ANY(%s)"
    with psycopg.connect(url) as connection:
        return [int(row[0]) for row in connection.execute(look, [[*tables]]).fetchall()]


@on_postgres
async def test_few_rows_are_left_to_be_learned(database: Database) -> None:
    before = await database.read(_known, None)
    await database.transact(_fill, 3)
    assert await database.read(_known, None) == before


async def test_what_was_written_with_it_is_kept(database: Database) -> None:
    await database.transact(_fill, MANY_ROWS)
    count = await database.read(lambda tx, _q, _n: len(tx.all("roster_members")), None)
    assert count == MANY_ROWS
