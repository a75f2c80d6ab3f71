"""Database files: consistent copies, atomic writes, permissions for their owner only."""

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
"""Called repeatedly with the progress of a copy, from 0 to 1."""

_SQLITE = "sqlite:///"
_STEPS = 1000
"""SQLite VM instructions between two progress calls; a second has tens of millions."""


def silent(_share: float) -> None:
    """Report no progress."""


def is_sqlite(url: str) -> bool:
    """Whether the URL names an SQLite file."""
    return url.startswith(_SQLITE)


def database_file(url: str, folder: Path) -> Path:
    """The path of an SQLite URL."""
    return folder / url.removeprefix(_SQLITE)


def read_only(file: Path) -> sqlite3.Connection:
    """Open a file read-only. Raises FileNotFoundError."""
    file.stat()
    uri = f"{file.absolute().as_uri()}?mode=ro"
    found = sqlite3.connect(uri, uri=True, isolation_level=None)
    found.row_factory = sqlite3.Row
    found.execute("PRAGMA busy_timeout = 5000")
    return found


def copy(source: Path, target: Path, tell: Tell = silent) -> None:
    """Copy a database that may be written to meanwhile; free pages with deleted data are
    not copied."""
    with closing(read_only(source)) as connection:
        whole = _size(connection)
        connection.set_progress_handler(
            lambda: tell(min(1.0, target.stat().st_size / whole)), _STEPS
        )
        connection.execute("VACUUM INTO ?", (str(target.absolute()),))


@contextmanager
def written_whole(file: Path) -> Iterator[Path]:
    """An empty file beside `file`; it is renamed to `file` once it is complete and synced."""
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
    """Remove files left by killed processes; one still being written is locked by its writer."""
    for part in file.absolute().parent.glob(f".{glob.escape(file.name)}.*.part"):
        with contextlib.suppress(OSError), part.open("rb") as left:
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(part)


def _remove(part: Path) -> None:
    for left in (part, part.with_name(f"{part.name}-journal")):
        left.unlink(missing_ok=True)


def set_aside(database: Path, kept: Path) -> Path:
    """Rename a database together with everything committed to its WAL."""
    with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # a damaged one is kept as it is
    for ending in ("-wal", "-shm", ""):  # the WAL a crash left belongs to this file alone
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
    """The size of a database in bytes, its WAL included."""
    pages, size = (
        connection.execute(f"PRAGMA page_{what}").fetchone() for what in ("count", "size")
    )
    return max(1, int(pages[0]) * int(size[0]))
