"""Pauses sending while Telegram does not answer, so that messages do not use up their one retry."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.delivery.redact import said_by
from bot.delivery.transport import TooMany
from bot.delivery.waits import Waits

log = structlog.get_logger()


class TelegramOutage:
    """An outage lasts from `begin` until Telegram answers the probe `ask`; then `over`
    is called."""

    def __init__(
        self, ask: Callable[[], Awaitable[object]], over: Callable[[], None], waits: Waits
    ) -> None:
        self._ask = ask
        self._over = over
        self._waits = waits
        self._asking: asyncio.Task[None] | None = None

    @property
    def lasts(self) -> bool:
        """Whether the outage lasts."""
        return self._asking is not None and not self._asking.done()

    def begin(self) -> None:
        """Start an outage: an answer was lost, or no connection could be made."""
        if not self.lasts:
            self._asking = asyncio.create_task(self._until_answered())

    def end(self) -> None:
        """Stop probing."""
        if self._asking is not None:
            self._asking.cancel()

    async def _until_answered(self) -> None:
        pause = self._waits.pause
        while not await self._answered():
            await asyncio.sleep(pause)
            pause = min(pause * 2, self._waits.longest_pause)
        # `lasts` must be False for whoever is woken now.
        asyncio.get_running_loop().call_soon(self._over)

    async def _answered(self) -> bool:
        try:
            await self._ask()
        except TooMany:
            return True
        except Exception as error:  # any error means that Telegram did not answer
            log.warning("telegram_silent", error=said_by(error))
            return False
        return True
