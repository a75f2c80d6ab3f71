"""Progress bars are shown at a terminal only; a script's output is unchanged."""

from __future__ import annotations

import asyncio
import os
import pty
import sys

import pytest

from bot.demo import sample
from tests.cli.conftest import ROOT, Terminal

MOVES = "\x1b["
COMMANDS = {
    "Reading s.csv": ("roster", "import", "s.csv"),
    "Comparing with the roster": ("roster", "import", "s.csv", "--dry-run"),
    "Writing out.csv": ("roster", "export", "out.csv"),
    "Writing log.csv": ("audit", "export", "log.csv"),
    "Writing b.sqlite": ("backup", "b.sqlite"),
    "Restoring b.sqlite": ("restore", "b.sqlite", "--force"),
}


async def _watched(terminal: Terminal, *words: str) -> str:
    """The output on a terminal, with stdout redirected."""
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "from bot.cli import main; main()"),
        *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "LC_ALL": "C", "TERM": "xterm", "PYTHONPATH": str(ROOT)},
        cwd=terminal.folder,
    )
    os.close(theirs)
    seen = await asyncio.to_thread(_all_of, ours)
    assert await process.wait() == 0, seen
    return seen


def _all_of(handle: int) -> str:
    """Everything written to a terminal until it is closed."""
    found = b""
    with os.fdopen(handle, "rb", buffering=0) as terminal:
        while True:
            try:
                piece = terminal.read(4096)
            except OSError:  # how Linux says that the other end is closed
                return found.decode()
            found += piece


async def test_somebody_at_a_terminal_sees_it_move(terminal: Terminal) -> None:
    terminal.file("s.csv", sample.sheet())
    for label, words in COMMANDS.items():
        seen = await _watched(terminal, *words)
        assert label in seen
        assert MOVES in seen


def test_a_script_sees_nothing_of_it(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.file("s.csv", sample.sheet())
    monkeypatch.chdir(terminal.folder)
    for words in COMMANDS.values():
        told = terminal.type(*words)
        assert (told.status, told.err) == (0, "")
        assert MOVES not in told.out
