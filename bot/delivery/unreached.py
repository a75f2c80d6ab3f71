"""Turns a failed connection at start-up into a Refused that the operator reads."""

from __future__ import annotations

from urllib.parse import urlsplit

from telegram.error import TelegramError

from bot.delivery.transport import NotSent, proxy_for
from bot.errors import Refused


def unreached(url: str, error: TelegramError) -> Refused:
    """The refusal for an error at `url`: no connection, where a proxy may help or be at fault, is
    told apart from no answer."""
    proxy = proxy_for(url)
    if isinstance(error, NotSent) and proxy is not None:
        return Refused("proxy_unreached", url=url, proxy=_without_password(proxy))
    if isinstance(error, NotSent):
        return Refused("telegram_unreached", url=url)
    return Refused("telegram_silent", url=url)


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
