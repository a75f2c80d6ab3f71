"""The pulse runs everything that is due, in small idempotent steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import MonotonicMark
from bot.store.database import Database
from bot.store.trouble import out_of_reach
from bot.store.tx import Tx

log = structlog.get_logger()

STEP = 40
"""Rows a step handles at most, so that presses are answered in between."""

Duty = Callable[[Tx, int, datetime], int]
"""Handles at most so many due rows; returns how many it found."""


class Pulse:
    """Runs each duty until nothing more is due."""

    def __init__(
        self, database: Database, duties: Sequence[Duty], every: timedelta = timedelta(seconds=1)
    ) -> None:
        self._database = database
        self._duties = duties
        self._every = every
        self.beaten = MonotonicMark()
        self._scheduler: AsyncIOScheduler | None = None

    def start(self) -> None:
        """Start the heartbeat. Missed beats are coalesced into one; beats never overlap."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self.beat,
            "interval",
            seconds=self._every.total_seconds(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    def stop(self) -> None:
        """Stop the heartbeat."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    async def beat(self) -> int:
        """Do everything that is due; returns how much there was.

        A failing duty does not stop the others.
        """
        done = 0
        for duty in self._duties:
            try:
                done += await self._all_of(duty)
            except Exception as error:
                if out_of_reach(error):  # it concerns all duties; what is due stays due
                    log.warning("database_out_of_reach", error=type(error).__name__)
                    break
                log.exception("pulse.duty_failed", duty=getattr(duty, "__name__", "?"))
        self.beaten.set()
        return done

    async def _all_of(self, duty: Duty) -> int:
        done = 0
        while found := await self._database.transact(duty, STEP):
            done += found
            self.beaten.set()
            if found < STEP:
                break
        return done
