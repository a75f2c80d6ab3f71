"""`gridcall forget` after a rich life: nothing of the person is left in any column of any table."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import App
from bot.chat.texts import LANGUAGES
from bot.clock import ManualClock
from bot.config import load_config
from bot.delivery.kinds import composer
from bot.demo.botapi.speaking import NotPossible
from bot.roster.model import FORGOTTEN
from bot.store.database import Database
from bot.store.delivery.outbox import BotMessage
from bot.store.house.personal import TABLES
from bot.store.tx import Tx
from bot.usecases.house.auditing import audit_rows
from bot.usecases.house.forgetting import Forget, Forgotten, Search, forget, search
from tests.engines import on_both, open_database
from tests.permissions.book import TABLES as TABLE_NAMES
from tests.stories.rich_life import EVERYBODY, PHONES, TOKENS, Life, lived
from tests.stories.seeding import import_rows
from tests.stories.town import NINE, Town

ROOT = Path(__file__).parents[2]
AKA = {"王芳": ("芳芳", "13812349999")}
"""What else they are called: at Telegram, and by the number they shared."""

REMAINS = {
    "instruction.text": "notices sent in the office's name stay until they are too old; who wrote"
    " them, and the names and numbers in them, go",
    "instruction_version.text": "the same",
    "instruction_version.changed": "the same",
    "fact.value": "the same",
    "form_answer.value": "what was said of a unit stays, for sums and the next form; who said it,"
    " and the names and numbers in it, go",
}
"""What may hold a person's words afterwards, and why. Ids of members stay everywhere: with the name
gone they are pseudonyms that counts and the log need."""


UNSEEN = {
    "attachment.file_id": "Telegram's own reference to a file",
    "import_request.file_id": "the same",
    "import_request.answers": "the numbers of rows and yes or no",
    "template.questions": "a question that asks for a person is refused",
    "audit.facts": "ids and counts; a name has no business there",
}
"""Declared columns in which this life leaves nothing that a search for names could find."""


def columns(tx: Tx) -> Iterator[tuple[str, str]]:
    """Every column of every table that the database itself knows of."""
    driver = "sqlite3" if isinstance(tx.connection, sqlite3.Connection) else "psycopg"
    names = [dict(row)["name"] for row in tx.connection.execute(TABLE_NAMES[driver]).fetchall()]
    for table in names:
        found = tx.connection.execute(f"SELECT * FROM {table} WHERE 1 = 0")
        yield from ((table, column[0]) for column in found.description)


def everything(tx: Tx) -> Iterator[tuple[str, str]]:
    """Every value as text, with its place."""
    for table, column in columns(tx):
        rows = tx.connection.execute(f"SELECT {column} AS held FROM {table}").fetchall()
        yield from ((f"{table}.{column}", str(row["held"])) for row in rows)


def traces(tx: Tx, who: tuple[str, int], _now: datetime) -> set[str]:
    """Where something of a person stands."""
    name, account = who
    phone = r"\D{0,2}".join(PHONES[name])
    parts = [name, phone, rf"(?<!\d){account}(?!\d)", TOKENS[name], *AKA.get(name, ())]
    found = re.compile("|".join(parts))
    return {place for place, held in everything(tx) if found.search(held)}


def id_of(tx: Tx, name: str, _now: datetime) -> int:
    rows = tx.all("people_with_names")
    return next(int(row["id"]) for row in rows if row["name"] == name)


async def forgets(database: Database, name: str) -> Forgotten:
    number = await database.read(id_of, name)
    return await database.transact(forget, Forget(f"member:{number}"))


def personal() -> set[str]:
    """Every column that is declared to hold something of a person."""
    return {
        f"{table}.{column}"
        for table, holds in TABLES.items()
        for column in f"{holds.account} {holds.identity} {holds.words} {holds.mixed}".split()
    }


@on_both
async def test_every_column_says_what_it_holds_of_a_person(database: Database) -> None:
    found = await database.read(lambda tx, _, __: set(columns(tx)), None)
    declared = [(table, column) for table, holds in TABLES.items() for column in holds.columns]
    assert found - set(declared) == set(), "say in bot/store/house/personal.py what these hold"
    assert sorted(declared) == sorted(found)


@on_both
async def test_nothing_of_a_person_is_left_in_any_column(life: Life, books: Database) -> None:
    seen: set[str] = set()
    for who in life.accounts.items():
        seen |= await books.read(traces, who)
        await forgets(books, who[0])
        assert await books.read(traces, who) - set(REMAINS) == set(), who
        await books.transact(render_all, None)
    assert personal() - seen == set(UNSEEN), "let the rich life leave something in these"


async def counts(database: Database) -> dict[str, int]:
    """How many rows of what others count."""

    def counted(tx: Tx, _query: None, _now: datetime) -> dict[str, int]:
        tables = ("acknowledgement", "target", "help_request", "remark", "assignment", "member")
        rows = {each: f"SELECT COUNT(*) AS n FROM {each}" for each in tables}
        return {each: tx.connection.execute(rows[each]).fetchone()["n"] for each in tables}

    return await database.read(counted, None)


async def log(database: Database) -> list[tuple[object, ...]]:
    return await database.read(audit_rows, 0)


@on_both
async def test_counts_and_the_logs_ids_stay(books: Database) -> None:
    before, lines = await counts(books), await log(books)
    number = await books.read(id_of, "王芳")
    done = await forgets(books, "王芳")
    assert await counts(books) == before
    after = await log(books)
    assert after[: len(lines)] == lines
    assert [line[3] for line in after[len(lines) :]][-1] == "member.forget"
    assert after[-1][7] == number
    assert "王芳" not in str(after)
    assert (done.posts, done.shared) == (1, ())
    assert done.words
    assert done.messages
    assert done.elsewhere


async def test_no_screen_falls_afterwards(tmp_path: Path, database_url: str) -> None:
    """A lead, a branch lead and a liaison are gone; the others press all that stands."""
    town = await Town.open(tmp_path, database_url)
    await lived(town)
    known = {name: town.person(name).id for name in PHONES}
    await town.app.stop()
    database = await open_database(database_url, town.clock)
    for name in PHONES:
        await forgets(database, name)
    await database.close()
    settings = load_config(tmp_path / "config.toml")
    town.app = await App.build(
        settings, tmp_path, clock=town.clock, wall=town.wall, chat_burst=1000
    )
    await town.app.start(beat=False)
    await town.settle()
    for name in set(EVERYBODY) - set(PHONES):
        await look_around(town, name)
    await town.pass_time(step=timedelta(minutes=30), hours=3)
    await town.app.database.transact(render_all, None)
    assert await town.rows("updates_aside", most=9) == []
    for who in known.items():
        # others have kept what they sent again as a template of their own
        remains = {*REMAINS, "template.text"}
        assert await town.app.database.read(traces, who) <= remains
    await town.close()


def render_all(tx: Tx, _query: None, now: datetime) -> None:
    """Render everything that stands in a chat, in all languages; the placeholder never shows."""
    for language in LANGUAGES:
        compose = composer(language)
        for row in tx.connection.execute("SELECT * FROM bot_message").fetchall():
            message = BotMessage.from_row(row)
            try:
                said = None if message.gone_at else compose(tx, message, now)
            except LookupError as error:
                raise AssertionError(f"{message} needs what is gone") from error
            assert FORGOTTEN not in repr(said), message


async def look_around(town: Town, name: str) -> None:
    """Open each screen, and press each button that stands in the private chat, once."""
    person = town.person(name)
    for command in ("/status", "/gaps", "/roster"):
        await town.writes(name, command)
    for message in list(person.private.from_bot):
        for label in [each.text for row in message.buttons for each in row]:
            with contextlib.suppress(NotPossible, AssertionError):
                person.press(message, label)
    await town.settle()


@on_both
async def test_a_namesake_keeps_their_name(books: Database) -> None:
    await books.transact(import_rows, ("幸福社区,和平苑,2栋,楼长,王芳,13900139000",))
    twice = await books.read(search, Search("王芳", "CN"))
    assert len([each for each in twice if each.person.member_id]) == 2
    mine = next(each for each in twice if each.person.phone == "+8613812340001")
    done = await books.transact(forget, Forget(mine.reference))
    assert done.shared == ("王芳",)
    (left,) = await books.read(search, Search("王芳", "CN"))
    assert left.person.phone == "+8613900139000"


@on_both
async def test_a_stranger_is_found_by_their_account_and_forgotten(town: Town) -> None:
    town.person("过客").start()
    who = town.person("过客").id
    await town.writes("过客", "我是幸福里3栋楼长王芳")
    (found,) = await town.app.database.read(search, Search(str(who), "CN"))
    assert found.person.member_id is None
    await town.app.database.transact(forget, Forget(found.reference))
    assert await town.app.database.read(search, Search(str(who), "CN")) == []


_DIES = """
import os, signal, sys
from bot.store import database
from bot.store.house import forgetting
step = sys.argv.pop(1)
home = database.Database if step == "vacuum" else forgetting
setattr(home, step, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
from bot.cli import main
main()
"""
STEPS = ("clear_notes", "erase_messages", "erase_mentions", "vacuum")
"""The last comes after the commit."""


@on_both
async def test_killed_at_any_step_all_is_done_or_nothing(
    life: Life, books: Database, books_url: str, tmp_path: Path
) -> None:
    who = ("王芳", life.accounts["王芳"])
    number = await books.read(id_of, "王芳")
    before = await books.read(lambda tx, _, __: sorted(everything(tx)), None)
    await books.close()
    settings = tmp_path / "config.toml"
    settings.write_text(f'[database]\nurl = "{books_url}"\n', "utf-8")
    for step in STEPS:
        words = ("forget", f"member:{number}", "--yes", "--config", str(settings))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _DIES, step, *words, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        assert await process.wait() == -signal.SIGKILL, step
        database = await open_database(books_url, ManualClock(NINE))
        left = await database.read(lambda tx, _, __: sorted(everything(tx)), None)
        traced = await database.read(traces, who)
        await database.close()
        if step == "vacuum":
            assert traced - set(REMAINS) == set()
        else:
            assert left == before, step
