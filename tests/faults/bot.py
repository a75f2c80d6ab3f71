"""The bot as a process that can be killed: `python -m tests.faults.bot FD`.

What comes up costs two seconds of imports; so one process imports, waits at the socket FD, and
becomes a bot in a fork of itself for each request: a configuration, a clock's file, and the point
at which to die. A request brings the socket over which that bot is told what to do.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from bot.app import App
from bot.chat.texts import LANGUAGES, translator
from bot.cli import logs
from bot.config import load_config
from bot.instructions.reading.learned import shipped_weights
from bot.instructions.reading.phrases import shipped
from bot.store.tx import named_queries
from tests.faults.clock import FileClock
from tests.faults.points import Passages
from tests.faults.watched import SOON, watching


class Puppet:
    """A bot that does nothing but its work, and says when it has come to rest."""

    def __init__(self, app: App, passages: Passages) -> None:
        self._app = app
        self._passages = passages

    async def obey(self, order: list[str]) -> str:
        """`arm POINT TIMES`, or `rest`, which is answered when nothing is left to do."""
        if order[0] == "arm":
            self._passages.arm(order[1], int(order[2]))
            return "armed"
        found = 1
        while found:
            await self._app.inbox.idle()
            await self._app.sender.idle()
            found = await self._app.pulse.beat()
        await self._app.gateway.idle()
        return "at rest"


async def live(request: dict[str, Any], control: socket.socket) -> None:
    """Run the bot, and do as told until nobody is there to tell."""
    reader, writer = await asyncio.open_unix_connection(sock=control)
    passages = Passages(request["point"], request["times"], control.send)
    config, clock = Path(request["config"]), FileClock(Path(request["clock"]))
    clocks = {"clock": clock, "wall": _wall(request)}
    with watching(passages):
        found = load_config(config)
        app = await App.build(found, config.parent, **clocks, chat_burst=1000, waits=SOON)
    await app.start(beat=False)
    puppet = Puppet(app, passages)
    writer.write(b"up\n")
    while order := await reader.readline():
        writer.write(f"{await puppet.obey(order.decode().split())}\n".encode())


def _wall(request: dict[str, Any]) -> FileClock | None:
    path = Path(request["wall"])
    return FileClock(path) if path.exists() else None


def become(request: dict[str, Any], control: socket.socket) -> None:
    """Be a bot; never returns. Nothing is put in order at the end: its end is a crash."""
    control.sendall(f"born {os.getpid()}\n".encode())
    try:
        asyncio.run(live(request, control))
    except BaseException:
        control.setblocking(True)
        control.sendall(f"failed {json.dumps(traceback.format_exc())}\n".encode())
    finally:
        os._exit(1)


def wait_at(requests: socket.socket) -> None:
    """Fork a bot for every request, until nobody asks any more.

    Nobody waits for the dead, so that no number of a process is given to another meanwhile.
    """
    while True:
        request, fds, *_ = socket.recv_fds(requests, 1 << 16, 1)
        if not request:
            return
        control = socket.socket(fileno=fds[0])
        if os.fork() == 0:
            become(json.loads(request), control)
        control.close()


def warm_up() -> None:
    """Read once what every bot would read."""
    for language in LANGUAGES:
        translator(language)("Received")
    for driver in ("sqlite3", "psycopg"):
        named_queries(driver)
    shipped()
    shipped_weights()


if __name__ == "__main__":
    logs.configure("debug")  # what it writes is listened to, as everywhere
    warm_up()
    wait_at(socket.socket(fileno=int(sys.argv[1])))
