"""Lays out posters in a child process: 700 take seconds of CPU, for which neither the event loop
nor the database's thread can wait."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from pathlib import Path

from bot.paper.sheet import PosterSheet

_HOME = Path(__file__).parent.parent.parent
_PATIENCE = 120.0
"""Seconds."""


class LayoutError(Exception):
    """The child process died or took too long."""


async def laid_out(sheet: PosterSheet) -> bytes:
    """The posters as one PDF. Raises LayoutError."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.paper.worker"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_HOME,
        env=_environment(),
    )
    try:
        return await _written(process, pickle.dumps(sheet))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def _written(process: asyncio.subprocess.Process, packed: bytes) -> bytes:
    try:
        async with asyncio.timeout(_PATIENCE):
            written, _ = await process.communicate(packed)
    except TimeoutError as error:
        raise LayoutError("posters took too long") from error
    if process.returncode:
        raise LayoutError("the process that lays out posters died")
    return written


def _environment() -> dict[str, str]:
    """The child's environment without the token."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GRIDCALL_")}
