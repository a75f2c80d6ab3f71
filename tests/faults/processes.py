"""Bots as processes, seen from the test: they are started, told to rest, and found dead."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE = 30.0
_ROOT = Path(__file__).parents[2]


class Nursery:
    """A process with all imports done that forks a bot on request."""

    def __init__(self, log: Path) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests = ours
        self.log = log
        with log.open("w") as out, theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-u", "-m", "tests.faults.bot", str(theirs.fileno())],
                cwd=_ROOT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )

    def fork(self, request: dict[str, Any]) -> socket.socket:
        """Have a bot started; the socket over which it can be told what to do."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            socket.send_fds(self._requests, [json.dumps(request).encode()], [theirs.fileno()])
        return ours

    def close(self) -> None:
        """No more bots."""
        self._requests.close()
        self._process.wait(PATIENCE)


class BotProcess:
    """A bot process. `died` holds its end, for those who want to know."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        self._said: asyncio.Queue[list[str]] = asyncio.Queue()
        self._listening = asyncio.create_task(self._listen(reader))
        self._pid = 0
        self._end: asyncio.TimerHandle | None = None
        self.dead = False
        self.died_at = ""
        """The point at which it died, where it was at one."""
        self.died: Callable[[], None] = lambda: None

    @classmethod
    async def start(
        cls, nursery: Nursery, request: dict[str, Any], lives: float | None = None
    ) -> BotProcess:
        """Returns when the bot is at work, or dead already; `lives`: so many seconds at most."""
        bot = cls(*await asyncio.open_unix_connection(sock=nursery.fork(request)))
        if words := await bot._next():
            bot._pid = int(words[1])
        if lives is not None:
            bot.doom(lives)
        await bot._next()
        return bot

    def doom(self, seconds: float) -> None:
        """Let it be killed then, whatever it is at."""
        self._end = asyncio.get_running_loop().call_later(seconds, self._strike)

    def spare(self) -> None:
        """Let it live on after all."""
        if self._end is not None:
            self._end.cancel()

    async def tell(self, *words: object) -> list[str]:
        """The answer to an order; empty where it has died."""
        if self.dead:
            return []
        self._writer.write(f"{' '.join(map(str, words))}\n".encode())
        return await self._next()

    def signal(self, number: signal.Signals) -> None:
        """Tell it something it cannot refuse."""
        os.kill(self._pid, number)

    async def kill(self) -> None:
        """As the machine would: without a word."""
        self.spare()
        self._strike()
        await self._listening
        self._writer.close()

    def _strike(self) -> None:
        if not self.dead:
            os.kill(self._pid, signal.SIGKILL)

    async def _next(self) -> list[str]:
        if self.dead and self._said.empty():
            return []
        words = await asyncio.wait_for(self._said.get(), PATIENCE)
        if words[:1] == ["failed"]:
            raise AssertionError(json.loads(words[1]))
        return words

    def _hear(self, words: list[str]) -> None:
        if words[0] == "died":
            self.died_at = words[1]
        else:
            self._said.put_nowait(words)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        try:
            while line := await reader.readline():
                self._hear(line.decode().rstrip().split(" ", 1))
        except ConnectionError:
            pass
        self.dead = True
        self._said.put_nowait([])
        self.died()
