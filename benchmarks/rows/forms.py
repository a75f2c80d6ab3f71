"""Forms of a district: taken in, added up, and filled into the office's own table."""

from __future__ import annotations

import asyncio
import io
import os
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from statistics import mean

import xlsxwriter

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.rows import burst, ceiling
from benchmarks.rows.looking import best, screen
from benchmarks.site import Site
from bot.app import never_pause
from bot.chat.looking.status import render_status
from bot.chat.outgoing import NewFile, Outgoing, WantedTable
from bot.chat.writing.issuing import render_preview
from bot.clock import SystemClock
from bot.delivery.letter import Letter
from bot.delivery.table_filling import with_table
from bot.instructions.forms.office_table import TableWords
from bot.instructions.forms.question import questions_in
from bot.instructions.model import AnswerPath
from bot.messages.writing import PreviewArgs
from bot.roster.model import Tier
from bot.sheets.tables.apart import table_read_apart
from bot.sheets.tables.worker import TableReading
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.forms import office_tables, questions
from bot.store.forms.forms import GivenBy
from bot.store.forms.office_tables import KeptTable
from bot.store.tx import Tx
from bot.usecases.forms import handing_in
from bot.usecases.looking.status_view import status_view
from bot.usecases.screens import Screen, ScreenPlace
from bot.usecases.writing.preview_view import preview_view

ROW = "forms"
ASKED = "\n".join(f"第{n}项几户？" for n in range(1, 9))
FORMS = 40
COLUMNS = 40
_AT_ONCE = 50
_WORDS = TableWords(heading="填报情况", missing="未报", yes="是", no="否")


def measure(site: Site) -> Iterator[Figure]:
    """Forms a second; screens with sums, in CPU; the filled workbook, with the loop's pauses."""
    asked = site.changed("asked", _ask, start=site.arrived())
    yield from _speed(site, asked)
    filled = site.changed(f"filled{_ROUNDS - 1}")
    few = _looked(filled, site.account)
    many = _looked(site.changed("forms_behind", _closed, start=filled), site.account)
    for name, seconds in many.items():
        yield Figure(row=ROW, what=f"{name}, {FORMS} closed forms behind", unit="ms",
                     value=1000 * max(seconds, few[name]), at_most=30)  # fmt: skip
    yield Figure(row=ROW, what="all of these, against none behind", unit="ms",
                 value=1000 * sum(many.values()), floor=1000 * sum(few.values()), of="floor",
                 at_most=1.25)  # fmt: skip
    wide = site.changed("wide", _widen, start=filled)
    for name, seconds in _looked(wide, site.account).items():
        yield Figure(row=ROW, what=f"{name}, {COLUMNS} columns", unit="ms", value=1000 * seconds,
                     at_most=30)  # fmt: skip
    yield from _workbook(wide, site)


def _ask(tx: Tx, _command: None, _now: datetime) -> None:
    tx.connection.execute("UPDATE instruction SET form_tier = 'building' WHERE id = 1")
    questions.set_questions(tx, 1, questions_in(ASKED))


def _speed(site: Site, asked: Path) -> Iterator[Figure]:
    """Forms a second, and CPU for one, beside the peer's presses, in turn: stored, and typed as
    replies and read."""
    stored, peers, typed = [], [], []
    for number in range(_ROUNDS):
        stored.append(asyncio.run(_taken_in(site.changed(f"filled{number}", start=asked))))
        peers.append(burst.peer_presses(site, site.buildings))
        typed.append(_typed_in(site, asked))
    what = f"{site.buildings:,} forms of eight answers, stored (peer: presses answered)"
    yield from _beside(what, stored, peers, goal=True)
    yield from _beside(f"{_SAMPLE:,} typed as replies at once, read and answered", typed, peers)


_Speed = tuple[float, float]
"""So many a second, and the seconds of CPU for one."""


def _beside(
    what: str, own: Sequence[_Speed], peers: Sequence[_Speed], *, goal: bool = False
) -> Iterator[Figure]:
    rates, spent = zip(*own, strict=True)
    others, others_spent = zip(*peers, strict=True)
    yield Figure(row=ROW, what=what, unit="/s", value=mean(rates), peer=mean(others), of="peer",
                 at_least=2 if goal else None)  # fmt: skip
    yield Figure(row=ROW, what="CPU of the bot for one of these", unit="ms",
                 value=1000 * mean(spent), peer=1000 * mean(others_spent))  # fmt: skip


_ROUNDS = 2
_WHO_WRITES = """
SELECT m.chat_id, m.chat_id, m.telegram_id, '1 2 3 4 5 6 7 8'
FROM bot_message m JOIN message_target mt ON mt.message_id = m.id AND mt.role = 'line'
JOIN target t ON t.id = mt.target_id AND t.tier = 'building'
WHERE m.kind = 'card' AND m.chat_id > 0 ORDER BY m.id
"""


def _typed_in(site: Site, asked: Path) -> _Speed:
    """Of forms that come as replies, all at once, through the bot as it runs."""
    with site.gridcall(asked, limit=ceiling.NONE) as stage:
        sites.up(stage)
        words = stage.rows(_WHO_WRITES)[:_SAMPLE]
        started, before = time.time(), stage.bot.cpu()
        stage.standin.ask("write", words=words, rate=_AT_ONCE_WRITTEN)
        stage.until(lambda: stage.one(_REPORTED) >= len(words))
        taken = float(stage.one(_LAST_REPORT)) / 1e6 - started
        return len(words) / taken, (stage.bot.cpu() - before) / len(words)


_SAMPLE = 2_000
_AT_ONCE_WRITTEN = 100_000
_REPORTED = "SELECT COUNT(*) FROM target WHERE reported_at IS NOT NULL"
_LAST_REPORT = "SELECT MAX(reported_at) FROM target"


async def _taken_in(path: Path) -> _Speed:
    """Of forms that are committed as many at a time as a busy bot commits."""
    database = Database(await open_engine("sqlite:///district.sqlite", path.parent), SystemClock())
    said = await database.read(_answers, None)
    never_pause()
    started, before = time.monotonic(), time.process_time()
    for at in range(0, len(said), _AT_ONCE):
        chunk = said[at : at + _AT_ONCE]
        await asyncio.gather(*(database.transact(_hand_in, each) for each in chunk))
    taken, spent = time.monotonic() - started, time.process_time() - before
    await database.close()
    return len(said) / taken, spent / len(said)


@dataclass(frozen=True, slots=True)
class _Said:
    """The answers of one holder for a target, as they come in."""

    target_id: int
    member_id: int
    values: dict[int, str]


_WHO_SAYS = """
SELECT t.id AS id, MIN(a.member_id) AS member_id FROM target t
JOIN post p ON p.unit_id = t.unit_id JOIN assignment a ON a.post_id = p.id AND a.until IS NULL
WHERE t.tier = 'building' GROUP BY t.id ORDER BY t.id
"""


def _answers(tx: Tx, _query: None, _now: datetime) -> list[_Said]:
    """What all of them say, made up beforehand: that is no work of the bot's."""
    asked = questions.asked_in(tx, 1)
    rows = tx.connection.execute(_WHO_SAYS).fetchall()
    return [
        _Said(row["id"], row["member_id"], {q.id: str((row["id"] + q.ordinal) % 50) for q in asked})
        for row in rows
    ]


def _hand_in(tx: Tx, said: _Said, now: datetime) -> None:
    target = instructions.target(tx, said.target_id)
    instruction = instructions.instruction(tx, 1)
    by = GivenBy(said.member_id, AnswerPath.BUTTON, now)
    handing_in.record_form(tx, instruction, target, said.values, by, now)


def _looked(path: Path, account: int) -> dict[str, float]:
    return asyncio.run(_look(path, account))


async def _look(path: Path, account: int) -> dict[str, float]:
    database = Database(await open_engine("sqlite:///district.sqlite", path.parent), SystemClock())
    found = await database.read(_screens, account)
    await database.close()
    return found


def _screens(tx: Tx, account: int, now: datetime) -> dict[str, float]:
    row = tx.connection.execute(f"SELECT id FROM member WHERE telegram_id = {account}").fetchone()
    branch = tx.connection.execute("SELECT MAX(id) AS id FROM unit WHERE tier = 'branch'")
    here = int(branch.fetchone()["id"])
    places = {"/status with sums": (1, 0), "/status of a branch with sums": (1, here)}
    found = {}
    for name, ids in places.items():
        message = screen(account, row["id"], Screen(ScreenPlace("unit", ids)).to_args("status"))
        found[name] = best(tx, message, status_view, render_status, now)
    summary = replace(screen(account, row["id"], PreviewArgs()), subject_id=1)
    found["the summary with sums"] = best(tx, summary, preview_view, render_preview, now)
    return found


def _closed(tx: Tx, _command: None, _now: datetime) -> None:
    """Closed forms, all answered by every building."""
    execute = tx.connection.execute
    columns = "issuer_id, unit_id, urgency, needs_answer, text, tiers, created_at, touched_at"
    execute(
        f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {FORMS})"
        f" INSERT INTO instruction (number, state, form_tier, {columns})"
        f" SELECT 1000 + i, 'closed', 'building', {columns} FROM instruction, n WHERE id = 1"
    )
    asked = "ordinal, kind, words, folded, measure, choices"
    execute(
        f"INSERT INTO form_question (instruction_id, {asked}) SELECT i.id, {asked}"
        " FROM instruction i JOIN form_question q ON q.instruction_id = 1 WHERE i.state = 'closed'"
    )
    execute(
        "INSERT INTO target (instruction_id, unit_id, tier, state, opened_at)"
        " SELECT i.id, t.unit_id, t.tier, 'acknowledged', 0 FROM instruction i"
        " JOIN target t ON t.instruction_id = 1 WHERE i.state = 'closed'"
    )
    given = "value, amount, unusual, member_id, path, said_at, recorded_at"
    execute(
        f"INSERT INTO form_answer (question_id, target_id, unit_id, {given})"
        " SELECT n.id, x.id, a.unit_id, a.value, a.amount, a.unusual, a.member_id, a.path,"
        " a.said_at, a.recorded_at FROM form_answer a JOIN form_question q ON q.id = a.question_id"
        " JOIN form_question n ON n.ordinal = q.ordinal AND n.instruction_id > 1"
        " JOIN target x ON x.instruction_id = n.instruction_id AND x.unit_id = a.unit_id"
        " WHERE n.instruction_id % 4 = 0"
    )


def _widen(tx: Tx, _command: None, _now: datetime) -> None:
    """Forty columns instead of eight, every building with an answer to each."""
    execute = tx.connection.execute
    execute("UPDATE form_question SET table_column = ordinal + 2 WHERE instruction_id = 1")
    asked = "kind, words, folded, measure, choices"
    execute(
        "WITH RECURSIVE n(i) AS (SELECT 9 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
        f" INSERT INTO form_question (instruction_id, ordinal, table_column, {asked})"
        f" SELECT 1, i, i + 2, {asked} FROM form_question, n WHERE instruction_id = 1"
        " AND ordinal = 1"
    )
    given = "value, amount, unusual, member_id, path, said_at, recorded_at"
    execute(
        f"INSERT INTO form_answer (question_id, target_id, unit_id, {given})"
        f" SELECT n.id, a.target_id, a.unit_id, {given} FROM form_answer a"
        " JOIN form_question q ON q.id = a.question_id AND q.ordinal = 1"
        " JOIN form_question n ON n.instruction_id = 1 AND n.ordinal > 8"
        " WHERE q.instruction_id = 1"
    )


def _workbook(path: Path, site: Site) -> Iterator[Figure]:
    seconds, spent, pause, memory = asyncio.run(_fill(path))
    what = f"{site.buildings:,} rows of {COLUMNS} cells"
    yield Figure(row=ROW, what=f"{what} filled in", unit="s", value=seconds, at_most=10)
    yield Figure(row=ROW, what="CPU of that, the bot's and its child's", unit="s", value=spent)
    yield Figure(row=ROW, what="memory of the process that does", unit="MB", value=memory,
                 at_most=300)  # fmt: skip
    yield Figure(row=ROW, what="longest pause of the loop meanwhile", unit="ms",
                 value=1000 * pause, at_most=50)  # fmt: skip


async def _fill(path: Path) -> tuple[float, float, float, float]:
    """Seconds by the clock and of CPU, the longest pause of the loop in seconds, and MB of the
    child at most."""
    database = Database(await open_engine("sqlite:///district.sqlite", path.parent), SystemClock())
    await _keep_table(database)
    never_pause()
    wanted = WantedTable(1, (("", "~"),), _WORDS)
    outgoing = Outgoing(text="", new_file=NewFile("表.xlsx", table=wanted))
    letter = Letter(op="send", chat_id=1, outgoing=outgoing)
    lag = asyncio.create_task(_lag())
    await asyncio.sleep(0.1)
    started, before = time.monotonic(), _cpu()
    made = await with_table(database, letter)
    seconds, spent = time.monotonic() - started, _cpu() - before
    lag.cancel()
    await database.close()
    assert made.outgoing.new_file is not None
    assert len(made.outgoing.new_file.content) > 100_000
    return (
        seconds,
        spent,
        _LONGEST[0],
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
    )


def _cpu() -> float:
    """Seconds of CPU of this process and of children that ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


_LONGEST = [0.0]


async def _lag() -> None:
    while True:
        started = time.monotonic()
        await asyncio.sleep(0.005)
        _LONGEST[0] = max(_LONGEST[0], time.monotonic() - started - 0.005)


async def _keep_table(database: Database) -> None:
    units = await database.read(_units, None)
    content = _blank(units)
    tiers = tuple(Tier(code, code) for code in ("community", "branch", "building"))
    layout = await table_read_apart(TableReading(content, "表.xlsx", tiers))

    def keep(tx: Tx, _command: None, _now: datetime) -> None:
        office_tables.put_table(tx, 1, KeptTable("表.xlsx", content, layout))

    await database.transact(keep, None)


def _units(tx: Tx, _query: None, _now: datetime) -> list[tuple[str, str]]:
    rows = tx.connection.execute(
        "SELECT p.name AS upper, u.name FROM unit u JOIN unit p ON p.id = u.parent_id"
        " WHERE u.tier = 'building' ORDER BY u.path"
    )
    return [(row["upper"], row["name"]) for row in rows.fetchall()]


def _blank(units: list[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, cell = book.add_worksheet("表"), book.add_format({"border": 1})
    headings = ("小区", "楼栋", *(f"第{n}项几户（户）" for n in range(1, COLUMNS + 1)))
    sheet.write_row(0, 0, headings, cell)
    for at, unit in enumerate(units, start=1):
        sheet.write_row(at, 0, unit, cell)
        for column in range(COLUMNS):
            sheet.write_blank(at, column + 2, None, cell)
    book.close()
    return out.getvalue()
