"""Reads and compares a spreadsheet in a child process without blocking the event loop."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import sys
from pathlib import Path

from bot.errors import Refused
from bot.sheets.worker import SECONDS, ReadingJob

_HOME = Path(__file__).parent.parent.parent
_PATIENCE = SECONDS + 30


async def compared_apart(work: ReadingJob) -> str:
    """As `bot.sheets.worker.compared`.

    Raises Refused, with "sheet_too_heavy" where the process died.
    """
    packed = await asyncio.to_thread(pickle.dumps, work)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.sheets.worker",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_HOME,
        env=_environment(),
    )
    try:
        async with asyncio.timeout(_PATIENCE):
            answer, _ = await process.communicate(packed)
    except TimeoutError as error:
        raise Refused("sheet_too_heavy") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise Refused("sheet_too_heavy")
    return _read(answer.decode())


def _read(answer: str) -> str:
    refused, _, rest = answer.partition("\n")
    if refused:
        reason, facts = json.loads(refused)
        raise Refused(reason, **facts)
    return rest


def _environment() -> dict[str, str]:
    """The child's environment without the token, as it opens strangers' files."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GRIDCALL_")}
