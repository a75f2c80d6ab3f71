"""A file that was asked for has arrived: it is read and compared apart, and shown."""

from __future__ import annotations

import asyncio

from bot.delivery.carrier import Fetched
from bot.errors import Refused
from bot.handlers.context import Services
from bot.sheets.apart import compared_apart
from bot.sheets.limits import MAX_BYTES, MEGABYTE
from bot.sheets.worker import Work
from bot.store.trouble import out_of_reach
from bot.usecases import comparing
from bot.usecases.comparing import Compared, Material, Unread, Wanted


def fetcher(services: Services) -> Fetched:
    """What the sender calls with each file. One is read at a time: each may be large."""
    return _Fetcher(services).fetched


class _Fetcher:
    def __init__(self, services: Services) -> None:
        self._database, self._services = services.database, services
        self._turn = asyncio.Lock()

    async def fetched(self, import_id: int, content: bytes | None, failure: str | None) -> None:
        """Once more after a crash is harmless: nobody waits for what was decided."""
        async with self._turn:
            try:
                await self._take(import_id, content, failure)
            except Refused as refused:
                await self._unread(Unread(import_id, refused.reason, refused.facts))
            except Exception as error:  # ours, not the file's; but whoever sent it is waiting
                if out_of_reach(error):
                    raise
                await self._unread(Unread(import_id, "sheet_too_heavy"))
                raise

    async def _unread(self, why: Unread) -> None:
        await self._database.transact(comparing.unread, why)

    async def _take(self, import_id: int, content: bytes | None, failure: str | None) -> None:
        if failure == "too_large":
            raise Refused("sheet_too_large", limit_mb=MAX_BYTES // MEGABYTE)
        if content is None:
            raise Refused("file_gone")
        wanted = Wanted(import_id, self._services.settings.operators)
        found = await self._database.read(comparing.material, wanted)
        if found is not None:
            text = await compared_apart(self._work(content, found))
            await self._database.transact(comparing.ready, Compared(import_id, text))

    def _work(self, content: bytes, found: Material) -> Work:
        tiers = self._services.house.tiers
        return Work(content, found.name, found.roster, tiers, found.care, found.answers)
