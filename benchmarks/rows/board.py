"""The board's page at a district's size: 200 people look while 150 answers a second come."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from jinja2 import Template

from benchmarks import site as sites
from benchmarks.figures import Figure, share
from benchmarks.harness import Stage, free_port
from benchmarks.rows.looking import half_answered
from benchmarks.site import Site
from bot.chat.board.drawing import draw_board
from bot.chat.looking.names_file import names_table
from bot.chat.texts import translator
from bot.clock import SystemClock
from bot.instructions.data_table import DataFormat, DataTable
from bot.paper.apart import painted
from bot.sheets.table_apart import table_written
from bot.store.board import sessions
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.board.board_view import board_at
from bot.usecases.doors.tokens import hashed
from bot.usecases.looking.names_export import names_table_view
from bot.usecases.rights import actor

ROW = "board"
VIEWERS = 200
RATE = 150
SECONDS = 10
_ROUNDS = 9
_SUPERVISORS = 40
_FIRST = 900_000_000
"""The account of the first supervisor."""
_OBVIOUS = Template(
    "<ul>{% for name, counts in branches %}<li>{{ name }} {% for state, n in counts %}"
    "<b>{{ state }} {{ n }}</b>{% endfor %}</li>{% endfor %}</ul>",
    autoescape=True,
)


def measure(site: Site) -> Iterator[Figure]:
    """The page itself, then live under load, then what is made of the same data."""
    database = site.changed("board", half_answered, watched, start=site.arrived())
    port = free_port()
    more = f'[board]\nport = {port}\npublic_url = "http://127.0.0.1:{port}"\n'
    with site.gridcall(database, more=more) as stage:
        sites.up(stage)
        branch = stage.one("SELECT MAX(code) FROM unit WHERE tier = 'branch'")
        yield from _pages(port, str(branch))
        before = stage.one("SELECT COUNT(*) FROM target WHERE state = 'acknowledged'")
        alone, _ = _answers(stage, 0)
        with _viewers(port) as viewers:
            with_viewers, cpu = _answers(stage, 1)
        seen = _seen(stage, before, viewers)
        again, _ = _answers(stage, 2)
    yield Figure(row=ROW, what=f"answers, 99th percentile, with {VIEWERS} viewers", unit="ms",
                 value=1000 * with_viewers, floor=500 * (alone + again), of="floor",
                 at_most=1.2)  # fmt: skip
    yield Figure(row=ROW, what="an answer is seen, 99th percentile", unit="s",
                 value=seen, at_most=1)  # fmt: skip
    yield Figure(row=ROW, what="processor with answers and viewers (peer: polls alone)", unit="s/s",
                 value=cpu, peer=_obvious(database))  # fmt: skip
    yield from asyncio.run(_made(database.parent))


def watched(tx: Tx, _command: None, _now: datetime) -> None:
    """More supervisors, each signed in."""
    execute, until = tx.connection.execute, datetime.now(UTC) + timedelta(hours=12)
    for number in range(_SUPERVISORS):
        account = _FIRST + number
        execute(
            "INSERT INTO member (name, telegram_id, reachable, linked_at)"
            f" VALUES ('督导{number}', {account}, 1, 0)"
        )
        execute(f"INSERT INTO post (unit_id, kind, ordinal) VALUES (1, 'supervisor', {number + 1})")
        execute(
            "INSERT INTO assignment (post_id, member_id, since)"
            f" SELECT MAX(p.id), (SELECT id FROM member WHERE telegram_id = {account}), 0"
            " FROM post p"
        )
        token = hashed(_token(number))
        sessions.add_session(tx, "session", account, token, until, datetime.now(UTC))


def _token(number: int) -> str:
    return f"viewer-{number}"


def _pages(port: int, branch: str) -> Iterator[Figure]:
    """The first view and a branch, over HTTP: the best of several, as other rows have it."""
    for name, path, limit in (("the first view", "/", 150), ("a branch", f"/i/1/{branch}", 80)):
        waits, size = [], 0
        for _ in range(_ROUNDS):
            begun = time.monotonic()
            size = len(_get(port, path))
            waits.append(time.monotonic() - begun)
        yield Figure(row=ROW, what=name, unit="ms", value=1000 * min(waits), at_most=limit)
        if path == "/":
            yield Figure(row=ROW, what="its size", unit="kB", value=size / 1000, at_most=60)


def _get(port: int, path: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", _quoted(path), headers={"Cookie": f"board={_token(0)}"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return content


def _quoted(path: str) -> str:
    return quote(path)


def _answers(stage: Stage, turn: int) -> tuple[float, float]:
    """The 99th percentile of the waits of presses at the rate, and the processor's share. Each
    turn presses other cards."""
    presses, skip = RATE * SECONDS, RATE * SECONDS * turn
    cards = stage.rows(
        "SELECT chat_id, telegram_id FROM bot_message WHERE kind = 'card'"
        f" ORDER BY id DESC LIMIT {presses} OFFSET {skip}"
    )
    before, cpu, begun = len(stage.standin.seen().waits()), stage.bot.cpu(), time.monotonic()
    stage.standin.ask(
        "press", cards=[sites.answering(chat, number) for chat, number in cards], rate=RATE
    )
    quiet = sites.still(stage, 5.0)
    stage.until(lambda: sites.answered(stage, before + len(cards)) or quiet())
    seconds = time.monotonic() - begun
    seen = stage.standin.seen()
    waits = sorted(answered - since for since, answered in seen.presses[skip:] if answered)
    return share(waits, 0.99), (stage.bot.cpu() - cpu) / seconds


@contextmanager
def _viewers(port: int) -> Iterator[list[list[tuple[float, int]]]]:
    """All viewers look; at the end the list holds what each has seen, and when."""
    cookies = [_token(n % _SUPERVISORS) for n in range(VIEWERS)]
    command = [sys.executable, "-m", "benchmarks.viewers", str(port), "/i/1", *cookies]
    pipe = subprocess.PIPE
    found: list[list[tuple[float, int]]] = []
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        yield found
        time.sleep(2)
        process.stdin.close()
        found += json.loads(process.stdout.read())


def _seen(stage: Stage, before: int, viewers: list[list[tuple[float, int]]]) -> float:
    """The 99th percentile of the seconds from an answer to its being seen, over all answers that
    came while they looked and all viewers. `before`: answers that there were at first. Raises
    RuntimeError where somebody did not look to the end."""
    rows = stage.rows("SELECT answered_at FROM target WHERE answered_at > 0 ORDER BY answered_at")
    moments = [at / 1_000_000 for (at,) in rows]
    lags = []
    for seen in viewers:
        if not seen or seen[-1][1] != before + len(moments):
            raise RuntimeError(f"a viewer saw {seen[-1:]} of {before + len(moments)}")
        for (_, former), (at, count) in pairwise(seen):
            lags += [at - moment for moment in moments[former - before : count - before]]
    return share(sorted(lags), 0.99)


def _obvious(database: Any) -> float:
    """Seconds of processor that the obvious page takes for each second of these viewers' polls: a
    query a branch, and the whole page rendered for each."""
    connection = sqlite3.connect(database)
    branches = connection.execute("SELECT id, name FROM unit WHERE tier = 'branch'").fetchall()
    best = float("inf")
    for _ in range(3):
        begun = time.thread_time()
        rows = [(name, connection.execute(
            "SELECT t.state, COUNT(*) FROM target t JOIN unit u ON u.id = t.unit_id"
            " WHERE u.parent_id = ? AND t.instruction_id = 1 GROUP BY t.state",
            (branch,)).fetchall()) for branch, name in branches]  # fmt: skip
        _OBVIOUS.render(branches=rows)
        best = min(best, time.thread_time() - begun)
    connection.close()
    return best * VIEWERS


async def _made(folder: Any) -> list[Figure]:
    """Pictures and a file of the same data."""
    database = Database(await open_engine("sqlite:///district.sqlite", folder), SystemClock())
    district_, branch, table = await database.read(_drawings, None)
    await database.close()
    found = []
    for name, drawing, limit in (("a branch", branch, 150), ("the district", district_, 400)):
        best = await _best(partial(painted, drawing))
        found.append(Figure(row=ROW, what=f"a picture of {name}", unit="ms", value=1000 * best,
                            at_most=limit))  # fmt: skip
    seconds = await _best(partial(table_written, table, DataFormat.EXCEL), rounds=2)
    what = f"an Excel of {len(table.rows):,} rows"
    found.append(Figure(row=ROW, what=what, unit="s", value=seconds, at_most=3))
    return found


async def _best(work: Callable[[], Any], rounds: int = 5) -> float:
    found = float("inf")
    for _ in range(rounds):
        begun = time.monotonic()
        await work()
        found = min(found, time.monotonic() - begun)
    return found


def _drawings(tx: Tx, _query: None, now: datetime) -> tuple[str, str, DataTable]:
    """The district, its last branch, and the names of all units."""
    who, t = actor(tx, _FIRST), translator("zh-hans")
    (top,) = people.roots(tx)
    branch = people.children(tx, top.id)[-1]
    whole = draw_board(board_at(tx, who, 1, 0, now), t)
    part = draw_board(board_at(tx, who, 1, branch.id, now), t)
    names = names_table_view(tx, instructions.instruction(tx, 1), [Part(top)])
    return whole, part, names_table(names, t)
