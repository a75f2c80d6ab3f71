"""An installation of its own for each test, and the command line as its operator types it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

os.environ["LC_ALL"] = "C"  # read when the command line is first imported: it answers in English

from bot.cli import app

ROOT = Path(__file__).parent.parent.parent
SETTINGS = '[database]\nurl = "sqlite:///here.sqlite"\n'
HEAD = "社区,小区,楼栋,职务,姓名,手机\n"
LIST = HEAD + (
    "幸福社区,幸福里,,专员,李敏,13800000001\n,,,书记,陈刚,13800000002\n"
    ",,3栋,楼长,王芳,13800000003\n,,4栋,楼长,刘洋,\n,,5栋,楼长,,\n"
)


@dataclass(frozen=True)
class Told:
    """A command's output and exit status."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Terminal:
    """A folder with settings in it."""

    folder: Path

    def file(self, name: str, content: str | bytes = LIST) -> Path:
        """Put a file there."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def type(self, *words: object, answers: str | None = None) -> Told:
        """Run a command in this process, and expect no traceback."""
        found = CliRunner().invoke(app, self._words(words), input=answers)
        assert "Traceback" not in found.output
        return Told(found.exit_code, found.stdout, found.stderr)

    async def spawn(self, *words: object, **environment: str) -> Told:
        """Run a command as a process of its own, to its end."""
        process = await self.begin(*words, **environment)
        out, err = await process.communicate()
        assert b"Traceback" not in err
        return Told(process.returncode or 0, out.decode(), err.decode())

    async def begin(self, *words: object, **environment: str) -> asyncio.subprocess.Process:
        """Start a command as a process of its own."""
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", "from bot.cli import main; main()"),
            *self._words(words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C", "PYTHONPATH": str(ROOT), **environment},
            cwd=self.folder,
        )

    def _words(self, words: Sequence[object]) -> list[str]:
        return [*map(str, words), "--config", str(self.folder / "config.toml")]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    made = Terminal(tmp_path)
    made.file("config.toml", SETTINGS)
    return made


@pytest.fixture
def bare(tmp_path: Path) -> Terminal:
    """An empty folder."""
    return Terminal(tmp_path)
