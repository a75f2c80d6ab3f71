"""Why Telegram could not be had at the start, as a refusal the operator reads."""

from __future__ import annotations

from urllib.parse import urlsplit

from telegram.error import TelegramError

from bot.delivery.transport import NotSent, proxy_for
from bot.errors import Refused


def unreached(url: str, error: TelegramError) -> Refused:
    """No connection, which a proxy may mend or be the cause of, is told apart from no answer."""
    proxy = proxy_for(url)
    if isinstance(error, NotSent) and proxy is not None:
        return Refused("proxy_unreached", url=url, proxy=_without_password(proxy))
    if isinstance(error, NotSent):
        return Refused("telegram_unreached", url=url)
    return Refused("telegram_silent", url=url)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
