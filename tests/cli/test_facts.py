"""`gridcall facts export`: what is known of the units, as one table."""

from __future__ import annotations

import asyncio
import csv
import io
import stat
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from bot.clock import SystemClock
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.forms import facts
from bot.store.forms.facts import FactSaid
from bot.store.tx import Tx
from tests.cli.conftest import Terminal

LOW = FormQuestion("低洼住户几户？", QuestionKind.NUMBER, "户")
SEEN = FormQuestion("检修日期", QuestionKind.DATE)
REST = FormQuestion("备注", QuestionKind.TEXT)


def _known(tx: Tx, _none: None, now: datetime) -> None:
    """Two versions of a number, a day, and words that begin like a formula; said by somebody who is
    forgotten by now."""
    unit = tx.connection.execute("SELECT id FROM unit WHERE name = '3栋'").fetchone()["id"]
    who = tx.connection.execute("SELECT id FROM member WHERE name = '王芳'").fetchone()["id"]
    for asked, value in ((LOW, "2"), (LOW, "3"), (SEEN, "2026-03-02"), (REST, "=HYPERLINK(1)")):
        facts.keep_facts(tx, unit, [(asked, FactSaid(value, who, "corrected", now))], now)
    tx.connection.execute(f"UPDATE member SET forgotten_at = 1 WHERE id = {who}")


async def _know(folder: Path) -> None:
    database = Database(await open_engine("sqlite:///here.sqlite", folder), SystemClock())
    await database.transact(_known, None)
    await database.close()


def test_the_newest_of_each_comes_with_its_type_and_source(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    asyncio.run(_know(terminal.folder))
    out = terminal.folder / "facts.xlsx"
    told = terminal.type("facts", "export", out)
    assert (told.status, told.out) == (0, f"Wrote 3 rows to {out}.\n")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    heads, *rows = load_workbook(io.BytesIO(out.read_bytes())).worksheets[0].values
    found = {row[2]: row for row in rows if row[2] in ("低洼住户", "检修日期", "备注")}
    assert found["低洼住户"][:2] == ("幸福里", "3栋")
    assert found["低洼住户"][3:5] == (3, "户")
    day = found["检修日期"][3]
    assert isinstance(day, datetime | date)
    assert f"{day:%Y-%m-%d}" == "2026-03-02"
    assert len(heads) == 8
    assert "has left" in found["备注"] or "已离任" in found["备注"], (
        "who was forgotten is not named"
    )


def test_words_are_no_formula_in_a_csv(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    asyncio.run(_know(terminal.folder))
    out = terminal.folder / "facts.csv"
    assert terminal.type("facts", "export", out).status == 0
    cells = [cell for row in csv.reader(io.StringIO(out.read_text("utf-8-sig"))) for cell in row]
    assert "'=HYPERLINK(1)" in cells


def test_another_kind_of_file_is_refused_and_nothing_is_written(terminal: Terminal) -> None:
    terminal.type("roster", "import", terminal.file("list.csv"))
    out = terminal.folder / "facts.pdf"
    assert terminal.type("facts", "export", out).status == 1
    assert not out.exists()
