"""Listens to all that is written while the tests run: a token in it fails the test it came from.

Heard is every logger at DEBUG, what pytest captures of stdout and stderr, what a test takes out of
the capture for itself, what commands and processes of a test write, and their log files.
"""

from __future__ import annotations

import asyncio.subprocess
import logging
import os
import re
import subprocess
from collections.abc import Callable, Generator, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

CANARY = "Canary-that-nobody-may-hear"
TOKEN = f"1234567890:{CANARY}_Qq7"
"""For every test that needs one; the stand-in for Telegram has its own."""

_SECRETS = re.compile(
    rf"{CANARY}|stand-in-for-a-token|(?<!\d)[0-9]{{5,}}(?::|%3A)[A-Za-z0-9_-]{{30,}}", re.IGNORECASE
)
_AROUND = 60
_WRITTEN = logging.Formatter()
_LOGS = ("*.log", "log")


class Canary:
    """A plugin of pytest's."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._tails: dict[int, str] = {}
        self._read: dict[Path, int] = {}
        self._over: set[Path] = set()

    def hear(self, written: object, where: str) -> None:
        """Take note of a token in what somebody wrote."""
        text = written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written)
        if found := _SECRETS.search(text):
            start, end = max(found.start() - _AROUND, 0), found.end() + _AROUND
            self._heard.append(f"{where}: …{text[start:end]}…")

    def pytest_configure(self, config: pytest.Config) -> None:
        """Listen where pytest does not."""
        logging.getLogger().setLevel(logging.DEBUG)
        # The stand-in's requests, which it keeps to itself; only pytest would make it tell them.
        logging.getLogger("uvicorn.access").setLevel(logging.CRITICAL)
        self._before_line(logging.Logger)
        self._after(pytest.CaptureFixture, "readouterr", self._captured)
        self._after(CliRunner, "invoke", self._told)
        self._after(subprocess.Popen, "communicate", self._process)
        self._before_piece(asyncio.subprocess.SubprocessStreamProtocol)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """When a test is over, see what was heard of it."""
        report = yield
        if report.when == "teardown":
            for name, content in report.sections:
                self.hear(content, name)
            self._read_files(item)
            self._judge(report)
        return report

    def _judge(self, report: pytest.TestReport) -> None:
        heard, self._heard = self._heard, []
        self._tails.clear()
        if heard:
            report.outcome = "failed"
            report.longrepr = "\n".join(("The token was written for all to read.", *heard))
            report.sections = []

    def _captured(self, found: Any) -> None:
        self.hear(found.out, "captured stdout")
        self.hear(found.err, "captured stderr")

    def _told(self, found: Any) -> None:
        self.hear(found.output, "a command")

    def _process(self, found: Iterable[Any]) -> None:
        for stream in found:
            self.hear(stream, "a process")

    def _after(self, owner: Any, name: str, listen: Callable[[Any], None]) -> None:
        real = getattr(owner, name)

        @wraps(real)
        def heard(*given: Any, **more: Any) -> Any:
            found = real(*given, **more)
            listen(found)
            return found

        setattr(owner, name, heard)

    def _before_line(self, owner: Any) -> None:
        """A line is heard whoever else takes it."""
        real = owner.callHandlers

        @wraps(real)
        def heard(logger: logging.Logger, line: logging.LogRecord) -> Any:
            self.hear(_WRITTEN.format(line), f"the log of {line.name}")
            return real(logger, line)

        owner.callHandlers = heard

    def _before_piece(self, owner: Any) -> None:
        """Check text that arrives in pieces together with the end of the previous piece."""
        real = owner.pipe_data_received

        @wraps(real)
        def heard(protocol: Any, handle: int, piece: bytes) -> Any:
            key = id(protocol) * 4 + handle
            text = self._tails.get(key, "") + piece.decode("utf-8", "replace")
            self._tails[key] = text[-_AROUND:]
            self.hear(text, "a process")
            return real(protocol, handle, piece)

        owner.pipe_data_received = heard

    def _read_files(self, item: pytest.Item) -> None:
        """Logs in a test's folder, and what was added to those of the whole session."""
        folder = getattr(item, "funcargs", {}).get("tmp_path")
        factory = getattr(item.config, "_tmp_path_factory", None)
        found = [path for each in _LOGS if folder for path in folder.rglob(each)]
        for other in self._others(factory.getbasetemp()) if factory else ():
            found += [path for each in _LOGS for path in other.glob(each)]
        for path in found:
            if path.is_file():
                self._read_on(path)
        if folder:
            self._over.add(folder)

    def _others(self, base: Path) -> list[Path]:
        """The folders of the session but for those of tests that are over: there are thousands."""
        with os.scandir(base) as entries:
            own = [Path(each.path) for each in entries if each.is_dir(follow_symlinks=False)]
        return [each for each in own if each not in self._over]

    def _read_on(self, path: Path) -> None:
        with path.open("rb") as file:
            file.seek(max(self._read.get(path, 0) - _AROUND, 0))
            self.hear(file.read(), path.name)
            self._read[path] = file.tell()
