"""Waits for Telegram at start-up until it answers. Subject: house."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from telegram.error import TelegramError

from bot.delivery.redact import said_by
from bot.delivery.transport import AnswerLost, TooMany
from bot.delivery.unreached import unreached
from bot.delivery.waits import Waits

R = TypeVar("R")
log = structlog.get_logger()


async def patiently(ask: Callable[[], Awaitable[R]], url: str, waits: Waits) -> R:
    """Return what `ask` returns once Telegram, at `url`, answers; each wait is logged. 429, 5xx and
    lost answers are retried. Raises Refused where no connection can be made: the address or the
    network is wrong, and the operator has to know at once."""
    pause = waits.pause
    while True:
        try:
            return await ask()
        except TooMany as error:
            trouble, wait = said_by(error), error.after
        except AnswerLost as error:
            trouble, wait = said_by(error), pause
            pause = min(pause * 2, waits.longest_pause)
        except TelegramError as error:
            raise unreached(url, error) from None
        log.warning("waiting_for_telegram", url=url, error=trouble, seconds=wait)
        await asyncio.sleep(wait)
