"""The preview of an instruction to 8,732 buildings, with its gaps."""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import datetime
from pathlib import Path

from benchmarks import district
from bot.chat.texts import translator
from bot.chat.writing.issuing import render_preview
from bot.store.delivery import outbox
from bot.store.tx import Tx
from bot.usecases.writing import drafting
from bot.usecases.writing.drafting import Writing
from bot.usecases.writing.preview_view import preview_view

ROUNDS = 5


def shown(tx: Tx, message_id: int, now: datetime) -> float:
    """Seconds to load and render the preview, the best of several rounds."""
    message = outbox.message(tx, message_id)
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        view = preview_view(tx, message, now)
        assert view is not None
        render_preview(view, translator("zh-hans"))
        best = min(best, time.perf_counter() - started)
    return best


async def main() -> None:
    """Print the time."""
    with tempfile.TemporaryDirectory() as folder:
        database = await district.opened(Path(folder))
        account = await database.read(district.liaison, None)
        writing = Writing(account, account, district.HOUSE, text="今晚停水")
        await database.transact(drafting.gather, writing)
        message = await database.transact(district.arrive, None)
        seconds = await database.read(shown, message)
        await database.close()
    print(f"preview to {district.BUILDINGS:,} buildings  {seconds:8.3f} s    to reach 0.5 s")


if __name__ == "__main__":
    asyncio.run(main())
