"""After a difference the tables hold what the pure rules compute."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.roster.difference import Difference
from bot.roster.model import Roster, Tier
from bot.roster.proposal import compare
from bot.roster.sheet import Sheet, SheetRow
from bot.store.database import Database
from bot.store.roster import roster as store
from bot.store.tx import Tx, instant_or_none
from tests.engines import MORNING
from tests.roster.apply import apply_to

R = TypeVar("R")
TIERS = (Tier("community", "社区"), Tier("branch", "小区"), Tier("building", "楼栋"))
FIRST = [
    ("幸福社区", "", "", "督导", "周督", "13800000001"),
    ("幸福社区", "幸福里", "", "专员", "李敏", "13800000002"),
    ("幸福社区", "幸福里", "", "书记", "陈刚", "13800000003"),
    ("幸福社区", "幸福里", "3栋", "楼长", "王芳", "13800000004"),
    ("幸福社区", "幸福里", "3栋", "成员", "赵云", ""),
    ("幸福社区", "幸福里", "4栋", "楼长", "王芳", "13800000004"),
    ("幸福社区", "幸福里", "5栋", "楼长", "", ""),
]
SECOND = [
    FIRST[0],
    ("幸福社区", "幸福里", "", "专员", "李敏", "13800000012"),
    FIRST[2],
    ("幸福社区", "幸福里", "3栋", "楼长", "刘洋", "13800000005"),
    ("幸福社区", "幸福里", "3栋", "副楼长", "王芳", "13800000004"),
    ("幸福社区", "幸福里", "6栋", "楼长", "赵云", "13800000006"),
    ("幸福社区", "和平苑", "1栋", "楼长", "孙丽", "13800000007"),
]


def sheet(rows: Sequence[tuple[str, ...]]) -> Sheet:
    found = []
    for number, (*units, post, name, phone) in enumerate(rows, start=2):
        found.append(SheetRow(number, tuple(unit for unit in units if unit), post, name, phone))
    return Sheet(tuple(tier.code for tier in TIERS), tuple(found))


def told(roster: Roster) -> dict[str, Any]:
    """The roster without its ids."""
    codes = {unit.id: unit.code for unit in roster.units.values()}
    people = {member.id: (member.name, member.phone) for member in roster.members.values()}
    seats = [
        (codes[post.unit_id], post.kind, post.ordinal, post.note,
         people.get(roster.holders.get(post.id, 0)))
        for post in roster.posts.values()
    ]  # fmt: skip
    units = [
        (unit.code, unit.name, unit.tier, codes.get(unit.parent_id or 0), unit.path.count("."))
        for unit in roster.units.values()
    ]
    return {"units": sorted(units, key=str), "seats": sorted(seats, key=str),
            "people": sorted(people.values(), key=str), "version": roster.version}  # fmt: skip


async def run(database: Database, work: Callable[[Tx, datetime], R]) -> R:
    return await database.transact(lambda tx, _, now: work(tx, now), None)


async def carry_out(database: Database, rows: Sequence[tuple[str, ...]]) -> Difference:
    """Import rows, and hold what came of it against the pure rule."""

    def work(tx: Tx, now: datetime) -> Difference:
        before = store.load_roster(tx)
        difference = compare(sheet(rows), before, TIERS)
        store.apply(tx, difference, now)
        changed = apply_to(before, difference) if not difference.is_empty else before
        assert told(store.load_roster(tx)) == told(changed)
        return difference

    return await run(database, work)


async def test_applied_as_the_rules_say(database: Database) -> None:
    first = await carry_out(database, FIRST)
    assert (len(first.new_units), len(first.new_members), len(first.new_posts)) == (5, 5, 7)
    second = await carry_out(database, SECOND)
    assert [each.code for each in second.removed_units] == [
        "幸福社区-幸福里-4",
        "幸福社区-幸福里-5",
    ]
    assert second.new_units
    assert second.changed_members


async def test_the_same_rows_again_change_nothing(database: Database) -> None:
    await carry_out(database, FIRST)
    again = await carry_out(database, FIRST)
    assert again.is_empty
    assert await run(database, lambda tx, now: store.roster_version(tx)) == 1


async def test_paths_hold_what_lies_below(database: Database) -> None:
    await carry_out(database, FIRST)
    roster = await run(database, lambda tx, now: store.load_roster(tx))
    for unit in roster.units.values():
        above = roster.units[unit.parent_id].path if unit.parent_id else ""
        assert unit.path == f"{above}{unit.id:08d}."


async def test_a_removed_unit_comes_back_under_its_code(database: Database) -> None:
    await carry_out(database, FIRST)
    before = await run(database, lambda tx, now: store.load_roster(tx))
    await carry_out(database, SECOND)
    await carry_out(database, FIRST)
    after = await run(database, lambda tx, now: store.load_roster(tx))
    code = "幸福社区-幸福里-4"
    ids = {unit.id for each in (before, after) for unit in each.units.values() if unit.code == code}
    assert len(ids) == 1


async def test_who_held_what_until_when_is_kept(database: Database, clock: ManualClock) -> None:
    await carry_out(database, FIRST)
    clock.move(later := MORNING - MORNING.replace(hour=0))
    await carry_out(database, SECOND)

    def held(tx: Tx, now: datetime) -> list[tuple[str, bool, datetime | None]]:
        found = tx.connection.execute(
            "SELECT m.name, u.removed_at IS NOT NULL AS gone, a.until FROM assignment a"
            " JOIN member m ON m.id = a.member_id JOIN post p ON p.id = a.post_id"
            " JOIN unit u ON u.id = p.unit_id WHERE a.until IS NOT NULL ORDER BY a.id"
        ).fetchall()
        return [(row["name"], bool(row["gone"]), instant_or_none(row["until"])) for row in found]

    until = MORNING + later
    assert await run(database, held) == [
        ("王芳", False, until),
        ("赵云", False, until),
        ("王芳", True, until),
    ]


async def test_a_difference_of_another_roster_is_refused(database: Database) -> None:
    await carry_out(database, FIRST)
    stale = Difference(roster_version=0)
    with pytest.raises(Refused, match="roster_changed"):
        await run(database, lambda tx, now: store.apply(tx, stale, now))


async def test_the_next_unit_anybody_makes_has_an_id_of_its_own(database: Database) -> None:
    await carry_out(database, FIRST)

    def make(tx: Tx, now: datetime) -> None:
        tx.connection.execute(
            "INSERT INTO unit (code, name, tier, path) VALUES ('X', 'X', 'community', 'X.')"
        )

    await run(database, make)
    await carry_out(database, SECOND)
