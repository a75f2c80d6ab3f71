"""The wheel installed as in the image works without a checkout beside it."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import aiohttp
import pytest

from tests.deploy.reading import ROOT

OUTSIDE = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def _pip(*words: object) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "pip", *map(str, words), "--quiet", "--disable-pip-version-check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built of what the Dockerfile copies, by the build backend that is pinned."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, ROOT)
    (found,) = folder.glob("gridcall-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment; what we depend on is lent to it, ourselves are not."""
    home = tmp_path_factory.mktemp("opt") / "gridcall"
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    _pip("--python", python, "install", "--no-deps", "--no-index", wheel)
    (packages,) = home.glob("lib/python*/site-packages")
    # The .pth files of the lender, by which this checkout would come along, are not read.
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


def test_all_that_is_read_at_run_time_is_in_it(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    kinds = (".py", ".sql", ".po", ".html", ".css", ".js", ".json", ".toml", ".csv", ".svg", ".txt")
    here = [path for path in (ROOT / "bot").rglob("*") if path.suffix in kinds]
    assert {str(path.relative_to(ROOT)) for path in here} <= inside
    migrations = {f"bot/migrations/{path.name}" for path in (ROOT / "migrations").glob("*.sql")}
    assert migrations | {"bot/config.example.toml"} <= inside


def test_it_is_the_installed_one_that_runs(installed: Path, tmp_path: Path) -> None:
    code = "import bot, bot.store.migrate as m; print(bot.__file__, m.migrations_folder())"
    told = subprocess.run(
        [installed / "python", "-c", code],
        cwd=tmp_path, env=OUTSIDE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert [Path(word).is_relative_to(installed.parent) for word in told.stdout.split()] == [
        True,
        True,
    ]


def test_commands_work_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[telegram]\nbase_url = "http://127.0.0.1:9"\n')
    (tmp_path / "list.csv").write_text("社区,小区,楼栋,职务,姓名\n甲,乙,1栋,楼长,王芳\n", "utf-8")
    steps = (
        ("roster", "import", "list.csv"),
        ("roster", "export", "out.xlsx"),
        ("backup", "b.sqlite"),
        ("restore", "b.sqlite", "--force"),
    )
    for words in steps:
        told = _gridcall(installed, tmp_path, *words)
        assert told.returncode == 0, told.stderr
        assert "Traceback" not in told.stderr
    told = _gridcall(installed, tmp_path, "check")
    assert "✓ The database can be read and is up to date." in told.stdout


def _gridcall(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [str(installed / "gridcall"), *words]
    return subprocess.run(
        command, cwd=folder, env=OUTSIDE, capture_output=True, text=True, check=False
    )


async def test_the_demo_is_served(installed: Path, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(installed / "gridcall", "demo", "--no-browser", "--port", "0"),
        cwd=tmp_path,
        env={**OUTSIDE, "PYTHONUNBUFFERED": "1", "TMPDIR": os.environ.get("TMPDIR", "/tmp")},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    async with asyncio.timeout(60):
        said = ""
        while not (found := re.search(r"http://127\.0\.0\.1:\d+/", said)):
            said = (await process.stdout.readline()).decode()
    async with aiohttp.ClientSession() as session, session.get(found[0]) as page:
        assert page.status == 200
        assert "<html" in (await page.text())[:500]
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 20) == 0
