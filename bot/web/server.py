"""`/healthz` and `/metrics` on the loopback interface, only under this machine's own names."""

from __future__ import annotations

import asyncio
import os
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.delivery.sender import Sender
from bot.delivery.transport import LOOPBACK
from bot.errors import N_, GridcallError
from bot.store.database import Database
from bot.store.house.vitals import vitals
from bot.web.exposition import CONTENT_TYPE, exposition
from bot.web.health import Health
from bot.web.metrics import metrics

ADDRESS = "127.0.0.1"
_REQUEST_TIMEOUT = 5.0
_DRAIN = 1.0
_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Server": "gridcall"}
log = structlog.get_logger()


class Web:
    """The web server. It is read-only."""

    def __init__(self, port: int, database: Database, sender: Sender, health: Health) -> None:
        self.port = port
        self._database = database
        self._sender = sender
        self._health = health
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Start listening. Raises GridcallError where the port is taken."""
        app = web.Application(middlewares=[_guard])
        app.on_response_prepare.append(_say_who)
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(
            app, access_log=None, handle_signals=False, shutdown_timeout=_DRAIN
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, ADDRESS, self.port).start()
        except OSError as error:
            text = N_(
                "Cannot listen on port {port}: {error}. Please set another one in [web] port."
            )
            why = os.strerror(error.errno or 0)
            raise GridcallError(text, port=self.port, error=why) from None
        log.info("web.listening", port=self.port)

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _healthz(self, _request: web.Request) -> web.Response:
        told = self._health.told()
        return web.json_response(told, status=503 if told["late"] else 200)

    async def _metrics(self, _request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(_REQUEST_TIMEOUT):
                found = await self._database.read(vitals, None)
        # the database is locked, away or broken: the scrape fails with a message
        except Exception as error:
            log.warning("metrics_not_read", error=type(error).__name__)
            return web.Response(status=503, text="the database cannot be read\n")
        body = exposition(metrics(found, self._sender, self._health))
        return web.Response(body=body.encode(), headers={"Content-Type": CONTENT_TYPE})


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    # Otherwise a foreign name that resolves to 127.0.0.1 would pass in a browser.
    if _host(request.headers.get("Host", "")) not in LOOPBACK:
        raise web.HTTPForbidden(text="only by the name of this machine\n")
    return await handler(request)


async def _say_who(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def _host(written: str) -> str | None:
    try:
        return urlsplit(f"//{written}").hostname
    except ValueError:
        return None
