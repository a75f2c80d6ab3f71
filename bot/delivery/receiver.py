"""Fetches updates and confirms them only after they are stored: kill -9 loses none."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken

from bot.clock import Clock, MonotonicMark, SystemClock
from bot.delivery.addressed import BotAccount, addressed, needed, sort_key
from bot.delivery.gateway import Gateway
from bot.delivery.redact import said_by
from bot.delivery.safe_bot import UNKNOWN_TOKEN
from bot.delivery.transport import TooMany
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.errors import N_, GridcallError
from bot.store import meta
from bot.store.database import Database
from bot.store.delivery import inbox
from bot.store.trouble import out_of_reach
from bot.store.tx import Tx, instant, to_micros

ABSENT_AFTER = timedelta(seconds=120)
"""Telegram drops button presses after 150 s; after this long without a poll some may be lost."""
CLOCK_DOUBTED_AFTER = timedelta(hours=1)
"""After this long without a poll the wall clock is doubted: it may have been set wrong."""
CLOCK_DOUBTED_FOR = timedelta(minutes=10)
_DOUBT_KEY = "clock_doubted_until"
_STRANGE = "strange"
log = structlog.get_logger()


class AnotherBot(GridcallError):
    """The token belongs to another bot than the database."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A time without polling, by the database's clock.

    `since` is later than `until` where that clock was set back meanwhile.
    """

    since: datetime
    until: datetime


def away(tx: Tx, now: datetime) -> timedelta:
    """Wall-clock time since Telegram last answered a poll."""
    last = meta.get(tx, "polled_at")
    return timedelta() if last is None else now - instant(int(last))


def clock_doubtful(tx: Tx, wall: datetime, now: datetime) -> bool:
    """Whether the wall clock has just jumped or has not been compared with Telegram's yet.

    Until then nothing is done that a corrected clock could not undo.
    """
    until = meta.get(tx, _DOUBT_KEY)
    return away(tx, wall) > ABSENT_AFTER or (until is not None and now < instant(int(until)))


WhenAbsent = Callable[[Tx, Absence, datetime], None]


@dataclass(frozen=True, slots=True)
class _Batch:
    updates: Sequence[Mapping[str, Any]]
    me: BotAccount
    polled: datetime


class Receiver:
    """The long poll.

    `stored` is called when updates were kept, `absent` after an absence. `wall` is the wall clock
    that measures absences; in demos and tests it differs from the database's clock.
    """

    def __init__(
        self,
        database: Database,
        gateway: Gateway,
        *,
        stored: Callable[[], None],
        absent: WhenAbsent,
        wall: Clock | None = None,
        waits: Waits = DEFAULT_WAITS,
    ) -> None:
        self._database = database
        self._gateway = gateway
        self._stored = stored
        self._absent = absent
        self._wall = wall or SystemClock()
        self._waits = waits
        self._pause = waits.pause
        self._me: BotAccount | None = None
        self._offset: int | None = None
        self._stopping = asyncio.Event()
        self.last_poll: datetime | None = None
        """When Telegram last answered a poll, by `wall`."""
        self.polled = MonotonicMark()

    async def run(self) -> None:
        """Fetch and store updates until stopped. Raises TokenRefused and AnotherBot."""
        while not self._stopping.is_set():
            try:
                await self._once()
                self._pause = self._waits.pause
            except GridcallError:
                raise
            except Exception as error:  # network, Telegram or database error: poll again
                await self._wait(self._pause_after(error))

    async def stop(self) -> None:
        """End the current poll. Telegram keeps the updates it would have returned."""
        self._stopping.set()

    async def _once(self) -> None:
        if self._me is None:
            self._me = await self._introduce()
        updates = await self._fetch()
        if updates is not None:
            await self._keep(_Batch(updates, self._me, self._wall.now()))

    async def _fetch(self) -> Sequence[Mapping[str, Any]] | None:
        """The next updates; None when stopped meanwhile."""
        # The first poll returns at once: only its answer tells whether there was an absence.
        wait = self._waits.poll if self.last_poll else 0
        polling = asyncio.create_task(self._gateway.updates(self._offset, wait))
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({polling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            polling.cancel()
        return polling.result() if polling.done() else None

    async def _introduce(self) -> BotAccount:
        me = await self._gateway.get_me()
        self._offset = await self._database.transact(_own, me)
        await self._gateway.forget_webhook()
        return me

    async def _keep(self, batch: _Batch) -> None:
        self._offset = await self._database.transact(self._store, batch) or self._offset
        self.last_poll = batch.polled
        self.polled.set()
        if batch.updates:
            self._stored()

    def _store(self, tx: Tx, batch: _Batch, now: datetime) -> int | None:
        for update_id, error in inbox.keep_updates(tx, _ours(batch), now):
            log.warning("update_not_kept", update_id=update_id, error=error)
        self._notice_absence(tx, batch.polled, now)
        if not batch.updates:
            return None
        # The last id, even if it is lower: after a week without updates Telegram numbers anew.
        offset = int(batch.updates[-1]["update_id"]) + 1
        meta.put(tx, "offset", str(offset))
        return offset

    def _notice_absence(self, tx: Tx, polled: datetime, now: datetime) -> None:
        gone = away(tx, polled)
        meta.put(tx, "polled_at", str(to_micros(polled)))
        if abs(gone) > ABSENT_AFTER:
            event = "absence" if gone > ABSENT_AFTER else "clock_was_set_back"
            log.warning(event, seconds=round(abs(gone).total_seconds()))
            doubt = CLOCK_DOUBTED_FOR if gone > CLOCK_DOUBTED_AFTER else timedelta()
            meta.put(tx, _DOUBT_KEY, str(to_micros(now + doubt)))
            self._tell(tx, Absence(now - gone, now), now)

    def _tell(self, tx: Tx, absence: Absence, now: datetime) -> None:
        try:
            with tx.savepoint():
                self._absent(tx, absence, now)
        except Exception as error:  # updates that were fetched are kept all the same
            if out_of_reach(error):
                raise
            log.exception("absence_not_told")

    def _pause_after(self, error: Exception) -> float:
        """Seconds to wait after an error; logs what an operator should know."""
        if isinstance(error, Conflict):
            log.error("conflict", hint="another program fetches this bot's updates: stop it")
            self._me = None  # somebody may have set a webhook: delete it again
            return self._waits.conflict
        if isinstance(error, InvalidToken):
            log.error("token_refused", hint=UNKNOWN_TOKEN)
        else:
            log.warning("poll_failed", error=said_by(error))
        pause, self._pause = self._pause, min(self._pause * 2, self._waits.longest_pause)
        return max(pause, error.after) if isinstance(error, TooMany) else pause

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


def _ours(batch: _Batch) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The updates addressed to the bot, and those it cannot parse: these are set aside and shown by
    `gridcall check`, and the rest of the batch is kept."""
    for each in batch.updates:
        try:
            if addressed(each, batch.me):
                yield sort_key(each), needed(each)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            log.warning("strange_update", update_id=each["update_id"], error=type(error).__name__)
            yield _STRANGE, each


def _own(tx: Tx, me: BotAccount, _now: datetime) -> int | None:
    """Check that the database belongs to this bot; the offset of the next poll.

    Raises AnotherBot.
    """
    owner = meta.get(tx, "bot_id")
    if owner is None:
        meta.put(tx, "bot_id", str(me.id))
    elif int(owner) != me.id:
        text = N_(
            "This database belongs to bot {owner}, the token to bot {bot}. Please use the token of"
            " {owner}, or another [database] url for the other bot."
        )
        raise AnotherBot(text, owner=owner, bot=me.id)
    offset = meta.get(tx, "offset")
    return None if offset is None else int(offset)
