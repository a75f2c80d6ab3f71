"""Database files: copied in one moment's state, written whole, read by their owner only."""

from __future__ import annotations

import contextlib
import fcntl
import glob
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import Refused

Tell = Callable[[float], None]
"""Hears again and again how much of a copy is done, from 0 to 1."""

_SQLITE = "sqlite:///"
_STEPS = 1000
"""So many steps of SQLite's machine between two tellings; a second has tens of millions."""


def silent(_share: float) -> None:
    """Nobody listens."""


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


def copy(source: Path, target: Path, tell: Tell = silent) -> None:
    """Copy a database that may be written to meanwhile; what was deleted in it stays behind."""
    with closing(read_only(source)) as connection:
        whole = _size(connection)
        connection.set_progress_handler(
            lambda: tell(min(1.0, target.stat().st_size / whole)), _STEPS
        )
        connection.execute("VACUUM INTO ?", (str(target.absolute()),))


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """An empty file beside `file`; it takes that name once it is complete and on the disk."""
    _sweep(file)
    handle, name = tempfile.mkstemp(".part", f".{file.name}.", file.absolute().parent)  # mode 600
    fcntl.flock(handle, fcntl.LOCK_EX)
    part = Path(name)
    try:
        yield part
        _sync(part)
        part.replace(file)
        _sync(part.parent)
    finally:
        _remove(part)
        os.close(handle)


def _sweep(file: Path) -> None:
    """Remove what somebody who was killed has left; whoever still writes holds a lock."""
    for part in file.absolute().parent.glob(f".{glob.escape(file.name)}.*.part"):
        with contextlib.suppress(OSError), part.open("rb") as left:
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(part)


def _remove(part: Path) -> None:
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


def _size(connection: sqlite3.Connection) -> int:
    """How many bytes a database has, those included that stand in its second file."""
    pages, size = (
        connection.execute(f"PRAGMA page_{what}").fetchone() for what in ("count", "size")
    )
    return max(1, int(pages[0]) * int(size[0]))
