"""`gridcall roster` at the terminal: what it changes, what it refuses, how it ends."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from typer.testing import CliRunner

from bot import __version__
from bot.cli import app, importing
from bot.demo import sample
from bot.sheets import read_sheet
from bot.sheets.tables.raw import raw_tables
from bot.store.lock import locked
from tests.cli.conftest import HEAD, LIST, ROOT, Terminal
from tests.store.test_roster import TIERS

MORE = LIST + ",,6栋,楼长,王五,\n"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def database(terminal: Terminal) -> Path:
    return terminal.folder / "here.sqlite"


def test_imported_and_exported_and_imported_again(terminal: Terminal) -> None:
    told = terminal.type("roster", "import", terminal.file("list.csv"))
    assert (told.status, told.err) == (0, "")
    assert "5 new units" in told.out
    assert told.out.endswith("Done.\n")
    for name in ("out.xlsx", "out.csv"):
        out = terminal.folder / name
        assert terminal.type("roster", "export", out).status == 0
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        again = terminal.type("roster", "import", out)
        assert again.out == "Nothing to change: the roster says so already.\n"
        assert again.status == 0


def test_the_export_carries_full_phones(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    out = terminal.folder / "out.xlsx"
    terminal.type("roster", "export", out)
    sheet = read_sheet(out.read_bytes(), out.name, TIERS)
    assert "13800000003" in {row.phone for row in sheet.rows}


def test_the_sample_goes_in_and_out(terminal: Terminal) -> None:
    assert terminal.type("roster", "import", terminal.file("s.csv", sample.sheet())).status == 0
    terminal.type("roster", "export", terminal.folder / "out.csv")
    assert "Nothing to change" in terminal.type("roster", "import", terminal.folder / "out.csv").out


def test_a_dry_run_changes_nothing(terminal: Terminal) -> None:
    file = terminal.file("list.csv")
    told = terminal.type("roster", "import", file, "--dry-run")
    assert told.status == 0
    assert told.out.endswith("Nothing was changed.\n")
    assert not database(terminal).exists()
    terminal.type("roster", "import", file)
    before = database(terminal).read_bytes()
    terminal.type("roster", "import", terminal.file("b.csv", MORE), "--dry-run")
    assert database(terminal).read_bytes() == before


def test_a_row_that_cannot_be_read_stops_all(terminal: Terminal) -> None:
    file = terminal.file("list.csv", LIST + ",,6栋,门卫,王五,\n,,7栋,楼长,赵六,12\n,,8栋,,孙七,\n")
    told = terminal.type("roster", "import", file)
    assert told.status == 1
    assert "row 7: I don't know the post 门卫; I know 楼长、副楼长、成员" in told.out
    assert "row 8: 赵六: “12” is no phone number I can use" in told.out
    assert "row 9: 孙七 has no post" in told.out
    assert told.err.startswith("2 rows cannot be carried out, so nothing was imported.")
    assert "Nothing" not in terminal.type("roster", "import", terminal.file("good.csv")).out
    assert terminal.type("roster", "import", file, "--skip-unreadable").status == 0


def test_one_phone_with_two_names_waits_for_an_answer(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    file = terminal.file("b.csv", LIST.replace("5栋,楼长,,", "5栋,楼长,芳芳,13800000003"))
    told = terminal.type("roster", "import", file)
    assert told.status == 1
    (asked,) = (line for line in told.out.splitlines() if "share the number" in line)
    assert asked.startswith("row 6: 王芳 and 芳芳 share the number 138****0003; where they")


def test_who_sits_at_the_terminal_is_asked(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    there = SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(importing, "sys", there)
    file = terminal.file("b.csv", LIST.replace("5栋,楼长,,", "5栋,楼长,芳芳,13800000003"))
    told = terminal.type("roster", "import", file, answers="y\n")
    assert (told.status, told.err) == (0, "")
    assert "Takes a seat: 幸福里 5 栋, Building lead: 王芳" in told.out
    less = terminal.file("less.csv", "".join(LIST.splitlines(keepends=True)[:3]))
    assert terminal.type("roster", "import", less, answers="n\n").status == 1
    assert terminal.type("roster", "import", less, answers="y\n").status == 0


def test_emptying_many_posts_is_asked_of_a_person(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    less = terminal.file("less.csv", "".join(LIST.splitlines(keepends=True)[:4]))
    monkeypatch.setattr(importing, "somebody_there", lambda: True)
    told = terminal.type("roster", "import", less)  # nobody says yes
    assert told.status == 1
    assert "1 of 4 held posts" in told.out


def test_without_a_terminal_nothing_is_emptied_without_yes(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    out = terminal.folder / "out.csv"
    terminal.type("roster", "export", out)
    before = out.read_bytes()
    one = terminal.file("one.csv", "".join(LIST.splitlines(keepends=True)[:2]) + ",,3栋,楼长,,\n")
    told = terminal.type("roster", "import", one)
    assert told.status == 1
    assert told.err.startswith("3 of 4 held posts would be left without a holder and 2 units")
    terminal.type("roster", "export", out)
    assert out.read_bytes() == before
    assert terminal.type("roster", "import", one, "--yes").status == 0


def test_a_successor_needs_no_yes(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    changed = terminal.file("b.csv", LIST.replace("刘洋", "赵敏"))
    assert terminal.type("roster", "import", changed).status == 0


def test_refused_while_the_bot_is_running(terminal: Terminal) -> None:
    file = terminal.file("list.csv")
    terminal.type("roster", "import", file)
    out = terminal.folder / "out.csv"
    with locked(f"sqlite:///{database(terminal)}"):
        told = terminal.type("roster", "import", terminal.file("b.csv", MORE))
        assert told.status == 1
        assert told.err.startswith("The bot is running with this database")
        for words in (("roster", "import", file, "--dry-run"), ("roster", "export", out)):
            assert terminal.type(*words).status == 0
    log = terminal.folder / "log.csv"
    terminal.type("roster", "export", out)
    terminal.type("audit", "export", log)
    assert log.read_text("utf-8-sig").count("roster.export") == 2


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("old.xls", _OLD, "This is an old .xls file."),
        ("empty.csv", b"", "This file is empty."),
        ("page.xls", b"<html><table>", "This is a web page"),
        ("picture.xlsx", b"\x89PNG" + b"x" * 50, "This is not a spreadsheet."),
        ("broken.xlsx", b"PK\x03\x04" + b"x" * 50, "This file is damaged."),
        ("big.csv", b"x" * (10 * 1024 * 1024 + 1), "This file is larger than 10 MB."),
        ("words.csv", "天气很好\n".encode(), "I found no line of headings."),
        ("bare.csv", HEAD.encode(), "There are headings in this file"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_a_sentence(
    terminal: Terminal, name: str, content: bytes, sentence: str
) -> None:
    told = terminal.type("roster", "import", terminal.file(name, content))
    assert (told.status, told.out) == (1, "")
    assert told.err.startswith(sentence)
    assert not database(terminal).exists()


def test_what_is_not_there_is_said(terminal: Terminal) -> None:
    told = terminal.type("roster", "import", "nowhere.csv")
    assert (told.status, told.err) == (
        1,
        "nowhere.csv is not there. Please look at the name and the folder.\n",
    )
    told = terminal.type("roster", "export", terminal.folder / "out.csv")
    assert told.err.startswith("There is no database yet.")
    assert terminal.type("roster", "export", terminal.folder / "out.pdf").status == 1


async def test_exit_status_of_the_real_command(terminal: Terminal) -> None:
    file = terminal.file("list.csv")
    assert (await terminal.spawn("roster", "import", file)).status == 0
    assert (await terminal.spawn("roster", "import", "nowhere.csv")).status == 1
    assert (await terminal.spawn("roster", "import")).status == 2
    assert (await terminal.spawn("roster", "import", file, "--nonsense")).status == 2


async def test_a_sentence_in_the_language_of_the_terminal(terminal: Terminal) -> None:
    file = terminal.file("old.xls", _OLD)
    for name, sentence in {
        "zh_CN.UTF-8": "这是旧的 .xls 格式",
        "zh_TW.UTF-8": "這是舊的 .xls 格式",
        "de_DE.UTF-8": "This is an old .xls file",
    }.items():
        told = await terminal.spawn("roster", "import", file, LC_ALL=name, PYTHONUTF8="1")
        assert told.err.startswith(sentence)


def test_the_version_is_told_without_any_settings() -> None:
    told = CliRunner().invoke(app, ["--version"])
    assert (told.exit_code, told.output) == (0, f"gridcall {__version__}\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("imprt",), "没有 imprt 这个命令。有：demo、init、"),
        (("roster", "import"), "缺少 FILE。"),
        (("check", "--nonsense"), "这里没有 --nonsense 这个选项。"),
        (("--nonsense",), "这里没有 --nonsense 这个选项。"),
        (("demo", "--port", "x"), "--port 的值用不了。"),
        (("demo", "--port"), "--port 后面要写值。"),
        (("check", "two", "three"), "看不懂："),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_terminal(
    words: tuple[str, ...], sentence: str
) -> None:
    command = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    environment = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONPATH": str(ROOT)}
    told = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(sentence)
    assert "--help` 看怎么写" in told.stderr


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.csv"])
def test_an_empty_table_is_written_and_holds_nobody(terminal: Terminal, name: str) -> None:
    file = terminal.folder / name
    assert terminal.type("roster", "template", file).status == 0
    told = terminal.type("roster", "import", file)
    assert told.err.startswith("There are headings in this file")


def test_the_empty_table_filled_in_is_read(terminal: Terminal) -> None:
    file = terminal.folder / "empty.csv"
    terminal.type("roster", "template", file)
    heads, *how = file.read_text("utf-8-sig").splitlines()
    assert heads == "社区,小区,楼栋,职务,姓名,手机,编码,备注"
    assert any("楼长" in line and "网格长" in line for line in how)
    filled = "\n".join([heads, "阳光社区,幸福里,1栋,楼长,甲一,13800000001,,", *how])
    told = terminal.type("roster", "import", terminal.file("filled.csv", filled))
    assert (told.status, told.err) == (0, "")
    assert "1 new person: 甲一" in told.out


def test_every_kind_of_line_about_a_row(terminal: Terminal) -> None:
    table = (Path(__file__).parent.parent / "sheets" / "rosters" / "cells.csv").read_bytes()
    file = terminal.file("cells.csv", table)
    told = terminal.type("roster", "import", file)
    assert told.status == 1
    lines = [line for line in told.out.splitlines() if line.startswith("row ")]
    assert [line.partition(":")[0] for line in lines] == ["row 12", "row 16", "row 9"]
    assert "write them as 1栋、2栋、3栋, or give the one of that name a code" in lines[-1]
    assert terminal.type("roster", "import", file, "--skip-unreadable").status == 0


def test_the_export_has_the_offices_own_words(terminal: Terminal) -> None:
    table = (Path(__file__).parent.parent / "sheets" / "rosters" / "wide.csv").read_bytes()
    assert terminal.type("roster", "import", terminal.file("wide.csv", table)).status == 0
    out = terminal.folder / "out.csv"
    terminal.type("roster", "export", out)
    text = out.read_text("utf-8-sig")
    assert text.startswith("社区,小区,楼栋,职务,姓名,手机,编码,备注")
    assert "阳光社区,第一网格,,网格长,张一,13800000101," in text
    assert "阳光社区,第一网格,,专职网格员,李一,13800000102," in text


def test_the_region_and_words_of_the_settings(terminal: Terminal) -> None:
    settings = (terminal.folder / "config.toml").read_text()
    more = (
        '[roster]\nregion = "hk"\ncommunity = "東區"\n[[posts]]\nkind = "lead"\nwords = ["幢主"]\n'
    )
    terminal.file("config.toml", settings + more)
    file = terminal.file("list.csv", "屋苑,座數,職務,姓名,電話\n康樂花園,1座,幢主,陳一,9123 4567\n")
    assert terminal.type("roster", "import", file).status == 0
    out = terminal.folder / "out.csv"
    terminal.type("roster", "export", out)
    assert "東區,康樂花園,1座,幢主,陳一,9123 4567," in out.read_text("utf-8-sig")


def test_call_sheets_of_all_branches_are_written_for_their_owner_alone(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    out = terminal.folder / "calls.pdf"
    told = terminal.type("sheets", out)
    assert (told.status, told.err) == (0, "")
    assert "Wrote" in told.out
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    document = pypdfium2.PdfDocument(out.read_bytes())
    said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    assert "13800000003" in said


@pytest.mark.parametrize("name", ["facts.csv", "facts.xlsx"])
def test_what_is_known_goes_out_as_one_table(terminal: Terminal, name: str) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    with sqlite3.connect(database(terminal)) as found:
        found.execute(
            "INSERT INTO fact (unit_id, folded, kind, words, measure, value, member_id, path,"
            " form_number, form_title, said_at, recorded_at) SELECT u.id, '低洼住户', 'number',"
            " '低洼住户', '户', '3', (SELECT MIN(id) FROM member), 'button', 1, '=防台', 0, 0"
            " FROM unit u WHERE u.name = '3栋'"
        )
    out = terminal.folder / name
    told = terminal.type("facts", "export", out)
    assert (told.status, told.err) == (0, "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = next(raw_tables(out.read_bytes(), name)).cells
    assert [rows[2, at].text for at in (2, 3, 4, 5)] == ["3栋", "低洼住户", "3", "户"]
    assert not rows[2, 8].formula
