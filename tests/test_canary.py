"""A token that is written anywhere while tests run turns its test red."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parents[1]

CONFTEST = """
from tests.canary import Canary

def pytest_configure(config):
    config.pluginmanager.register(Canary(), "canary")
"""

TESTS = """
import asyncio, logging, subprocess, sys
import typer
from typer.testing import CliRunner
from tests.canary import CANARY, TOKEN

SAYS = "import sys; sys.stderr.write(%r); sys.stderr.flush()"
def talk():
    print(TOKEN)
app = typer.Typer()
app.command()(talk)

def test_quiet(): print("nothing to hear")
def test_prints(): print(f"it is {TOKEN}")
def test_prints_half_of_it(): sys.stderr.write(CANARY)
def test_logs(): logging.getLogger("any.library").debug("GET /bot%s/getMe", TOKEN)
def test_logs_what_was_raised():
    try:
        raise ValueError(TOKEN)
    except ValueError:
        logging.getLogger("any.library").exception("oh")
def test_takes_it_away(capfd): print(TOKEN); capfd.readouterr()
def test_has_a_command(): CliRunner().invoke(app)
def test_has_a_process():
    subprocess.run([sys.executable, "-c", SAYS % TOKEN], capture_output=True, check=True)
def test_has_a_process_that_stammers():
    halves = SAYS % TOKEN[:20] + ";import time; time.sleep(0.2);" + SAYS % TOKEN[20:]
    async def run():
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", halves, stderr=pipe)
        await process.communicate()
    asyncio.run(run())
def test_leaves_a_log(tmp_path): (tmp_path / "bot.log").write_text(TOKEN)
def test_shows_another_token(): print("https://t.example/file/bot987654321:" + "x" * 35)
"""


async def _run(tests: Path, folder: Path, *options: str) -> dict[str, bool]:
    """Which tests passed. What they say is theirs, and not to be heard here."""
    report = folder / "report.xml"
    words = ("-q", "-p", "no:cacheprovider", f"--junitxml={report}")
    places = ("-c", os.devnull, f"--rootdir={tests}", f"--basetemp={folder / 'inner'}", str(tests))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pytest", *words, *options, *places),
        cwd=tests,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    await process.wait()
    cases = ET.parse(report).iter("testcase")
    return {case.attrib["name"]: len(case) == 0 for case in cases}


@pytest.mark.parametrize("options", [(), ("-n", "1")], ids=["alone", "spread"])
async def test_it_is_heard_wherever_it_is_written(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, options: tuple[str, ...]
) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_noises.py").write_text(TESTS)
    names = re.findall(r"^def (test_\w+)", TESTS, re.M)
    found = await _run(tmp_path, tmp_path_factory.mktemp("within"), *options)
    assert found == {name: name == "test_quiet" for name in names}


def test_the_whole_run_is_heard(request: pytest.FixtureRequest) -> None:
    assert request.config.pluginmanager.hasplugin("canary")
    assert logging.getLogger().level == logging.DEBUG
    assert os.environ["GRIDCALL_LOG__LEVEL"] == "debug"
