"""Asking Telegram who we are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.delivery.addressed import BotAccount


async def who_we_are(token: str, base_url: str) -> BotAccount:
    """The bot's account for this token. Raises TokenRefused or Refused."""
    # PTB takes half a second to import, and most commands do not need it.
    from telegram.error import TelegramError

    from bot.delivery.gateway import Gateway
    from bot.delivery.unreached import unreached

    gateway = Gateway(token, base_url)
    await gateway.open()
    try:
        return await gateway.get_me()
    except TelegramError as error:
        raise unreached(base_url, error) from None
    finally:
        await gateway.close()
