"""Reads and compares a spreadsheet in a child process without blocking the event loop."""

from __future__ import annotations

import asyncio
import json
import pickle

from bot.child import ChildDied, run_in_child
from bot.errors import Refused
from bot.sheets.worker import SECONDS, ReadingJob

_PATIENCE = SECONDS + 30


async def compared_apart(work: ReadingJob) -> str:
    """As `bot.sheets.worker.compared`.

    Raises Refused, with "sheet_too_heavy" where the process died.
    """
    packed = await asyncio.to_thread(pickle.dumps, work)
    try:
        answer = await run_in_child("bot.sheets.worker", packed, _PATIENCE)
    except ChildDied as error:
        raise Refused("sheet_too_heavy") from error
    return _read(answer.decode())


def _read(answer: str) -> str:
    refused, _, rest = answer.partition("\n")
    if refused:
        reason, facts = json.loads(refused)
        raise Refused(reason, **facts)
    return rest
