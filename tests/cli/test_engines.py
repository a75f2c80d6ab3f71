"""The terminal on either engine, and on databases of other times."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.cli.conftest import LIST, Terminal


def at(folder: Path, url: str) -> Terminal:
    terminal = Terminal(folder)
    terminal.file("config.toml", f'[database]\nurl = "{url}"\n')
    terminal.file("list.csv", LIST)
    return terminal


def test_an_empty_database_is_filled_looked_at_and_emptied(empty_url: str, tmp_path: Path) -> None:
    terminal = at(tmp_path, empty_url)
    out = tmp_path / "out.csv"
    assert terminal.type("roster", "export", out).err.startswith("There is no database yet.")
    assert terminal.type("roster", "import", tmp_path / "list.csv", "--dry-run").status == 0
    assert terminal.type("roster", "import", tmp_path / "list.csv").status == 0
    assert terminal.type("roster", "export", out).status == 0
    again = terminal.type("roster", "import", out)
    assert again.out == "Nothing to change: the roster says so already.\n"
    assert "Roster: 5 units, 4 people in post, 1 post vacant." in terminal.type("check").out
    assert "member:3  王芳  138****0003" in terminal.type("forget", "13800000003", "--yes").out
    assert "Roster: 5 units, 3 people in post, 2 posts vacant." in terminal.type("check").out


def test_a_database_from_the_future_is_left_alone(tmp_path: Path) -> None:
    terminal = at(tmp_path, "sqlite:///here.sqlite")
    terminal.type("roster", "import", tmp_path / "list.csv")
    _run(tmp_path, "INSERT INTO migration VALUES (9999, 'later')")
    told = terminal.type("roster", "import", tmp_path / "list.csv")
    assert (told.status, "newer gridcall" in told.err) == (1, True)


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    terminal = at(tmp_path, "sqlite:///here.sqlite")
    terminal.file("here.sqlite", b"a diary, not a database" * 100)
    told = terminal.type("roster", "import", tmp_path / "list.csv")
    assert told.err == (
        "The database file is not a database. A backup takes its place with"
        " `gridcall restore FILE --force`.\n"
    )
    assert told.status == 1


def _run(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "here.sqlite")
    connection.execute(statement)
    connection.commit()
    connection.close()
