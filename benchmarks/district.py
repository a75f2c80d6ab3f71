"""A district of believable size: 668 branches, 8,732 buildings, each with a lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.app import house_of
from bot.clock import ManualClock
from bot.config import Config
from bot.roster.care import EVERYTHING
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from bot.store import house, instructions, outbox, roster
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.migrate import migrate
from bot.store.tx import Tx
from bot.usecases import changing, drafting, issuing
from bot.usecases.changing import Pressed
from bot.usecases.drafting import Writing
from bot.usecases.issuing import Sending
from bot.usecases.rostering import Apply, apply_difference

BRANCHES = 668
BUILDINGS = 8_732
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
NIGHT = {"routine": {"quiet": {"from": "00:00", "to": "00:00"}}}
HOUSE = house_of(Config.model_validate({"escalation": NIGHT}))
"""Nobody's night is respected: measurements run at any hour."""


def rows(branches: int = BRANCHES, buildings: int = BUILDINGS) -> Iterator[str]:
    """The lines of the office's sheet, headings first."""
    yield "社区,小区,楼栋,职务,姓名,手机"
    yield "某区,,,督导,督导一,13800000001"
    yield "某区,,,专员,专员一,13800000002"
    for branch in range(branches):
        yield f"某区,{branch}号小区,,书记,书记{branch},{13_810_000_000 + branch}"
        for building in range(buildings * branch // branches, buildings * (branch + 1) // branches):
            phone = 13_820_000_000 + building
            yield f"某区,{branch}号小区,{building}栋,楼长,楼长{building},{phone}"


async def opened(folder: Path, branches: int = BRANCHES, buildings: int = BUILDINGS) -> Database:
    """A SQLite database with such a district in it; everybody is linked and reachable."""
    engine = await open_engine("sqlite:///district.sqlite", folder)
    await migrate(engine)
    database = Database(engine, ManualClock(NOON))
    await database.transact(house.keep, HOUSE)
    await database.transact(_fill, "\n".join(rows(branches, buildings)).encode())
    return database


def _fill(tx: Tx, data: bytes, now: datetime) -> None:
    sheet = read_sheet(data, "名册.csv", HOUSE.tiers)
    difference = compare(sheet, roster.load(tx), HOUSE.tiers, EVERYTHING, answers={})
    apply_difference(tx, Apply(difference), now)
    tx.connection.execute("UPDATE member SET telegram_id = id, reachable = 1, linked_at = 0")


def liaison(tx: Tx, _query: None, _now: datetime) -> int:
    """The Telegram id of the one who issues."""
    found = [each for each in roster.load(tx).members.values() if each.name == "专员一"]
    return found[0].telegram_id or 0


async def issued(database: Database) -> int:
    """Send an urgent instruction to everybody, and have every card arrive; its id."""
    account = await database.read(liaison, None)
    number = await database.transact(_issue, account)
    await database.transact(arrive, None)
    return number


def _issue(tx: Tx, account: int, now: datetime) -> int:
    return issue(tx, account, now)


def issue(tx: Tx, account: int, now: datetime, *, urgent: bool = True) -> int:
    """The office writes an instruction to everybody and sends it; its id."""
    writing = Writing(account, account, HOUSE, text="今晚停水\n请提醒本楼住户储水。")
    drafting.gather(tx, writing, now)
    number = arrive(tx, None, now)
    draft = instructions.instruction(tx, outbox.message(tx, number).subject_id or 0)
    press = Pressed(account, account, number, draft.id, HOUSE)
    if urgent:
        changing.toggle_urgent(tx, press, now)
        draft = instructions.instruction(tx, draft.id)
    issuing.send(tx, Sending(press, issuing.version(draft), sure=True), now)
    return draft.id


def arrive(tx: Tx, _command: None, _now: datetime) -> int:
    """Everything that was said stands in its chat under its own id."""
    tx.connection.execute("UPDATE bot_message SET telegram_id = id, sent_at = 0")
    tx.connection.execute("UPDATE outbox SET state = 'sent'")
    tx.connection.execute("UPDATE target SET state = 'sent' WHERE state = 'waiting'")
    row = tx.connection.execute("SELECT MAX(id) FROM bot_message WHERE kind = 'preview'").fetchone()
    return int(row[0] or 0)
