"""A backup is one moment's state, whichever engine runs, and comes back on either."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.store import backup, meta
from bot.store.database import Database
from bot.store.house import audit
from bot.store.migrate import migrate, migrations_folder
from bot.store.tx import Tx
from tests.engines import open_database

NOWHERE = Path()
ROOT = Path(__file__).parents[2]


def step(tx: Tx, number: int, now: datetime) -> None:
    """Two rows that belong together."""
    meta.put(tx, f"step {number}", str(number))
    audit.record(tx, now, audit.CLOCK, "test.step", facts={"number": number, "text": "第\t步\\n"})


def many(tx: Tx, _command: None, now: datetime) -> None:
    """Enough that copying takes a while."""
    for number in range(500):
        step(tx, number, now)


def reason(url: str, folder: Path, file: Path) -> str:
    with pytest.raises(Refused) as refused:
        backup.restore(url, folder, file)
    return refused.value.reason


def content(file: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(file)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in names.fetchall()
        }


def parts(folder: Path) -> list[str]:
    """The files an unfinished backup would leave."""
    return [each.name for each in folder.iterdir() if ".part" in each.name]


async def test_taken_while_the_bot_writes_it_is_one_moment(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    stop = asyncio.Event()

    async def write() -> int:
        number = 0
        while not stop.is_set():
            await database.transact(step, number := number + 1)
        return number

    writing = asyncio.create_task(write())
    counts = []
    for file in (tmp_path / "1.sqlite", tmp_path / "2.sqlite"):
        await asyncio.sleep(0.05)
        await asyncio.to_thread(backup.back_up, database_url, NOWHERE, file)
        found = content(file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert len(found["meta"]) == len(found["audit"])
        counts.append(len(found["meta"]))
    stop.set()
    assert 0 < counts[0] < counts[1] <= await writing
    assert parts(tmp_path) == []


async def test_nobody_who_writes_waits_for_a_backup(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await database.transact(many, None)
    loop, shares = asyncio.get_running_loop(), list[float]()

    def tell(share: float) -> None:
        """In the midst of the copying somebody writes, and is done before it goes on."""
        if not shares:
            work = asyncio.run_coroutine_threadsafe(database.transact(step, 999), loop)
            work.result(timeout=10)
        shares.append(share)

    file = tmp_path / "b.sqlite"
    await asyncio.to_thread(backup.back_up, database_url, NOWHERE, file, tell)
    assert shares == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
    assert "step 999" not in {key for key, _ in content(file)["meta"]}
    await asyncio.to_thread(backup.back_up, database_url, NOWHERE, file)
    assert "step 999" in {key for key, _ in content(file)["meta"]}


async def test_what_a_killed_backup_left_is_gone_with_the_next(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await database.transact(many, None)
    script = (
        "import os, signal, sys; from pathlib import Path; from bot.store import backup;"
        "backup.back_up(sys.argv[1], Path(), Path(sys.argv[2]),"
        " lambda _: os.kill(os.getpid(), signal.SIGKILL))"
    )
    file = tmp_path / "[b].sqlite"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", script, database_url, str(file)), cwd=ROOT
    )
    assert await process.wait() == -signal.SIGKILL
    assert parts(tmp_path)
    assert not file.exists()
    with backup.files.written_whole(file) as part:  # another one, that is still being written
        assert parts(tmp_path) == [part.name]
        backup.back_up(database_url, NOWHERE, file)
        assert parts(tmp_path) == [part.name]
        shutil.copy(file, part)
    assert parts(tmp_path) == []
    assert "step 7" in {key for key, _ in content(file)["meta"]}


async def test_restored_elsewhere_it_is_the_same_and_goes_on(
    database: Database, database_url: str, empty_url: str, clock: ManualClock, tmp_path: Path
) -> None:
    for number in range(5):
        await database.transact(step, number)
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    backup.back_up(database_url, NOWHERE, first)
    assert backup.restore(empty_url, NOWHERE, first) is None
    backup.back_up(empty_url, NOWHERE, second)
    assert content(first) == content(second)
    other = await open_database(empty_url, clock)
    assert await migrate(other.engine) == []
    await other.transact(step, 9)  # its ids go on after the restored ones
    await other.close()


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
async def test_a_community_may_move_from_one_engine_to_the_other(
    database: Database, empty_url: str, database_url: str, tmp_path: Path
) -> None:
    await database.transact(step, 1)
    file, moved = f"sqlite:///{tmp_path / 'moved.sqlite'}", tmp_path / "moved.sqlite"
    backup.back_up(database_url, NOWHERE, tmp_path / "b.sqlite")
    backup.restore(file, NOWHERE, tmp_path / "b.sqlite")
    assert content(moved) == content(tmp_path / "b.sqlite")
    assert stat.S_IMODE(moved.stat().st_mode) == 0o600
    backup.back_up(file, NOWHERE, tmp_path / "c.sqlite")
    backup.restore(empty_url, NOWHERE, tmp_path / "c.sqlite")
    backup.back_up(empty_url, NOWHERE, tmp_path / "d.sqlite")
    assert content(tmp_path / "d.sqlite") == content(tmp_path / "b.sqlite")


async def test_what_is_there_is_replaced_only_by_force_and_kept(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await database.transact(step, 1)
    file = tmp_path / "b.sqlite"
    backup.back_up(database_url, tmp_path, file)
    await database.transact(step, 2)
    await database.close()
    before = content(file)
    assert reason(database_url, tmp_path, file) == "restore_over"
    for _ in range(2):
        kept = backup.restore(database_url, tmp_path, file, force=True)
        assert kept is not None
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        kept.rename(tmp_path / f"kept-{_}.sqlite")
        backup.back_up(database_url, tmp_path, tmp_path / "again.sqlite")
        assert content(tmp_path / "again.sqlite") == before
    assert [len(content(tmp_path / f"kept-{n}.sqlite")["meta"]) for n in (0, 1)] == [2, 1]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
async def test_a_restore_that_breaks_off_changes_nothing(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.transact(step, 1)
    file = tmp_path / "b.sqlite"
    backup.back_up(database_url, tmp_path, file)
    monkeypatch.setattr("bot.store.backup.tables._FOREIGN_KEYS", "SELECT 1 / 0")
    with pytest.raises(psycopg.Error):
        backup.restore(database_url, tmp_path, file, force=True)
    backup.back_up(database_url, tmp_path, tmp_path / "again.sqlite")
    assert content(tmp_path / "again.sqlite") == content(file)


async def test_an_upgrade_begins_with_a_backup(
    database: Database, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await database.transact(step, 1)
    assert backup.keep_before_migrating(database_url, tmp_path) is None
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in migrations_folder().glob("*.sql"):
        (folder / path.name).write_text(path.read_text("utf-8"))
    (folder / "9000_more.sql").write_text("CREATE TABLE more (n BIGINT);")
    monkeypatch.setattr("bot.store.migrate.migrations_folder", lambda: folder)
    kept = backup.keep_before_migrating(database_url, tmp_path)
    assert kept is not None
    last = max(int(path.name[:4]) for path in folder.glob("00*.sql"))
    assert kept == tmp_path / f"gridcall.schema-{last:04d}.sqlite"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(content(kept)["meta"]) == 1
    await migrate(database.engine)
    assert backup.keep_before_migrating(database_url, tmp_path) is None
    await database.close()
    backup.restore(database_url, tmp_path, kept, force=True)  # the way back
    assert backup.keep_before_migrating(database_url, tmp_path) == kept
    await _drop_more(database_url)


async def _drop_more(url: str) -> None:
    """The next test takes this database as it should be."""
    if url.startswith("postgresql"):
        with psycopg.connect(url) as connection:
            row = connection.execute("SELECT to_regclass('more')").fetchone()
            assert row == (None,)


async def test_an_empty_database_is_not_backed_up(empty_url: str, tmp_path: Path) -> None:
    assert backup.keep_before_migrating(empty_url, tmp_path) is None
    with pytest.raises(Refused) as refused:
        backup.back_up(empty_url, tmp_path, tmp_path / "b.sqlite")
    assert refused.value.reason == "no_database"
