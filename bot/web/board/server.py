"""Serves the board's page in our own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import socket
import sys
from asyncio import AbstractEventLoop, TimerHandle, Transport
from collections import Counter
from collections.abc import Callable, Generator
from functools import partial
from typing import Any

import h11
import structlog
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import N_, GridcallError
from bot.web.board.addresses import counted_address, exact_address

HEAD_WITHIN = 10.0
"""Seconds a client may take for the head of a request, or owe the rest of an answered one."""
TAKEN_WITHIN = 60.0
"""Seconds after which a client that reads nothing of an answer is hung up on."""
MOST_CONNECTIONS = 4096
"""At once; fewer where the process may open fewer than twice as many files."""
MOST_OF_ADDRESS = 128
"""Connections of one address at once, unless it is a believed proxy: an office may share one."""
log = structlog.get_logger()


class BoardServer:
    """Listens while it is started. `proxies`: addresses that may have any number of connections;
    `closing`: ends the streams that would go on for ever."""

    def __init__(
        self,
        app: ASGIApp,
        address: str,
        port: int,
        proxies: frozenset[str] = frozenset(),
        closing: Callable[[], None] = lambda: None,
    ) -> None:
        self._app = app
        self._places = ConnectionPlaces(proxies)
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
            http=partial(_PatientProtocol, places=self._places),  # type: ignore[arg-type]
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            limit_concurrency=MOST_CONNECTIONS,
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


class ConnectionPlaces:
    """Who is connected, so that no stranger takes the files that the rest of the bot needs."""

    def __init__(self, proxies: frozenset[str]) -> None:
        self._proxies = proxies
        self._taken: Counter[str] = Counter()

    def take(self, peer: str) -> bool:
        """Take a place; False where this address or all together have too many."""
        address, counted = exact_address(peer), counted_address(exact_address(peer))
        if self._taken.total() >= min(MOST_CONNECTIONS, _files() // 2):
            return False
        if address not in self._proxies and self._taken[counted] >= MOST_OF_ADDRESS:
            return False
        self._taken[counted] += 1
        return True

    def leave(self, peer: str) -> None:
        """Give a place back."""
        counted = counted_address(exact_address(peer))
        self._taken[counted] -= 1
        if not self._taken[counted]:
            del self._taken[counted]


def _files() -> int:
    """How many files the process may have open now."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return soft if soft != resource.RLIM_INFINITY else sys.maxsize


class _PatientProtocol(H11Protocol):
    """Hangs up on whoever is late with the head of a request, with the rest of one that was
    answered already, or with reading what they asked for."""

    def __init__(self, *args: Any, places: ConnectionPlaces, **more: Any) -> None:
        super().__init__(*args, **more)
        self._places = places
        self._place: str | None = None
        self._owing, self._reading = _Deadline(self.loop), _Deadline(self.loop)

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        peer = self.client[0] if self.client else ""
        if not self._places.take(peer):
            transport.abort()
            return
        self._place = peer
        self._mind()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._place is not None:
            self._places.leave(self._place)
            self._place = None
        self._owing.lift()
        self._reading.lift()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._mind()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._mind()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reading.set(TAKEN_WITHIN, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._reading.lift()

    def _mind(self) -> None:
        """Start the clock when the client begins to owe something, stop it when that came."""
        if self._owes() and not self.transport.is_closing():
            self._owing.set(HEAD_WITHIN, self.transport.abort)
        else:
            self._owing.lift()

    def _owes(self) -> bool:
        """A head that has begun, as the first has with the connection; or the body of a request
        that was answered before it had come."""
        cycle: Any = self.cycle
        if self.conn.their_state is h11.IDLE:
            return cycle is None or bool(self.conn.trailing_data[0])
        sending = self.conn.their_state is h11.SEND_BODY
        return cycle is not None and cycle.response_complete and sending


class _Deadline:
    """Calls something once after a while, unless it is lifted before. Setting it again while it
    runs changes nothing."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._timer: TimerHandle | None = None

    def set(self, seconds: float, late: Callable[[], None]) -> None:
        if self._timer is None:
            self._timer = self._loop.call_later(seconds, late)

    def lift(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None


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
