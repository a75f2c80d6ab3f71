"""Executes one claimed row at Telegram and returns its outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog
from telegram.error import TelegramError

from bot.delivery.gateway import FileGone, Gateway
from bot.delivery.letter import Letter
from bot.delivery.table_filling import with_table
from bot.delivery.transport import TooLarge, TooMany
from bot.errors import Refused
from bot.store.database import Database
from bot.store.delivery import sending
from bot.store.delivery.outcomes import Failed, Outcome, Reason, Retry, Sent
from bot.store.delivery.sending import Claimed
from bot.store.trouble import out_of_reach
from bot.store.tx import Tx

Fetched = Callable[[int, bytes | None, str | None], Awaitable[None]]
"""Receives an import request's id, the content of its file (None on failure), and the error."""
MOST_BYTES = 20 * 1024 * 1024
_MOST_ATTEMPTS = 5
log = structlog.get_logger()


class LetterCarrier:
    """Executes letters.

    Album parts are sent one by one; those that arrived are remembered for a retry.
    """

    def __init__(self, database: Database, gateway: Gateway, fetched: Fetched) -> None:
        self._database = database
        self._gateway = gateway
        self._fetched = fetched
        self._arrived: dict[int, list[Sent]] = {}

    async def carry(self, row: Claimed, letter: Letter) -> Outcome:
        """Execute one row; errors become outcomes, nothing is raised."""
        if row.entry.op == "fetch":
            return await self._fetch(row)
        try:
            letter = await with_table(self._database, letter)
        except Refused as refused:
            return Failed(Reason.BAD_REQUEST, refused.reason)
        arrived = self._arrived.pop(row.entry.id, [])
        for part in letter.parts()[len(arrived) :]:
            outcome = await self._gateway.perform(part)
            if not isinstance(outcome, Sent):
                self._arrived[row.entry.id] = arrived
                return outcome
            arrived.append(outcome)
        return arrived[0]

    async def _fetch(self, row: Claimed) -> Outcome:
        try:
            content, failure = await self._download(row.subject), None
        except TooLarge:
            content, failure = None, "too_large"
        except FileGone:
            content, failure = None, "gone"
        except TooMany as error:
            return Retry(error.message, error.after)
        except TelegramError as error:
            if row.attempt < _MOST_ATTEMPTS:
                return Retry(type(error).__name__)
            content, failure = None, "unreachable"
        return await self._hand_over(row.subject, content, failure)

    async def _download(self, import_id: int) -> bytes:
        file_id = await self._database.read(_file_of, import_id)
        if file_id is None:
            raise FileGone
        return await self._gateway.download(file_id, MOST_BYTES)

    async def _hand_over(
        self, import_id: int, content: bytes | None, failure: str | None
    ) -> Outcome:
        try:
            await self._fetched(import_id, content, failure)
        except Exception as error:  # a retry would bring the same file
            if out_of_reach(error):
                return Retry(type(error).__name__)
            log.exception("file_not_taken", import_id=import_id)
            return Failed(Reason.BAD_REQUEST, type(error).__name__)
        return Sent()


def _file_of(tx: Tx, import_id: int, _now: datetime) -> str | None:
    return sending.file_to_fetch(tx, import_id)
