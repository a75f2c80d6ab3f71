"""`gridcall words`: an office tries how its people's answers are read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.cli.conftest import ROOT, Terminal

TYPED = "收到\n收到，三楼没人\n没收到\n着火了\n5栋收到\n等会儿\n\n3幢王芳收到\n"


def test_a_line_each_and_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings and without a database."""
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(app, ["words", "--unit", "3栋", "--name", "王芳"], input=TYPED)
    lines = [line.split("\t") for line in told.stdout.splitlines()]
    meanings = ["yes", "note", "no", "help", "other", "ask", "ask", "yes"]
    assert [line[0] for line in lines] == meanings
    assert all(len(line) == 2 and line[1] for line in lines)
    assert lines[3][1] == "“着火” is trouble, and life may be at stake"
    assert (told.exit_code, list(tmp_path.iterdir())) == (0, [])


def test_without_options_nothing_is_ones_own(terminal: Terminal) -> None:
    assert terminal.type("words", answers="3栋收到\n").out.startswith("other\t")


def test_the_words_of_the_settings_count(terminal: Terminal) -> None:
    assert terminal.type("words", answers="啵棱盖儿\n").out.startswith("ask\t")
    settings = terminal.folder / "config.toml"
    settings.write_text(settings.read_text() + '[words]\nassent = ["啵棱盖儿"]\n', "utf-8")
    assert terminal.type("words", answers="啵棱盖儿\n").out.startswith("yes\t")


def test_settings_that_are_named_must_be_there(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["words", "-c", str(tmp_path / "none.toml")], input="收到\n")
    assert told.exit_code == 1


def test_it_speaks_the_language_of_the_terminal(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", "from bot.cli import main; main()", "words"],
        input="着火了\n".encode(),
        capture_output=True,
        env={**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        check=True,
    )
    assert told.stdout.decode() == "help\t“着火”是险情，可能有生命危险\n"
