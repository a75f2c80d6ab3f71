"""Writes the newest call sheets of everybody into a folder at a set time, for when there is no
net."""

from __future__ import annotations

import asyncio
import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from bot.chat.texts import translator
from bot.instructions.digest import latest_due
from bot.paper.apart import laid_out
from bot.store.database import Database
from bot.store.house import audit, house
from bot.store.tx import Tx
from bot.usecases.board.lists import CallLists, everybody_to_call
from bot.web.board.downloads import call_sheets

NAME = "call-sheets.pdf"
_LOOKS_EVERY = 30.0
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class SheetTimes:
    """At what time of day, in which zone and language, and into which folder."""

    at: time
    zone: ZoneInfo
    language: str
    folder: Path


class SheetTimer:
    """Looks now and then whether the file is older than the last time it was due."""

    def __init__(self, database: Database, times: SheetTimes) -> None:
        self._database = database
        self._times = times
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._run(), name="SheetTimer")

    async def stop(self) -> None:
        """Stop looking; a file that is being written is left out."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self.write_if_due(datetime.now(UTC))
            except Exception as error:
                log.warning("sheets.not_written", error=type(error).__name__)
            await asyncio.sleep(_LOOKS_EVERY)

    async def write_if_due(self, now: datetime) -> bool:
        """Write the file where it is due. The former one stays until the new one is whole."""
        due = latest_due([self._times.at], self._times.zone, now)
        file = self._times.folder / NAME
        if due is None or (file.exists() and file.stat().st_mtime >= due.at.timestamp()):
            return False
        found, region = await self._database.transact(_read, None)
        content = await laid_out(call_sheets(found, region, translator(self._times.language)))
        await asyncio.to_thread(put_whole_file, file, content)
        log.info("sheets.written", branches=len(found.branches))
        return True


def _read(tx: Tx, _query: None, now: datetime) -> tuple[CallLists, str]:
    audit.record(tx, now, audit.CLOCK, "calls.print", path="clock")
    return everybody_to_call(tx, None, now), house.region(tx)


def put_whole_file(file: Path, content: bytes) -> None:
    """Put a file in the place of another at once, readable by its owner alone."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with os.fdopen(os.open(new, flags, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
