"""Tells an unreachable database from an error in the work itself."""

from __future__ import annotations

import sqlite3

import psycopg

_PRIMARY = 0xFF
_PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)


def out_of_reach(error: BaseException) -> bool:
    """Whether the database is locked, full or away, so that the same work may succeed later.

    After such an error the transaction must not be used: SQLite may have rolled it back already,
    and later statements would commit on their own.
    """
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _PASSING
    return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
