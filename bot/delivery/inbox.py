"""Dispatches stored updates: in order for each sender and chat, otherwise concurrently."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

import structlog

from bot.delivery.redact import said_by
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.store.database import Database
from bot.store.delivery import inbox
from bot.store.delivery.inbox import WaitingUpdate
from bot.store.trouble import out_of_reach
from bot.store.tx import Tx

Dispatch = Callable[[int, Mapping[str, Any]], Awaitable[bool | None]]
_LOADED_AHEAD = 200
log = structlog.get_logger()


class Inbox:
    """Calls `dispatch` for every stored update; after repeated errors it is set aside.

    A handler marks its update done in its own transaction (`store.inbox.done`) and reports that; an
    update it did not mark is marked once it has returned.
    """

    def __init__(
        self,
        database: Database,
        dispatch: Dispatch,
        *,
        at_once: int = 64,
        waits: Waits = DEFAULT_WAITS,
    ) -> None:
        self._database = database
        self._dispatch = dispatch
        self._room = asyncio.Semaphore(at_once)
        self._waits = waits
        self._out_of_reach = waits.database
        self._news = asyncio.Event()
        self._more = True
        self._stopping = False
        self._known: set[int] = set()
        self._just_handled: set[int] = set()
        self._lines: dict[str, deque[WaitingUpdate]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Signal that there may be new updates."""
        self._more = True
        self._news.set()

    async def run(self) -> None:
        """Handle stored and new updates until stopped."""
        self.wake()
        while not self._stopping:
            await self._news.wait()
            self._news.clear()
            if self._more and len(self._known) < _LOADED_AHEAD:
                await self._load()
        await self._drain()

    async def stop(self) -> None:
        """Start nothing new; `run` returns once what is in flight has ended."""
        self._stopping = True
        self._news.set()

    async def idle(self) -> None:
        """Wait until no update is pending."""
        while self._tasks or await self._database.read(inbox.count_waiting, None) > 0:
            self.wake()
            await asyncio.sleep(0.005)
            if self._tasks:
                await asyncio.wait(self._tasks)

    async def _drain(self) -> None:
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=self._waits.drain)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _load(self) -> None:
        self._more, self._just_handled = False, set()
        limit = len(self._known) + _LOADED_AHEAD
        try:
            found = await self._database.read(inbox.waiting, limit)
        except Exception as error:  # the database is unavailable: try again later
            log.warning("inbox_not_read", error=type(error).__name__)
            self._look_again()
            return
        self._more |= len(found) == limit
        # An update handled during the read may still be in its result.
        for update in found:
            if update.id not in self._known and update.id not in self._just_handled:
                self._line_up(update)

    def _line_up(self, update: WaitingUpdate) -> None:
        self._known.add(update.id)
        line = self._lines.get(update.sort_key)
        if line is not None:
            line.append(update)
            return
        self._lines[update.sort_key] = deque([update])
        task = asyncio.create_task(self._serve(update.sort_key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, sort_key: str) -> None:
        line = self._lines[sort_key]
        while line and not self._stopping:
            update = line.popleft()
            await self._handle(update)
            self._known.discard(update.id)
            self._just_handled.add(update.id)
            if self._more and len(self._known) < _LOADED_AHEAD // 2:
                self._news.set()
        del self._lines[sort_key]

    async def _handle(self, update: WaitingUpdate) -> None:
        attempt, doubtful = update.attempts, False
        while not self._stopping:
            async with self._room:
                error = await self._try(update, doubtful)
            if error is None:
                return
            if out_of_reach(error):  # not the update's fault: retry without counting
                log.warning("database_out_of_reach", error=said_by(error))
                doubtful = True
                await asyncio.sleep(self._out_of_reach)
                continue
            last = attempt >= len(self._waits.retries)
            log.warning("update_failed", update_id=update.update_id, error=type(error).__name__)
            await self._record(update, said_by(error), last=last)
            if last:
                return
            await asyncio.sleep(self._waits.retries[attempt])
            attempt += 1

    async def _try(self, update: WaitingUpdate, doubtful: bool) -> Exception | None:
        try:
            if doubtful and not await self._database.transact(_waits, update.update_id):
                return None  # it was committed, only the confirmation was lost
            if not await self._dispatch(update.update_id, json.loads(update.payload)):
                await self._database.transact(_done, update.update_id)
        except Exception as error:  # a handler failed; the other updates must go on
            return error
        return None

    async def _record(self, update: WaitingUpdate, error: str, *, last: bool) -> None:
        work = _aside if last else _failed
        try:
            await self._database.transact(work, (update.update_id, error))
        except Exception:  # the database is unavailable: the failure is counted next time
            self._look_again()

    def _look_again(self) -> None:
        asyncio.get_running_loop().call_later(self._out_of_reach, self.wake)


def _waits(tx: Tx, update_id: int, _now: datetime) -> bool:
    return inbox.waits(tx, update_id)


def _done(tx: Tx, update_id: int, now: datetime) -> None:
    inbox.mark_done(tx, update_id, now)


def _failed(tx: Tx, command: tuple[int, str], _now: datetime) -> None:
    inbox.failed(tx, *command)


def _aside(tx: Tx, command: tuple[int, str], now: datetime) -> None:
    inbox.set_update_aside(tx, *command, now)
