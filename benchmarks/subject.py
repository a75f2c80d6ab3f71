"""Gridcall as it runs, watched from inside: `python -m benchmarks.subject` in its folder.

At its end it says how long its event loop stood still at most.
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
    """Note by how much each of many short naps was overslept."""
    while True:
        before = time.monotonic()
        await asyncio.sleep(_EVERY)
        pauses.append(time.monotonic() - before - _EVERY)


async def main(folder: Path) -> None:
    """Run until told to stop, then write down what was seen."""
    logs.configure()
    app = await App.build(load_config(folder / "config.toml"), folder)
    pauses: list[float] = []
    watching = asyncio.create_task(watch(pauses))
    with contextlib.suppress(asyncio.CancelledError):
        await app.run()
    watching.cancel()
    (folder / "told.json").write_text(json.dumps({"longest_pause": max(pauses)}))


if __name__ == "__main__":
    asyncio.run(main(Path()))
