"""The audit log as rows for a file. It holds ids, not names."""

from __future__ import annotations

from datetime import datetime

from bot.store.tx import Row, Tx, instant

COLUMNS = (
    "id",
    "at",
    "actor",
    "action",
    "path",
    "instruction_id",
    "unit_id",
    "member_id",
    "facts",
)
"""The columns in order; `at` is UTC."""

_MOST = 5000


def audit_rows(tx: Tx, after: int, _now: datetime) -> list[tuple[object, ...]]:
    """A page of the log, oldest first; the next one starts after the id in its last row."""
    return [_row(row) for row in tx.all("audit_lines", after=after, most=_MOST)]


def _row(row: Row) -> tuple[object, ...]:
    at = instant(row["at"]).isoformat(timespec="milliseconds")
    rest = (row[column] for column in COLUMNS[2:])
    return (row["id"], at, *("" if value is None else value for value in rest))
