"""Asking Telegram who we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Refused

if TYPE_CHECKING:
    from bot.delivery.addressed import Me


async def who_we_are(token: str, base_url: str) -> Me:
    """The bot of this token. Raises TokenRefused, or Refused("telegram_silent")."""
    # Telegram's library takes half a second to load, and most commands do without it.
    from telegram.error import TelegramError

    from bot.delivery.gateway import Gateway

    gateway = Gateway(token, base_url)
    await gateway.open()
    try:
        return await gateway.get_me()
    except TelegramError as error:
        raise Refused("telegram_silent", url=base_url, error=type(error).__name__) from None
    finally:
        await gateway.close()
