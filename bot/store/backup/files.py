"""Database files: copied in one moment's state, written whole, read by their owner only."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import Refused

_SQLITE = "sqlite:///"


def is_sqlite(url: str) -> bool:
    """Whether the url names a file."""
    return url.startswith(_SQLITE)


def database_file(url: str, folder: Path) -> Path:
    """The file an SQLite url names."""
    return folder / url.removeprefix(_SQLITE)


def read_only(file: Path) -> sqlite3.Connection:
    """Open a file that cannot be changed this way. Raises FileNotFoundError as any reader does."""
    file.stat()
    uri = f"{file.absolute().as_uri()}?mode=ro"
    found = sqlite3.connect(uri, uri=True, isolation_level=None)
    found.row_factory = sqlite3.Row
    found.execute("PRAGMA busy_timeout = 5000")
    return found


def copy(source: Path, target: Path) -> None:
    """Copy a database that may be written to meanwhile; what was deleted in it stays behind."""
    with closing(read_only(source)) as connection:
        connection.execute("VACUUM INTO ?", (str(target.absolute()),))


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """An empty file beside `file`; it takes that name once it is complete and on the disk."""
    handle, name = tempfile.mkstemp(".part", f".{file.name}.", file.absolute().parent)  # mode 600
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _sync(part)
        part.replace(file)
        _sync(part.parent)
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)


def set_aside(database: Path, kept: Path) -> Path:
    """Give a database another name, with all that was committed to it."""
    with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a damaged one is kept as it is
    for ending in ("-wal", "-shm", ""):  # what a crash left belongs to this file alone
        part = database.with_name(database.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
            kept.with_name(kept.name + ending).chmod(0o600)
    return kept


def refuse_itself(database: Path, file: Path) -> None:
    """Raise Refused if the file is the database in use."""
    if file.exists() and database.exists() and file.samefile(database):
        raise Refused("backup_is_database", file=file)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
