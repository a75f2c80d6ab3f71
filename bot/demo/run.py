"""`gridcall demo`: sets it up, shows it, and cleans up."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path

from bot.demo.settings import DATABASE
from bot.demo.theatre import Theatre
from bot.errors import N_, GridcallError

PORT = 8800


async def run_demo(
    port: int | None = None,
    browser: bool = True,
    speed: float | None = None,
    keep: Path | None = None,
) -> None:
    """Run until interrupted.

    `port`: None takes 8800 or any free one. `speed`: how many times as fast as real time the
    community's clock runs; None starts at 1, and the page may raise it to 60. `keep`: a folder for
    the database, which is deleted otherwise.
    """
    theatre = Theatre(speed)
    with _folder(keep) as folder:
        try:
            await _listen(theatre, port)
            _say("Gridcall: 社区正在入住… / the community is moving in …")
            await theatre.open(folder)
            _say(f"Gridcall: {theatre.server.base_url}/  (Ctrl-C 结束 / ends)")
            if browser:
                await asyncio.to_thread(_show, f"{theatre.server.base_url}/")
            await _interrupted()
        finally:
            await theatre.close()


async def _listen(theatre: Theatre, port: int | None) -> None:
    try:
        await theatre.server.start(PORT if port is None else port)
    except OSError:
        if port is not None:
            text = N_("Port {port} is taken. Please try another, or leave --port out.")
            raise GridcallError(text, port=port) from None
        await theatre.server.start()


@contextlib.contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="gridcall-demo-") as name:
            yield Path(name)
        return
    if (keep / DATABASE).exists():
        # The chats were in memory only, so an old database would refer to messages that do not
        # exist.
        text = N_("{file} is from another demo. Please move it away first.")
        raise GridcallError(text, file=keep / DATABASE)
    keep.mkdir(parents=True, exist_ok=True)
    yield keep


def _show(url: str) -> None:
    """Open a browser if there is a display; a text-mode browser would block the terminal."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


async def _interrupted() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
