"""Sends outbox rows within the rate limits: claim and settle.

A row is claimed in a commit before its request leaves, so a crash in between is known to be
uncertain.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic

import structlog

from bot.clock import Clock, SystemClock
from bot.delivery.carrier import Fetched, LetterCarrier
from bot.delivery.claiming import Claimer
from bot.delivery.composing import Compose
from bot.delivery.gateway import CONNECTIONS, Gateway
from bot.delivery.letter import Letter
from bot.delivery.outcome_counts import OutcomeCounts
from bot.delivery.overall_limit import SLICE
from bot.delivery.pacer import TelegramLimits
from bot.delivery.priority_queue import PriorityQueue
from bot.delivery.rate_limiter import RateLimiter
from bot.delivery.redact import said_by
from bot.delivery.sender_store import RoundInput, SenderStore, stock
from bot.delivery.settling import OnSettled, RowOutcome, Settler
from bot.delivery.silence import TelegramOutage
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.store.database import Database
from bot.store.delivery import sending
from bot.store.delivery.outcomes import Outcome, Retry, Uncertain
from bot.store.delivery.sending import Claimed, OutboxEntry

_LOOK_AT_CLOCK = 0.1
_MOST_CRASHES = 5
_DATABASE_AWAY = 1.0
_LONGEST_SLEEP = 3600.0
_LONGEST_GATHERING = 2 * SLICE
log = structlog.get_logger()


class Sender:
    """Each round settles results and claims rows in one transaction, then sends the letters.

    Everything in memory may be lost: the outbox is the source of truth. Only `not_before` goes by
    the database's clock, which demos and tests move; every other wait is monotonic.
    """

    def __init__(
        self,
        database: Database,
        gateway: Gateway,
        compose: Compose,
        settled: OnSettled,
        fetched: Fetched,
        limits: TelegramLimits | None = None,
        *,
        waits: Waits = DEFAULT_WAITS,
        wall: Clock | None = None,
        steady: Callable[[], float] = monotonic,
    ) -> None:
        self._database = database
        self._steady = steady
        self._waits = waits
        self._limiter = RateLimiter(
            limits or TelegramLimits(), waits, steady, wall or SystemClock()
        )
        self._silence = TelegramOutage(gateway.get_me, database.changed.set, waits)
        self._carrier = LetterCarrier(database, gateway, fetched)
        settler = Settler(settled)
        claimer = Claimer(compose, settler, self._limiter.fits, self._limiter.same)
        self._store = SenderStore(settler, claimer)
        self._queue = PriorityQueue(self._limiter.ready_at)
        self.tally = OutcomeCounts()
        self._seen = 0
        self._posting: dict[int, asyncio.Task[None]] = {}
        self._came: list[tuple[Claimed, Letter, Outcome]] = []
        self._results: list[RowOutcome] = []
        self._stopping = False
        self._lost_track = False

    @property
    def pace(self) -> float:
        """The current rate in messages a second."""
        return self._limiter.pace

    async def run(self) -> None:
        """Send until stopped."""
        try:
            await self._take_over()
            while not self._stopping:
                await self._rest(await self._round_or_recover())
            await self._drain()
        finally:
            self._silence.end()
            for task in self._posting.values():
                task.cancel()

    async def stop(self) -> None:
        """Start nothing new; `run` returns once what is in flight has ended."""
        self._stopping = True
        self._database.changed.set()

    async def idle(self) -> None:
        """Wait until no row is due by the database's clock."""
        while self._posting or await self._database.read(sending.count_to_do, None) > 0:
            self._database.changed.set()
            await asyncio.sleep(0.005)
            if self._posting:
                await asyncio.wait(self._posting.values())

    async def _take_over(self) -> None:
        """Take over from a previous process: rows it had in flight are uncertain."""
        found = await self._database.transact(stock, None)
        self._limiter.restore(found.holds, found.lately, found.now)
        for row in found.in_flight:
            self._results.append(_interrupted(row))
            self._limiter.doubt(row.entry.chat_id)
            self._queue.occupy(row.entry.chat_id)

    async def _round_or_recover(self) -> float:
        """Run one round; returns when to run the next, in monotonic seconds."""
        try:
            if self._lost_track:
                await self._recover()
            return await self._round()
        # a database error: most likely nothing of this round was committed
        except Exception as error:
            log.warning("outbox_round_failed", error=said_by(error))
            self._lost_track = True
            await asyncio.sleep(_DATABASE_AWAY)
            return self._steady()

    async def _recover(self) -> None:
        """Reload the state from the database; a commit may have succeeded although its
        answer was lost."""
        found = await self._database.transact(stock, None)
        self._queue, self._seen = PriorityQueue(self._limiter.ready_at), 0
        known = {*self._posting, *(row.entry.id for row, *_ in self._came)}
        known |= {result.row.entry.id for result in self._results}
        for row in found.in_flight:
            self._queue.occupy(row.entry.chat_id)
            if row.entry.id not in known:
                self._results.append(RowOutcome(row, Retry("was not begun")))
        self._lost_track = False

    async def _round(self) -> float:
        self._database.changed.clear()
        self._absorb()
        await self._learn()
        at = self._steady()
        allowed = 0 if self._silence.lasts else self._limiter.room(at)
        entries = self._queue.take(min(allowed, CONNECTIONS - len(self._posting)), at)
        if entries or self._results:
            await self._turn(entries)
        if len(entries) == allowed > 0:  # there may be more
            await self._gather()
        self._limiter.tidy()
        return self._next_look(self._steady())

    async def _gather(self) -> None:
        """Wait until enough rows are ready to make a round worthwhile."""
        # let started letters leave: they count against the limits from then on
        await asyncio.sleep(0)
        at = self._steady()
        await asyncio.sleep(min(self._limiter.slice_at(at) - at, _LONGEST_GATHERING))

    def _absorb(self) -> None:
        """Process the outcomes that have come back."""
        came, self._came = self._came, []
        for row, letter, outcome in came:
            self._limiter.came(row, letter, outcome)
            if _unanswered(outcome):
                self._silence.begin()
            self._results.append(RowOutcome(row, outcome))

    async def _learn(self) -> None:
        """Load newly pending rows, and those whose `not_before` has passed."""
        now = self._database.clock.now()
        entries = await self._database.read(sending.newly_pending, self._seen)
        if entries:
            self._seen = entries[-1].stamp
            self._queue.add(entries, now)
        self._queue.due(now)

    async def _turn(self, entries: Sequence[OutboxEntry]) -> None:
        """Settle and claim in one transaction, then send the letters."""
        results = [*self._results]
        command = RoundInput(results, entries, self._limiter.to_keep())
        begun = await self._database.transact(self._store.write, command)
        del self._results[: len(results)]
        self._limiter.kept()
        self._queue.add(begun.back, self._database.clock.now())
        for result in results:
            self.tally.count(result)
            self._queue.free(result.row.entry.chat_id)
        for chat_id in begun.idle_chats:
            self._queue.free(chat_id)
        for row, letter in begun.letters:
            self._posting[row.entry.id] = asyncio.create_task(self._post(row, letter))

    async def _post(self, row: Claimed, letter: Letter) -> None:
        self._limiter.leaves(row, letter)
        try:
            outcome = await self._carrier.carry(row, letter)
        except Exception as error:  # a bug; the chat must not stay busy for ever
            log.exception("letter_lost", op=letter.op)
            outcome = Uncertain(said_by(error))
        self._limiter.ended(row, letter, outcome)
        self._came.append((row, letter, outcome))
        del self._posting[row.entry.id]
        self._database.changed.set()

    def _next_look(self, at: float) -> float:
        """When something may become ready without a signal."""
        looks = [at + _LOOK_AT_CLOCK] if self._queue.waits_for_clock else []
        ready = self._queue.ready_at(at)
        held = self._silence.lasts or len(self._posting) >= CONNECTIONS
        if ready is not None and not held:
            looks.append(min(max(ready, self._limiter.room_at(at)), at + _LONGEST_SLEEP))
        return min(looks, default=at + _LONGEST_SLEEP)

    async def _rest(self, until: float) -> None:
        try:
            await asyncio.wait_for(self._database.changed.wait(), until - self._steady())
        except TimeoutError:
            return

    async def _drain(self) -> None:
        """Wait a few seconds for what is in flight, then settle it."""
        if self._posting:
            await asyncio.wait(self._posting.values(), timeout=self._waits.drain)
        self._absorb()
        if self._results:
            await self._settle_at_last()

    async def _settle_at_last(self) -> None:
        try:
            await self._turn([])
        except Exception as error:  # what is not settled counts as uncertain in the next process
            log.warning("outbox_not_settled", error=said_by(error))


def _unanswered(outcome: Outcome) -> bool:
    """Whether an outcome suggests that Telegram is unreachable."""
    no_answer = isinstance(outcome, Retry) and outcome.after is None
    return no_answer or isinstance(outcome, Uncertain)


def _interrupted(row: Claimed) -> RowOutcome:
    """The result of a row a crash interrupted: it is retried whatever its number of tries, but only
    up to a limit, in case it is what causes the crashes. Fetching a file twice does no harm."""
    if row.entry.op == "fetch":
        return RowOutcome(row, Retry("interrupted"))
    suspect = row.again and row.attempt >= _MOST_CRASHES
    return RowOutcome(replace(row, again=suspect), Uncertain("interrupted"))
