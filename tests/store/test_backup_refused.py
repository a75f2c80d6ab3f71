"""Which files are refused as a database, and why."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import backup
from bot.store.engine import open_engine
from bot.store.migrate import NewerDatabase, migrate
from tests.store.test_backup import reason

NOWHERE = Path()


@pytest.fixture
def good(sqlite_template: Path, tmp_path: Path) -> Path:
    file = tmp_path / "good.sqlite"
    backup.back_up(f"sqlite:///{sqlite_template}", NOWHERE, file)
    return file


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("INSERT INTO migration VALUES (9999, 'later')", "backup_newer"),
        ("DROP TABLE migration", "backup_foreign"),
        ("DROP TABLE outbox", "backup_foreign"),
        ("INSERT INTO post (unit_id, kind) VALUES (7, 'lead')", "backup_damaged"),
        (
            "INSERT INTO audit (at, actor, action) VALUES (9, 'clock', 'a'), (8, 'clock', 'b')",
            "log",
        ),
        ("INSERT INTO audit (id, at, actor, action) VALUES (-1, 9, 'clock', 'a')", "log"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(
    good: Path, tmp_path: Path, change: str, expected: str
) -> None:
    with closing(sqlite3.connect(good)) as connection, connection:
        connection.execute(change)
    url = f"sqlite:///{tmp_path / 'there.sqlite'}"
    assert reason(url, NOWHERE, good) == expected.replace("log", "backup_log_order")
    assert not (tmp_path / "there.sqlite").exists()
    if expected == "log":
        backup.restore(url, NOWHERE, good, any_order=True)


def test_what_was_noted_late_is_no_disorder(good: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(good)) as connection, connection:
        connection.execute(
            "INSERT INTO audit (at, actor, path, action) VALUES (9, 'clock', NULL, 'a'),"
            " (8, 'operator', 'terminal', 'b'), (9, 'clock', NULL, 'c')"
        )
    backup.restore(f"sqlite:///{tmp_path / 'there.sqlite'}", NOWHERE, good)


def test_a_damaged_file_is_refused(good: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'there.sqlite'}"
    whole = good.read_bytes()
    good.write_bytes(whole[: len(whole) // 2])
    assert reason(url, NOWHERE, good) == "backup_damaged"
    good.write_bytes(b"no database at all" * 100)
    assert reason(url, NOWHERE, good) == "backup_damaged"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
async def test_an_older_program_does_not_copy_half_of_a_newer_database(
    empty_url: str, good: Path, tmp_path: Path
) -> None:
    engine = await open_engine(empty_url, NOWHERE)
    await migrate(engine)
    later = "INSERT INTO migration VALUES (9999, 'later')"
    await engine.write(lambda connection: connection.execute(later))
    await engine.close()
    with pytest.raises(NewerDatabase):
        backup.restore(empty_url, tmp_path, good, force=True)
    assert not (tmp_path / "gridcall.replaced-1.sqlite").exists()
