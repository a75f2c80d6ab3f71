"""PTB's Bot for the gateway: its repr hides the token, and responses can be returned
as raw JSON."""

from __future__ import annotations

from typing import Any

from telegram.error import InvalidToken
from telegram.ext import ExtBot

from bot.delivery.addressed import UPDATE_TYPES
from bot.delivery.transport import AiohttpRequest
from bot.errors import N_, GridcallError

Json = dict[str, Any]
UNKNOWN_TOKEN = N_(
    "Telegram does not know this bot token. Please copy it anew from @BotFather (/mybots, API"
    " Token) into the settings."
)
_LONGER = 10.0


class TokenRefused(GridcallError):
    """Telegram rejects the token."""


class SafeBot(ExtBot[None]):
    """A Bot whose repr does not show its token."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}[{self._token.partition(':')[0]}]"

    async def initialize(self) -> None:
        """As in the base class, whose error message for a rejected token contains the token."""
        try:
            await super().initialize()
        except InvalidToken:
            raise TokenRefused(UNKNOWN_TOKEN) from None

    async def ask(self, method: str, facts: Json) -> Any:
        """Call a method with JSON parameters; returns `result` as plain JSON."""
        assert isinstance(self.request, AiohttpRequest)  # noqa: S101 - we made it
        return await self.request.post_json(f"{self.base_url}/{method}", facts)

    async def raw_updates(self, offset: int | None, wait: float, patience: float) -> Any:
        """The result of getUpdates as plain JSON."""
        return await self._post(
            "getUpdates",
            {"offset": offset, "timeout": int(wait), "allowed_updates": list(UPDATE_TYPES)},
            read_timeout=wait + patience,
        )
