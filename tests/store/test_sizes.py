"""PostgreSQL is told how much there is as soon as there is much more than before."""

from datetime import datetime

import pytest

from bot.store.database import Database
from bot.store.sizes import MANY, grown
from bot.store.tx import Tx

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
    await database.transact(_fill, MANY)
    assert MANY in await database.read(_known, None)


@on_postgres
async def test_few_rows_are_left_to_be_learned(database: Database) -> None:
    before = await database.read(_known, None)
    await database.transact(_fill, 3)
    assert await database.read(_known, None) == before


async def test_what_was_written_with_it_is_kept(database: Database) -> None:
    await database.transact(_fill, MANY)
    count = await database.read(lambda tx, _q, _n: len(tx.all("roster_members")), None)
    assert count == MANY
