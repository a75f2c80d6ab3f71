"""Files with mode 0600: the database, the files beside it, its backups."""

from __future__ import annotations

import contextlib
import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

OWNER_ONLY = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def create_private(file: Path) -> None:
    """Create the file if missing and set its mode to 0600.

    SQLite gives its -wal and -shm files the mode of the database, so this has to come first.
    """
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
    for each in (file, *_companions(file)):
        with contextlib.suppress(FileNotFoundError):
            _close_to_others(each)


def append_private(file: Path) -> BinaryIO:
    """Open a file for appending, with mode 0600."""
    create_private(file)
    return file.open("ab")


def readable_by_others(folder: Path, stem: str) -> list[Path]:
    """The database's files that other users of this machine may read."""
    files = sorted(each for each in folder.glob(f"{glob.escape(stem)}.*") if each.is_file())
    return [each for each in files if each.stat().st_mode & _OTHERS]


def writable_by_others(folder: Path) -> bool:
    """Whether other users may replace files in this folder."""
    return bool(folder.stat().st_mode & _OTHERS_WRITE)


def _companions(file: Path) -> Iterator[Path]:
    yield from (file.with_name(file.name + ending) for ending in ("-wal", "-shm", "-journal"))


def _close_to_others(file: Path) -> None:
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & _OTHERS:
        file.chmod(mode & ~_OTHERS)
