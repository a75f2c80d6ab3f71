"""A district of realistic size: 668 branches, 8,732 buildings, each with a lead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.app import house_of
from bot.clock import ManualClock
from bot.config import Config
from bot.store import sizes
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.delivery import outbox
from bot.store.engine import open_engine
from bot.store.house import house
from bot.store.migrate import migrate
from bot.store.roster import roster
from bot.store.tx import Tx
from bot.usecases.writing import changing, drafting, issuing
from bot.usecases.writing.changing import PreviewPress
from bot.usecases.writing.drafting import Writing
from bot.usecases.writing.issuing import Sending

BRANCHES = 668
BUILDINGS = 8_732
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
NIGHT = {"routine": {"quiet": {"from": "00:00", "to": "00:00"}}}
HOUSE = house_of(Config.model_validate({"escalation": NIGHT}))
"""No quiet hours: benchmarks run at any hour."""


async def opened(
    folder: Path,
    branches: int = BRANCHES,
    buildings: int = BUILDINGS,
    url: str = "sqlite:///district.sqlite",
) -> Database:
    """A new database with such a district, everybody linked and reachable."""
    engine = await open_engine(url, folder)
    await migrate(engine)
    database = Database(engine, ManualClock(NOON))
    await database.transact(house.keep_house_rules, HOUSE)
    await database.transact(_fill, (branches, buildings))
    return database


def _fill(tx: Tx, size: tuple[int, int], now: datetime) -> None:
    """A lead for every unit; the office above them all has a supervisor and a liaison."""
    units = list(_units(*size))
    tx.all("fresh_unit_ids", n=len(units))
    tx.run_many("insert_unit", [dict(zip(_UNIT, each, strict=True)) for each in units])
    seats = [(1, "supervisor"), (1, "liaison"), *((unit[0], "lead") for unit in units[1:])]
    names = ["督导一", "专员一", *(f"负责人{unit[0]}" for unit in units[1:])]
    ids = [int(row["id"]) for row in tx.all("fresh_member_ids", n=len(names))]
    people = zip(ids, names, strict=True)
    members = [{"id": id_, "name": n, "phone": None, "landline": False} for id_, n in people]
    tx.run_many("insert_member", members)
    tx.all("fresh_post_ids", n=len(seats))
    posts = [{"id": id_, "unit_id": unit, "kind": kind, "ordinal": 0, "note": None, "title": None}
             for id_, (unit, kind) in zip(ids, seats, strict=True)]  # fmt: skip
    tx.run_many("insert_post", posts)
    seated = [{"post_id": id_, "member_id": id_, "now": now} for id_ in ids]
    tx.run_many("begin_assignment", seated)
    phone = "'+86' || (13800000000 + id)"
    tx.connection.execute(
        f"UPDATE member SET telegram_id = id, phone = {phone}, reachable = 1, linked_at = 0"
    )
    sizes.grown(tx, len(units))


_UNIT = ("id", "code", "name", "tier", "parent_id", "path")
_Unit = tuple[int, str, str, str, int | None, str]


def _units(branches: int, buildings: int) -> Iterator[_Unit]:
    """The tree: one community, and the buildings spread over its branches."""
    yield 1, "某区", "某区", "community", None, _path(1)
    numbers = count(2)
    for branch in range(branches):
        above = next(numbers)
        yield above, f"某区-{branch}", f"{branch}号小区", "branch", 1, _path(1, above)
        for building in range(buildings * branch // branches, buildings * (branch + 1) // branches):
            number = next(numbers)
            code, name = f"某区-{branch}-{building}", f"{building}栋"
            yield number, code, name, "building", above, _path(1, above, number)


def _path(*numbers: int) -> str:
    return "".join(f"{number:08}." for number in numbers)


def liaison(tx: Tx, _query: None, _now: datetime) -> int:
    """The Telegram id of the issuer."""
    found = [each for each in roster.load_roster(tx).members.values() if each.name == "专员一"]
    return found[0].telegram_id or 0


async def issued(database: Database) -> int:
    """Send an urgent instruction to everybody, with all cards delivered; returns its id."""
    account = await database.read(liaison, None)
    number = await database.transact(_issue, account)
    await database.transact(arrive, None)
    return number


def _issue(tx: Tx, account: int, now: datetime) -> int:
    return issue(tx, account, now)


def issue(tx: Tx, account: int, now: datetime, *, urgent: bool = True) -> int:
    """Write and send an instruction to everybody; returns its id."""
    writing = Writing(account, account, HOUSE, text="今晚停水\n请提醒本楼住户储水。")
    drafting.gather(tx, writing, now)
    number = arrive(tx, None, now)
    draft = instructions.instruction(tx, outbox.message(tx, number).subject_id or 0)
    press = PreviewPress(account, account, number, draft.id, HOUSE)
    if urgent:
        changing.toggle_urgent(tx, press, now)
        draft = instructions.instruction(tx, draft.id)
    issuing.send(tx, Sending(press, issuing.draft_version(draft), sure=True), now)
    return draft.id


def arrive(tx: Tx, _command: None, _now: datetime) -> int:
    """Mark all messages as delivered, under their own ids."""
    tx.connection.execute("UPDATE bot_message SET telegram_id = id, sent_at = 0")
    tx.connection.execute("UPDATE outbox SET state = 'sent'")
    tx.connection.execute("UPDATE target SET state = 'sent' WHERE state = 'waiting'")
    newest = "SELECT MAX(id) AS id FROM bot_message WHERE kind = 'preview'"
    return int(tx.connection.execute(newest).fetchone()["id"] or 0)
