"""Whether the database was out of reach, or the work itself is wrong."""

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
    """Locked, full, away: the same work, tried again later, may well be done.

    After such an error nothing more may be done in the transaction it came out of: SQLite may
    have undone that already, and what follows would be committed by itself.
    """
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in _PASSING
    return isinstance(error, (psycopg.OperationalError, psycopg.InterfaceError))
