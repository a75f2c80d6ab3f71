"""The processes of a measurement, the stand-in and the bot, and their measurements."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, NamedTuple

TOKEN = "6100000001:AAE-stand-in-for-a-token-of-the-demo"
PATIENCE = 120.0
SUBJECT = (sys.executable, "-m", "benchmarks.subject")
PEER = (sys.executable, "-m", "benchmarks.peer")
_ROOT = Path(__file__).parents[1]
_CONFIG = """
[telegram]
token = "{token}"
base_url = "{url}"
[database]
url = "sqlite:///district.sqlite"
[delivery]
messages_per_second = {limit}
[cards]
undo = "1s"
[escalation.routine]
quiet = {{ from = "00:00", to = "00:00" }}
[digest]
at = []
"""


class Call(NamedTuple):
    """A request as the stand-in received it."""

    at: float
    method: str
    chat_id: int
    message_id: int
    status: int
    wait: int


class Seen(NamedTuple):
    """Everything the stand-in received. Presses: when available, and when answered (0: never)."""

    calls: list[Call]
    presses: list[tuple[float, float]]

    def sent(self) -> list[Call]:
        """The messages that were accepted, in order."""
        return [each for each in self.calls if each.method == "sendMessage" and each.status == 200]

    def refused(self) -> list[Call]:
        """The requests answered with a 429."""
        return [each for each in self.calls if each.status == 429]

    def waits(self) -> list[float]:
        """The waits of the answered presses in seconds, sorted."""
        return sorted(answered - since for since, answered in self.presses if answered)


class StandIn:
    """The stand-in server in its own process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.standin"], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        self._port = int(self._process.stdout.readline())

    @property
    def url(self) -> str:
        """Its base URL."""
        return f"http://127.0.0.1:{self._port}"

    def ask(self, order: str, **facts: Any) -> Any:
        """Send an order; see benchmarks/standin/control.py."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        connection.request("POST", f"/control/{order}", json.dumps(facts))
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def seen(self) -> Seen:
        """Everything so far."""
        found = self.ask("seen")
        presses = [(since, answered) for since, answered in found["presses"]]
        return Seen([Call(*each) for each in found["log"]], presses)

    def stop(self) -> None:
        """Stop it."""
        with self._process:  # closes its pipes, too
            self._process.kill()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Bot:
    """A bot in its own process, working in a folder."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self.folder = folder
        self.started_at = time.time()
        around = {**os.environ, "PYTHONPATH": str(_ROOT)}
        with (folder / "log").open("w") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=folder, env=around
            )

    def alive(self) -> None:
        """Raise if the bot has died."""
        if self._process.poll() is not None:
            raise RuntimeError((self.folder / "log").read_text()[-3000:])

    def megabytes(self) -> float:
        """Peak memory in megabytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        [line] = [each for each in status.splitlines() if each.startswith("VmHWM")]
        return int(line.split()[1]) / 1024

    def cpu(self) -> float:
        """CPU time used, in seconds."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def stop(self) -> dict[str, float]:
        """Stop it; returns its own report."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        told = self.folder / "told.json"
        return dict(json.loads(told.read_text())) if told.exists() else {}


class Stage:
    """A stand-in, a bot and its database, for one measurement."""

    def __init__(self, standin: StandIn, bot: Bot, database: Path) -> None:
        self.standin = standin
        self.bot = bot
        self.told: dict[str, float] = {}
        self._eyes = sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)

    def one(self, statement: str) -> Any:
        """A single value from the bot's database."""
        return self._eyes.execute(statement).fetchone()[0]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows from the bot's database."""
        return self._eyes.execute(statement).fetchall()

    def until(self, reached: Callable[[], Any], seconds: float = PATIENCE) -> Any:
        """Wait until `reached` returns a true value, and return it. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while not (found := reached()):
            self.bot.alive()
            if time.monotonic() > end:
                raise TimeoutError
            time.sleep(0.05)
        return found

    def close(self) -> None:
        """Stop the bot; `told` is its report."""
        self._eyes.close()
        self.told = self.bot.stop()


@contextmanager
def gridcall(
    folder: Path, database: Path, *, limit: float = 30, command: Sequence[str] = (), more: str = ""
) -> Iterator[Stage]:
    """Gridcall on a copy of a database, with `more` settings, at a limit of `limit` messages a
    second."""
    with _standin() as standin:
        work = _empty(folder)
        shutil.copy(database, work / "district.sqlite")
        config = _CONFIG.format(token=TOKEN, url=standin.url, limit=limit)
        (work / "config.toml").write_text(config + more, "utf-8")
        bot = Bot(work, command or SUBJECT)
        yield from _played(Stage(standin, bot, work / "district.sqlite"))


@contextmanager
def peer(folder: Path, chats: Sequence[int], *words: object) -> Iterator[Stage]:
    """The peer, with these chats; `words` are its options."""
    with _standin() as standin:
        work = _empty(folder)
        (work / "chats.json").write_text(json.dumps(list(chats)))
        bot = Bot(work, [*PEER, standin.url, *map(str, words)])
        while not (work / "log").read_text():
            bot.alive()
            time.sleep(0.02)
        yield from _played(Stage(standin, bot, work / "peer.sqlite"))


@contextmanager
def _standin() -> Iterator[StandIn]:
    standin = StandIn()
    try:
        yield standin
    finally:
        standin.stop()


def _played(stage: Stage) -> Iterator[Stage]:
    try:
        yield stage
    finally:
        stage.close()


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
