"""Writes tables without blocking the event loop: long ones in a child process."""

from __future__ import annotations

import asyncio
import pickle
import sys

from bot.child import run_in_child
from bot.instructions.data_table import DataFormat, DataTable
from bot.sheets.table import write_table

LONG = 500
"""Rows from which on a process of its own is worth its start."""
_SECONDS = 120


async def table_written(table: DataTable, form: DataFormat) -> bytes:
    """As `write_table`. Raises ChildDied."""
    if len(table.rows) < LONG:
        return write_table(table, form)
    packed = await asyncio.to_thread(pickle.dumps, (table, form))
    return await run_in_child("bot.sheets.table_apart", packed, _SECONDS)


def run_writing_worker() -> None:
    """Read a table and its format from stdin; write the file."""
    table, form = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    sys.stdout.buffer.write(write_table(table, form))


if __name__ == "__main__":
    run_writing_worker()
