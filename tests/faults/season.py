"""One drill after the other, each with a new story, up to a number of kills."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Protocol

from tests.engines import Postgres
from tests.faults.drill import Drill, Tally, Violation
from tests.faults.processes import Nursery
from tests.faults.rehearsing import rehearse
from tests.faults.town import Town

Tell = Callable[[float], None]
_ERROR = '"level": "error"'


class Databases(Protocol):
    """Provides databases for bots."""

    async def fresh(self, folder: Path) -> str:
        """The url of a database with no rows."""
        ...

    async def done_with(self, url: str) -> None:
        """Remove the database."""
        ...


class Files:
    """SQLite: copies of a migrated file."""

    def __init__(self, template: Path) -> None:
        self._template = template

    async def fresh(self, folder: Path) -> str:
        shutil.copy(self._template, folder / "gridcall.sqlite")
        return f"sqlite:///{folder / 'gridcall.sqlite'}"

    async def done_with(self, url: str) -> None:
        pass


class OnServer:
    """PostgreSQL: one server, a database each."""

    def __init__(self, server: Postgres) -> None:
        self._server = server

    async def fresh(self, folder: Path) -> str:
        return await asyncio.to_thread(self._server.migrated)

    async def done_with(self, url: str) -> None:
        await asyncio.to_thread(self._server.give_back, url)


class Season:
    """Rehearses on `files`, plays on `databases`; every story has a folder of its own."""

    def __init__(self, nursery: Nursery, files: Files, databases: Databases, folder: Path) -> None:
        self._nursery = nursery
        self._files = files
        self._databases = databases
        self._folder = folder
        self.tally = Tally()

    async def run(self, seed: int, kills: int, tell: Tell = lambda _share: None) -> None:
        """Stories from this seed on; raises Violation at the first that goes wrong."""
        for each in count(seed):
            try:
                await self._play(each, lambda: tell(min(1.0, self.tally.kills / kills)))
            except Violation:
                raise
            except Exception as error:
                raise Violation(each, f"{str(error) or repr(error)}") from error
            if self.tally.kills >= kills:
                return

    async def _play(self, seed: int, tell: Callable[[], None]) -> None:
        async with self._town(self._files, f"{seed}-rehearsed") as town:
            story = await rehearse(town, seed)
        async with self._town(self._databases, f"{seed}") as town:
            await Drill(town, story, self.tally, tell).play()
        if swallowed := _errors(self._nursery.log):
            raise Violation(seed, f"it went on after errors: {swallowed[:5]}")

    @asynccontextmanager
    async def _town(self, databases: Databases, name: str) -> AsyncIterator[Town]:
        folder = self._folder / name
        folder.mkdir(parents=True)
        url = await databases.fresh(folder)
        town = await Town.open(self._nursery, folder, url)
        try:
            yield town
        finally:
            await town.close()
            await databases.done_with(url)
            shutil.rmtree(folder)


def _errors(log: Path) -> list[str]:
    """The errors in the bots' logs; kills are none."""
    return [line for line in log.read_text("utf-8").splitlines() if _ERROR in line]
