"""`gridcall forget` at the terminal: who is meant, what is asked, what is said to stay."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import forget
from bot.store.lock import locked
from tests.cli.conftest import LIST, Terminal

NAMESAKES = LIST + ",,6栋,楼长,王芳,13800000006\n"


def imported(terminal: Terminal, rows: str = LIST) -> Path:
    terminal.type("roster", "import", terminal.file("list.csv", rows))
    return terminal.folder / "here.sqlite"


def names(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as opened:
        return [name for (name,) in opened.execute("SELECT name FROM member ORDER BY id")]


@pytest.mark.parametrize(
    "who", ["王芳", "王 芳", "13800000003", "138 0000 0003", "+8613800000003", "member:3", "3"]
)
def test_by_name_number_or_id(terminal: Terminal, who: str) -> None:
    file = imported(terminal)
    told = terminal.type("forget", who, "--yes")
    assert (told.status, told.err) == (0, "")
    assert "member:3  王芳  138****0003  3栋" in told.out
    assert "Removed. Posts now vacant: 1." in told.out
    assert "the log; these hold member:3 and name nobody" in told.out
    assert "After restoring an older one, forget this person again." in told.out
    assert "王芳" not in names(file)
    assert len(names(file)) == 4


def test_not_a_byte_is_left_in_the_files(terminal: Terminal) -> None:
    file = imported(terminal)
    assert "王芳".encode() in file.read_bytes()
    terminal.type("forget", "王芳", "--yes")
    for each in file.parent.glob("here.sqlite*"):
        assert "王芳".encode() not in each.read_bytes(), each
        assert b"13800000003" not in each.read_bytes(), each


def test_who_share_a_name_are_listed_and_nothing_changes(terminal: Terminal) -> None:
    file = imported(terminal, NAMESAKES)
    before = names(file)
    told = terminal.type("forget", "王芳", "--yes")
    assert told.status == 1
    assert "member:3  王芳  138****0003  3栋" in told.out
    assert "王芳  138****0006  6栋" in told.out
    assert "13800000003" not in told.out
    assert told.err.startswith("2 people fit, so nothing was changed.")
    assert names(file) == before
    assert terminal.type("forget", "13800000006", "--yes").status == 0
    assert names(file).count("王芳") == 1


def test_nobody_so_called(terminal: Terminal) -> None:
    imported(terminal)
    told = terminal.type("forget", "王五", "--yes")
    assert told.status == 1
    assert told.err.startswith("Nobody here has this name, number or id")
    assert terminal.type("forget", "王芳", "--yes").status == 0
    assert terminal.type("forget", "member:3", "--yes").status == 1, "once is enough"


def test_it_asks_first(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    file = imported(terminal)
    unasked = terminal.type("forget", "王芳")
    assert unasked.status == 1
    assert "add --yes" in unasked.err
    monkeypatch.setattr(forget, "somebody_there", lambda: True)
    assert terminal.type("forget", "王芳", answers="n\n").status == 1
    assert "王芳" in names(file)
    assert terminal.type("forget", "王芳", answers="y\n").status == 0
    assert "王芳" not in names(file)


def test_beside_a_running_bot_it_says_what_to_do(terminal: Terminal) -> None:
    imported(terminal)
    with locked("sqlite:///here.sqlite", terminal.folder):
        told = terminal.type("forget", "王芳", "--yes")
    assert told.status == 1
    assert told.err.startswith("The bot is running. Please stop it, forget the person")


def test_backups_beside_the_database_are_named(terminal: Terminal) -> None:
    file = imported(terminal)
    older = file.with_name("here.schema-0001.sqlite")
    older.write_bytes(file.read_bytes())
    told = terminal.type("forget", "王芳", "--yes")
    assert f"Backups that still hold this person; please delete them when you can:\n  {older}" in (
        told.out
    )


def test_the_log_says_it_by_id(terminal: Terminal) -> None:
    imported(terminal)
    terminal.type("forget", "王芳", "--yes")
    terminal.type("audit", "export", terminal.folder / "log.csv")
    log = (terminal.folder / "log.csv").read_text("utf-8-sig")
    assert "operator,member.forget,terminal,,,3,{}" in log
    assert "王芳" not in log


def test_the_roster_does_not_know_them_any_more(terminal: Terminal) -> None:
    imported(terminal)
    terminal.type("forget", "王芳", "--yes")
    out = terminal.folder / "out.csv"
    terminal.type("roster", "export", out)
    assert "3栋,楼长,," in out.read_text("utf-8-sig")
    again = terminal.type("roster", "import", terminal.file("list.csv"))
    assert "New people: 1" in again.out or "1 new person" in again.out
