"""Why Telegram could not be had at the start, as a refusal the operator reads."""

from __future__ import annotations

from telegram.error import TelegramError

from bot.delivery.transport import NotSent
from bot.errors import Refused


def unreached(url: str, error: TelegramError) -> Refused:
    """No connection, which a proxy may mend, is told apart from no answer."""
    if isinstance(error, NotSent):
        return Refused("telegram_unreached", url=url)
    return Refused("telegram_silent", url=url)
