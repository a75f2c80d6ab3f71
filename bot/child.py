"""Runs a module of ours in a child process: work that would block the event loop, or open
strangers' files."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

_HOME = Path(__file__).parent.parent


class ChildDied(Exception):
    """The child process died or took too long; the message says which."""


async def run_in_child(module: str, packed: bytes, patience: float) -> bytes:
    """What the module writes to stdout, given this on stdin, within `patience` seconds.

    Raises ChildDied.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=_HOME,
        env=_environment(),
    )
    try:
        async with asyncio.timeout(patience):
            written, _ = await process.communicate(packed)
    except TimeoutError as error:
        raise ChildDied("took too long") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise ChildDied("died")
    return written


def _environment() -> dict[str, str]:
    """The child's environment without the token."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GRIDCALL_")}
