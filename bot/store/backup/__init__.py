"""Backups while the bot runs: one SQLite file, whichever engine is in use.

A backup of one engine can be restored to the other.
"""

from __future__ import annotations

from pathlib import Path

from bot.errors import Refused
from bot.store.backup.examine import examine, sound
from bot.store.backup.files import (
    Tell,
    copy,
    database_file,
    refuse_itself,
    set_aside,
    silent,
    written_whole,
)
from bot.store.backup.place import backups_beside, first_free, is_sqlite, schema, spare
from bot.store.backup.tables import dump_tables, load_tables
from bot.store.migrate import known_migrations

__all__ = ["back_up", "backups_beside", "keep_before_migrating", "restore"]


def back_up(url: str, folder: Path, file: Path, tell: Tell = silent) -> None:
    """Write a backup of the database at `url` to `file`, atomically. Raises Refused."""
    if not schema(url, folder):
        raise Refused("no_database")
    if is_sqlite(url):
        refuse_itself(database_file(url, folder), file)
    if file.exists() and not _is_one(file):
        raise Refused("backup_over_other", file=file)
    with written_whole(file) as part:
        if is_sqlite(url):
            copy(database_file(url, folder), part, tell)
        else:
            dump_tables(url, part, tell)
        if not sound(part):
            raise Refused("backup_failed")


def restore(
    url: str,
    folder: Path,
    file: Path,
    *,
    force: bool = False,
    any_order: bool = False,
    tell: Tell = silent,
) -> Path | None:
    """Replace the database at `url` by a backup; returns where the old one was kept.

    The caller holds the database's lock. Raises Refused, and then nothing was changed.
    """
    if is_sqlite(url):
        refuse_itself(database_file(url, folder), file)
    examine(file, any_order=any_order)
    if is_sqlite(url):
        return _restore_file(database_file(url, folder), file, force, tell)
    return _restore_server(url, folder, file, force, tell)


def keep_before_migrating(url: str, folder: Path) -> Path | None:
    """Back up a database before this version migrates it; returns the path, None where nothing is
    to be migrated."""
    numbers = schema(url, folder)
    if not numbers or numbers >= known_migrations():
        return None
    file = spare(url, folder, f"schema-{max(numbers):04d}")
    back_up(url, folder, file)
    return file


def _restore_file(database: Path, file: Path, force: bool, tell: Tell) -> Path | None:
    there = database.exists() and database.stat().st_size > 0
    if there and not force:
        raise Refused("restore_over", file=database)
    with written_whole(database) as part:
        copy(file, part, tell)
        examine(part, any_order=True)  # the read may have been fine and the write not
        return set_aside(database, first_free(database)) if there else None


def _restore_server(url: str, folder: Path, file: Path, force: bool, tell: Tell) -> Path | None:
    there = schema(url, folder)
    if there and not force:
        raise Refused("restore_over", file="PostgreSQL")
    kept = first_free(spare(url, folder)) if there else None
    if kept is not None:
        back_up(url, folder, kept)
    load_tables(file, url, tell)
    return kept


def _is_one(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(16) == b"SQLite format 3\0"
