"""`gridcall backup` and `gridcall restore` as the operator types them."""

from __future__ import annotations

import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import bot.app
from bot.demo import sample
from bot.store.lock import locked
from bot.store.migrate import migrations_folder
from tests.canary import TOKEN
from tests.cli.conftest import ROOT, SETTINGS, Terminal

WITH_TOKEN = f'[telegram]\ntoken = "{TOKEN}"\n{SETTINGS}'


@pytest.fixture
def filled(terminal: Terminal) -> Terminal:
    """The sample community is in it."""
    assert terminal.type("roster", "import", terminal.file("s.csv", sample.sheet())).status == 0
    return terminal


def roster_of(terminal: Terminal) -> bytes:
    out = terminal.folder / "out.csv"
    assert terminal.type("roster", "export", out).status == 0
    return out.read_bytes()


def test_a_drill_backed_up_beside_the_bot_and_restored_elsewhere(
    filled: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    before, file = roster_of(filled), filled.folder / "b.sqlite"
    with locked(f"sqlite:///{filled.folder / 'here.sqlite'}"):
        told = filled.type("backup", file)
    assert (told.status, told.err) == (0, "")
    assert told.out == f"Wrote the backup to {file}. It holds names and phone numbers.\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    elsewhere = Terminal(tmp_path_factory.mktemp("elsewhere"))
    elsewhere.file("config.toml", SETTINGS)
    told = elsewhere.type("restore", file)
    assert (told.status, told.out, told.err) == (0, f"Restored {file}.\n", "")
    assert roster_of(elsewhere) == before
    log = elsewhere.folder / "log.csv"
    elsewhere.type("audit", "export", log)
    assert "database.restore" in log.read_text("utf-8-sig")


def test_a_restore_takes_the_place_of_nothing_unasked(filled: Terminal) -> None:
    file, database = filled.folder / "b.sqlite", filled.folder / "here.sqlite"
    filled.type("backup", file)
    content = database.read_bytes()
    told = filled.type("restore", file)
    assert told.status == 1
    assert told.err.startswith(f"There is a database already ({database}).")
    with locked(f"sqlite:///{database}"):
        told = filled.type("restore", file, "--force")
        assert told.err.startswith("The bot is running with this database")
    assert database.read_bytes() == content
    told = filled.type("restore", file, "--force")
    kept = filled.folder / "here.replaced-1.sqlite"
    assert told.status == 0
    assert f"What was there before is kept as {kept}" in told.out
    assert kept.read_bytes() == content


def test_what_is_no_backup_is_left_alone(filled: Terminal) -> None:
    for name, sentence in {
        "s.csv": "is there already and is no backup, so I left it.",
        "here.sqlite": "is the database itself.",
        "nowhere/b.sqlite": "There is no folder ",
    }.items():
        told = filled.type("backup", filled.folder / name)
        assert (told.status, told.out) == (1, "")
        assert sentence in told.err
    for name, sentence in {
        "s.csv": "is damaged or no database.",
        "here.sqlite": "is the database itself.",
        "nowhere.sqlite": "nowhere.sqlite is not there.",
    }.items():
        told = filled.type("restore", filled.folder / name, "--force")
        assert (told.status, told.out) == (1, "")
        assert sentence in told.err
    assert roster_of(filled)


def test_without_a_database_there_is_nothing_to_back_up(terminal: Terminal) -> None:
    told = terminal.type("backup", "b.sqlite")
    assert (told.status, told.err[:27]) == (1, "There is no database yet. `")
    assert not (terminal.folder / "here.sqlite").exists()


def test_run_backs_up_before_it_migrates(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept: list[Path] = []

    async def run(_config: object, folder: Path, _tell: object) -> None:
        kept.extend(schemas(folder))

    monkeypatch.setattr(bot.app, "run", run)
    filled.file("config.toml", WITH_TOKEN)
    assert filled.type("run").status == 0
    assert kept == []
    last = _one_more(tmp_path / "migrations", monkeypatch)
    assert filled.type("run").status == 0
    assert kept == [filled.folder / f"here.schema-{last:04d}.sqlite"]
    assert stat.S_IMODE(kept[0].stat().st_mode) == 0o600
    assert _rows(kept[0], "member") == _rows(filled.folder / "here.sqlite", "member")
    told = filled.type("backup", filled.folder / "older.sqlite")  # noted until the bot has upgraded
    assert told.status == 0
    assert "database.backup" in (filled.folder / "gridcall.notes").read_text("utf-8")


def schemas(folder: Path) -> list[Path]:
    return list(folder.glob("here.schema-*.sqlite"))


def _one_more(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A program with one migration more; the number of the last before it."""
    folder.mkdir()
    for path in migrations_folder().glob("*.sql"):
        (folder / path.name).write_text(path.read_text("utf-8"))
    last = max(int(path.name[:4]) for path in folder.iterdir())
    (folder / "9000_more.sql").write_text("CREATE TABLE more (n BIGINT);")
    for module in ("bot.store.migrate", "bot.cli.opening"):
        monkeypatch.setattr(f"{module}.migrations_folder", lambda: folder)
    return last


def _rows(file: Path, table: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


def test_the_commands_of_the_document_work(
    filled: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled.folder)
    text = (ROOT / "docs" / "backups.md").read_text("utf-8")
    commands = re.findall(r"^gridcall (.+)$", text, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["backup", "restore"]
    assert [filled.type(*command.split()).status for command in commands] == [0, 0]
