"""Where the database lies, its schema version, and the names of the files beside it."""

from __future__ import annotations

import glob
import itertools
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

from bot.store.backup.files import database_file, is_sqlite, read_only
from bot.store.migrate import applied

__all__ = ["backups_beside", "first_free", "is_sqlite", "schema", "spare"]


def schema(url: str, folder: Path) -> set[int]:
    """The numbers of the migrations applied to the database; empty where it does not exist."""
    if is_sqlite(url):
        file = database_file(url, folder)
        if not file.exists():
            return set()
        with closing(read_only(file)) as connection:
            return applied(connection)
    session: Any = psycopg.connect(url, autocommit=True, row_factory=dict_row)
    with session:
        return applied(session)


def spare(url: str, folder: Path, word: str = "") -> Path:
    """A file name beside the database; for a server, beside the settings."""
    home = database_file(url, folder) if is_sqlite(url) else folder / "gridcall.sqlite"
    return home.with_name(f"{home.stem}.{word}.sqlite") if word else home


def first_free(database: Path) -> Path:
    """The first unused name for a database that a restore replaces."""
    names = (f"{database.stem}.replaced-{number}.sqlite" for number in itertools.count(1))
    return next(file for name in names if not (file := database.with_name(name)).exists())


def backups_beside(url: str, folder: Path) -> list[Path]:
    """Earlier states of the database that upgrades and restores left beside it."""
    home = spare(url, folder)
    return sorted(home.parent.glob(f"{glob.escape(home.stem)}.*.sqlite"))
