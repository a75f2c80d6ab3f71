"""The stand-in as a server in the caller's event loop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Generator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import BaseRoute

from bot.demo.botapi.dispatch import RequestDispatcher
from bot.demo.botapi.faults import Faults
from bot.demo.botapi.http import routes
from bot.demo.botapi.limits import Gate, ServerLimits
from bot.demo.botapi.world import World

# Fetches nothing but the stand-in's own pages.
TOKEN = "6100000001:AAE-stand-in-for-a-token-of-the-demo"  # noqa: S105


class _Uvicorn(uvicorn.Server):
    """Uvicorn without signal handlers, with a started event, and with an immediate stop."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.done = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.done.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        # Requests still running see that the server stops, and end.
        while self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=1)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


class BotApiServer:
    """Serves one world under one token on the loopback interface."""

    def __init__(
        self,
        world: World,
        token: str = TOKEN,
        *,
        limits: ServerLimits | None = None,
        more_routes: Sequence[BaseRoute] = (),
    ) -> None:
        self.world = world
        self.token = token
        self.faults = Faults()
        gate = Gate(limits, lambda: world.now().timestamp()) if limits else None
        self.dispatcher = RequestDispatcher(world, gate)
        self.app = Starlette(routes=[*routes(self), *more_routes])
        self.port = 0
        self._uvicorn: _Uvicorn | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def base_url(self) -> str:
        """The server's root; requests go to `<base_url>/bot<token>/<method>`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def violations(self) -> list[str]:
        """Requests and responses that do not agree with the table of facts."""
        return self.dispatcher.violations

    async def start(self, port: int = 0) -> None:
        """Start listening; port 0 takes a free one."""
        listener = _listener(port)
        self.port = listener.getsockname()[1]
        config = uvicorn.Config(
            self.app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_keep_alive=75,
        )
        self._uvicorn = _Uvicorn(config)
        self._task = asyncio.create_task(self._uvicorn.serve(sockets=[listener]))
        await self._uvicorn.ready.wait()

    async def stop(self) -> None:
        """Ends waiting polls and closes every connection."""
        if not self._uvicorn or not self._task:
            return
        self._uvicorn.done.set()
        self.world.updates.close()
        self.faults.release()
        await self._task
        self._uvicorn = None

    def hang_up(self, request: Request, *, at_once: bool) -> None:
        """Closes the connection a request came by."""
        connections = self._uvicorn.server_state.connections if self._uvicorn else ()
        for connection in list(connections):
            transport: asyncio.Transport = connection.transport
            if request.client and transport.get_extra_info("peername") == tuple(request.client):
                transport.abort() if at_once else transport.close()


def _listener(port: int) -> socket.socket:
    """The socket names its protocol: otherwise asyncio leaves Nagle's algorithm on, 40 ms
    a response."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    return listener
