"""Serves the board's page in our own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from asyncio import TimerHandle, Transport
from collections.abc import Callable, Generator
from typing import Any

import structlog
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import N_, GridcallError

HEAD_WITHIN = 10.0
"""Seconds a client may take to say what it wants."""
_CONNECTIONS = 4096
log = structlog.get_logger()


class BoardServer:
    """Listens while it is started. `closing`: ends the streams that would go on for ever."""

    def __init__(
        self, app: ASGIApp, address: str, port: int, closing: Callable[[], None] = lambda: None
    ) -> None:
        self._app = app
        self._address = address
        self._closing = closing
        self.port = port
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start listening; port 0 takes a free one. Raises GridcallError where it is taken."""
        listener = self._listener()
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self._app,
            http=_PatientProtocol,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=20,
            h11_max_incomplete_event_size=16 * 1024,
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[listener]), name="Board")
        await self._server.ready.wait()
        log.info("board.listening", port=self.port)

    async def stop(self) -> None:
        """Stop listening; what is being answered has a second."""
        if self._server is None or self._task is None:
            return
        self._closing()
        self._server.done.set()
        await self._task
        self._server = None

    def _listener(self) -> socket.socket:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self._address, self.port))
        except OSError as error:
            listener.close()
            text = N_(
                "Cannot listen on port {port}: {error}. Please set another one in [board] port."
            )
            why = os.strerror(error.errno or 0)
            raise GridcallError(text, port=self.port, error=why) from None
        return listener


class _PatientProtocol(H11Protocol):
    """Hangs up on who connects and does not say within HEAD_WITHIN what they want."""

    _timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._timer = self.loop.call_later(HEAD_WITHIN, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def _late(self) -> None:
        if self.cycle is None:
            self.transport.abort()


class _Server(uvicorn.Server):
    """Uvicorn without signal handlers, with a started event."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.done = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        while not self.done.is_set():
            await self.on_tick(0)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.done.wait(), 1)

    async def shutdown(self, sockets: list[Any] | None = None) -> None:
        for server in self.servers:
            server.close()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=1)
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in self.server_state.tasks:
            task.cancel()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield
