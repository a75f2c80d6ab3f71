from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.roster.model import PostKind
from bot.store.database import Database
from bot.store.people import people
from bot.store.tx import Tx
from tests.usecases.community import Community, seeded


async def look(database: Database, ask: Any) -> Any:
    def work(tx: Tx, _: object, now: datetime) -> Any:
        return ask(tx)

    return await database.read(work, None)


async def test_people_are_found_by_account_and_number(database: Database) -> None:
    made: Community = await seeded(database)
    liaison = await look(database, lambda tx: people.member_by_telegram(tx, 900))
    assert (liaison.name, liaison.linked, liaison.reachable) == ("李敏", True, True)
    found = await look(database, lambda tx: people.members_by_phone(tx, "+8613800000903"))
    assert [each.id for each in found] == [made.members["王芳"]]
    assert await look(database, lambda tx: people.member_by_telegram(tx, 1)) is None


async def test_units_above_and_below(database: Database) -> None:
    made: Community = await seeded(database)
    building = await look(database, lambda tx: people.unit_by_code(tx, "xfl-3"))
    above = await look(database, lambda tx: people.ancestors(tx, building.id))
    assert [each.name for each in above] == ["幸福里", "幸福社区"]
    below = await look(database, lambda tx: people.subtree(tx, above[0]))
    assert [each.code for each in below] == ["XFL", "XFL-3", "XFL-4", "XFL-5"]
    children = await look(database, lambda tx: people.children(tx, made.units["XF"]))
    assert [each.code for each in children] == ["XFL", "HPY"]
    assert [each.code for each in await look(database, people.roots)] == ["XF"]


async def test_seats_of_a_person_a_unit_and_those_above(database: Database) -> None:
    made: Community = await seeded(database)
    seats = await look(database, lambda tx: people.posts_of(tx, made.members["王芳"]))
    assert [(each.unit.code, each.kind) for each in seats] == [
        ("XFL-3", PostKind.LEAD),
        ("XFL-4", PostKind.HELPER),
    ]
    unit = made.units["XFL-4"]
    holders = await look(database, lambda tx: people.holders_of(tx, unit))
    assert [each.member.name for each in holders] == ["刘洋", "王芳"]
    upwards = await look(database, lambda tx: people.holders_upwards(tx, unit))
    assert [each.member.name for each in upwards] == ["刘洋", "王芳", "陈刚", "李敏", "周督"]


async def test_a_vacancy_is_a_seat_without_a_member(database: Database) -> None:
    made: Community = await seeded(database)
    seats = await look(database, lambda tx: people.seats_of(tx, made.units["XFL-5"]))
    assert [each.member for each in seats] == [None]
    assert not await look(database, lambda tx: people.holders_of(tx, made.units["XFL-5"]))
