"""One writing process per database: it holds the database's lock."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from bot.errors import Refused
from bot.store.private import append_private

_SQLITE = "sqlite:///"
_BOT_LOCK = 0x6772_6964_6361_6C6C
"""The key of PostgreSQL's advisory lock; an arbitrary number of our own."""
_WRITER_LOCK = _BOT_LOCK + 1
LOCK_TIMEOUT = "5s"
"""How long to wait for a lock held by an earlier session of ours that is ending."""
_END_OLD_SESSIONS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name = %s AND pid <> pg_backend_pid()"""


@contextmanager
def locked(url: str, folder: Path = Path()) -> Iterator[None]:
    """Hold the lock of the database at `url`. Raises Refused("database_in_use")."""
    if url.startswith(_SQLITE):
        holding = _file_lock(folder / url.removeprefix(_SQLITE))
    else:
        holding = _server_lock(url)
    with holding:
        yield


@contextmanager
def _file_lock(database: Path) -> Iterator[None]:
    """Lock a file beside the database.

    The empty file stays: removing it would let a third process lock a new one.
    """
    with append_private(database.with_name(f"{database.name}.lock")) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused("database_in_use") from error
        yield


@contextmanager
def _server_lock(url: str) -> Iterator[None]:
    """An advisory lock in a session of its own; the server frees it when the process is gone."""
    with psycopg.connect(url, autocommit=True) as session:
        row = session.execute("SELECT pg_try_advisory_lock(%s)", (_BOT_LOCK,)).fetchone()
        if row is None or not row[0]:
            raise Refused("database_in_use")
        try:
            _take_writing(session)  # after a restart of the server only this second lock is held
            session.execute("SELECT pg_advisory_unlock(%s)", (_WRITER_LOCK,))
            yield
        finally:  # a session's end is noticed with a delay, and the next process may be waiting
            with contextlib.suppress(psycopg.Error):
                session.execute("SELECT pg_advisory_unlock(%s)", (_BOT_LOCK,))


def keep_writing_to_one(session: psycopg.Connection[Any], name: str) -> None:
    """Let only this session write while it lasts. Raises Refused("database_in_use").

    A restarted server has forgotten who held the database's lock, so this one is taken with every
    new connection. `name` identifies earlier sessions of the same process: the server may not have
    noticed their end and may even be about to commit for them.
    """
    session.execute(_END_OLD_SESSIONS, (name,))
    _take_writing(session)


def _take_writing(session: psycopg.Connection[Any]) -> None:
    session.execute("SELECT set_config('lock_timeout', %s, false)", (LOCK_TIMEOUT,))
    try:
        session.execute("SELECT pg_advisory_lock(%s)", (_WRITER_LOCK,))
    except psycopg.errors.LockNotAvailable as error:
        raise Refused("database_in_use") from error
    session.execute("SET lock_timeout = 0")
