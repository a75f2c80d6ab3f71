"""Reads and fills in office's tables in a child process, without blocking the event loop."""

from __future__ import annotations

import asyncio
import json
import pickle

from bot.child import ChildDied, run_in_child
from bot.errors import Refused
from bot.sheets.tables.worker import SECONDS, TableFilling, TableJob, TableReading

_PATIENCE = SECONDS + 30


async def table_read_apart(work: TableReading) -> str:
    """The table as JSON. Raises Refused, with "sheet_too_heavy" where the process died."""
    return (await _done(work)).decode()


async def table_filled_apart(work: TableFilling) -> bytes:
    """The filled file. Raises as `table_read_apart`."""
    return await _done(work)


async def _done(work: TableJob) -> bytes:
    packed = await asyncio.to_thread(pickle.dumps, work)
    try:
        answer = await run_in_child("bot.sheets.tables.worker", packed, _PATIENCE)
    except ChildDied as error:
        raise Refused("sheet_too_heavy") from error
    refused, _, rest = answer.partition(b"\n")
    if refused:
        reason, facts = json.loads(refused)
        raise Refused(reason, **facts)
    return rest
