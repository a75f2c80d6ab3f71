"""Gridcall as it runs, measured from inside:

`python -m benchmarks.subject` in its folder. At its end it reports the longest pause of its event
loop.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from pathlib import Path

from bot.app import App
from bot.cli import logs
from bot.config import load_config

_EVERY = 0.005


async def watch(pauses: list[float]) -> None:
    """Record by how much each of many short sleeps was late."""
    while True:
        before = time.monotonic()
        await asyncio.sleep(_EVERY)
        pauses.append(time.monotonic() - before - _EVERY)


async def main(folder: Path) -> None:
    """Run until stopped, then write the report."""
    logs.configure()
    app = await App.build(load_config(folder / "config.toml"), folder)
    pauses: list[float] = []
    watching = asyncio.create_task(watch(pauses))
    with contextlib.suppress(asyncio.CancelledError):
        await app.run()
    watching.cancel()
    told = {"longest_pause": max(pauses)}
    (folder / "told.json").write_text(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main(Path()))
