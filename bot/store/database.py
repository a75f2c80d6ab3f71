"""Runs use cases in the database's thread and gathers them into group commits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from bot.clock import Clock, MonotonicMark
from bot.store.engine import Engine
from bot.store.trouble import out_of_reach
from bot.store.tx import BeforeCommit, Tx, named_queries

C = TypeVar("C")
R = TypeVar("R")
UseCase = Callable[[Tx, C, datetime], R]


@dataclass(slots=True)
class _Job:
    work: UseCase[Any, Any]
    command: Any
    now: datetime
    future: asyncio.Future[Any]
    outcome: Any = None
    error: BaseException | None = None


class Database:
    """Runs use cases one after the other, each all or nothing.

    Use cases that wait at the same moment share one transaction, each in a savepoint (group
    commit), so that one synced commit pays for many. `transact` returns after the commit. Where the
    database is out of reach (`bot.store.trouble`), nothing of the transaction was kept; only where
    the server was lost during the commit itself, its outcome is unknown.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.clock = clock
        self.changed = asyncio.Event()
        """Set after every commit that changed rows; the waiting task clears it."""
        self.watchers: set[asyncio.Event] = set()
        """Set as well; each is cleared by whoever put it here."""
        self.written = MonotonicMark()
        self._engine = engine
        self._queries = named_queries(engine.driver)
        self._waiting: list[_Job] = []
        self._pump: asyncio.Task[None] | None = None

    @property
    def engine(self) -> Engine:
        """The underlying engine."""
        return self._engine

    async def transact(self, work: UseCase[C, R], command: C) -> R:
        """Run `work(tx, command, now)` and commit it.

        Its error undoes only this work and is raised here.
        """
        job = _Job(work, command, self.clock.now(), asyncio.get_running_loop().create_future())
        self._waiting.append(job)
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._drain())
        result: R = await job.future  # cancelling the caller does not cancel the work
        return result

    async def read(self, work: UseCase[C, R], query: C) -> R:
        """Run `work(tx, query, now)` on the reading connection, in a transaction of its own."""
        now = self.clock.now()
        return await self._engine.read(partial(self._look, work, query, now))

    async def read_long(self, work: UseCase[C, R], query: C) -> R:
        """As `read`, on a connection of its own: a drawing of a district takes tens of
        milliseconds, and whoever presses a button must not wait behind it."""
        now = self.clock.now()
        return await self._engine.read_long(partial(self._look, work, query, now))

    async def vacuum(self) -> None:
        """Remove what was deleted from the files too. Nothing else may be running."""

        def vacuum(connection: Any) -> None:
            for statement in self._engine.vacuum:
                connection.execute(statement)

        await self._engine.write(vacuum)

    async def close(self) -> None:
        """Finish what is queued, then close."""
        if self._pump is not None:
            await self._pump
        await self._engine.close()

    async def _drain(self) -> None:
        while self._waiting:
            jobs, self._waiting = self._waiting, []
            await self._commit(jobs)

    async def _commit(self, jobs: list[_Job]) -> None:
        try:
            wrote = await self._engine.write(partial(self._batch, jobs))
        except asyncio.CancelledError as error:  # the event loop ends: fail the waiting callers
            _fail(jobs, error)
            raise
        except BaseException as error:  # the commit failed: nobody's work was kept
            if len(jobs) == 1 or out_of_reach(error):
                _fail(jobs, error)
                return
            for job in jobs:  # one job is at fault: run each on its own
                await self._commit([job])
            return
        self.written.set()
        _settle(jobs)
        if wrote:
            self.changed.set()
            for watcher in self.watchers:
                watcher.set()

    def _batch(self, jobs: list[_Job], connection: Any) -> bool:
        """Run and commit the jobs; whether that changed rows."""
        connection.execute(self._engine.begin)
        try:
            ends: BeforeCommit = {}
            wrote = [self._one(connection, job, ends) for job in jobs]
            last = Tx(connection, self._queries)
            for work in ends.values():
                work(last)
            connection.execute("COMMIT")
            return any(wrote) or last.wrote
        except BaseException as error:
            with contextlib.suppress(Exception):
                connection.execute("ROLLBACK")
            raise _raisable(error) from error.__cause__

    def _one(self, connection: Any, job: _Job, ends: BeforeCommit) -> bool:
        connection.execute("SAVEPOINT job")
        tx = Tx(connection, self._queries, {})
        job.error = None
        try:
            job.outcome = job.work(tx, job.command, job.now)
            tx.connection.execute("RELEASE SAVEPOINT job")
            for key, work in (tx.ends or {}).items():
                ends.setdefault(key, work)
            return tx.wrote
        except BaseException as error:  # any error goes to the caller
            if out_of_reach(error):  # the work is not at fault, and none of it is kept
                raise
            connection.execute("ROLLBACK TO SAVEPOINT job")
            connection.execute("RELEASE SAVEPOINT job")
            job.error = error
            return False

    def _look(self, work: UseCase[C, R], query: C, now: datetime, connection: Any) -> R:
        connection.execute("BEGIN")
        try:
            return work(Tx(connection, self._queries), query, now)
        except StopIteration as error:
            raise _raisable(error) from error
        finally:
            connection.execute("ROLLBACK")


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        if job.future.cancelled():
            continue
        if job.error is not None:
            job.future.set_exception(_raisable(job.error))
        else:
            job.future.set_result(job.outcome)


def _fail(jobs: list[_Job], error: BaseException) -> None:
    for job in jobs:
        if not job.future.done():
            job.future.set_exception(_raisable(error))


def _raisable(error: BaseException) -> BaseException:
    """An error a future can carry: asyncio rejects StopIteration."""
    if not isinstance(error, StopIteration):
        return error
    found = RuntimeError("a use case raised StopIteration")
    found.__cause__ = error
    return found
