"""The page as one part of the bot: its site and its server, started and stopped together."""

from __future__ import annotations

from dataclasses import replace

from bot.store.database import Database
from bot.web.board.addresses import believed_proxies
from bot.web.board.routes import ROUTES
from bot.web.board.server import BoardServer
from bot.web.board.site import BoardSite, SiteSettings

__all__ = ["BoardPage", "SiteSettings"]


class BoardPage:
    """Serves the board while it is started."""

    def __init__(self, database: Database, settings: SiteSettings, address: str, port: int) -> None:
        proxies = believed_proxies(address, settings.proxies)
        self.site = BoardSite(database, replace(settings, proxies=proxies), ROUTES)
        closing = self.site.close
        self.server = BoardServer(self.site.app, address, port, proxies, closing)

    async def start(self) -> None:
        """Start listening. Raises GridcallError where the port is taken."""
        await self.server.start()
        self.site.start()

    async def stop(self) -> None:
        """Stop listening."""
        await self.server.stop()
