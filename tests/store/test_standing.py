"""How units can be reached, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.instructions.standing import Standing
from bot.roster.model import PostKind
from bot.store.cascade.standings import outermost, standings
from bot.store.database import Database
from bot.store.tx import Tx
from tests.usecases.community import Community, happiness


def _town(tx: Tx, _none: None, now: datetime) -> dict[str, str]:
    """幸福社区; 幸福里 and 4栋 share group -1, 3栋 has a group the bot has left."""
    made: Community = happiness(tx, now)
    made.seat("XFL-3", PostKind.DEPUTY, "刘洋")
    run = tx.connection.execute
    run("UPDATE member SET reachable = 0 WHERE name = '刘洋'")
    run("INSERT INTO work_group (id, chat_id, title, joined_at) VALUES (1, -1, 'a', 0)")
    run("INSERT INTO work_group (id, chat_id, title, joined_at, left_at) VALUES (2, -2, 'b', 0, 1)")
    for code, group in (("XFL", 1), ("XFL-4", 1), ("XFL-3", 2)):
        run(f"INSERT INTO binding VALUES ({made.units[code]}, {group}, 0, NULL)")
    rows = run("SELECT code, path FROM unit").fetchall()
    return {row["code"]: row["path"] for row in rows}


def _look(tx: Tx, paths: Sequence[str], _now: datetime) -> list[Standing]:
    return standings(tx, paths)


async def test_groups_and_people_are_counted(database: Database) -> None:
    paths = await database.transact(_town, None)
    found = {each.unit.code: each for each in await database.read(_look, [paths["XFL"]])}
    assert list(found) == ["XFL", "XFL-3", "XFL-4", "XFL-5"]
    branch, third, fourth, fifth = found.values()
    assert (branch.group_id, branch.parent_group_id, branch.held) == (-1, None, 1)
    assert (branch.linked, branch.heads_linked, branch.heads_reachable) == (1, 1, 1)
    assert (third.group_id, third.parent_group_id, third.chat_id) == (None, -1, -1)
    assert (third.held, third.linked, third.reachable, third.heads_linked) == (2, 1, 0, 1)
    assert fourth.group_id == fourth.parent_group_id == -1
    assert (fourth.held, fourth.linked, fourth.heads_linked, fourth.heads_reachable) == (2, 1, 1, 0)
    assert fifth.vacant


async def test_overlapping_parts_are_looked_at_once(database: Database) -> None:
    paths = await database.transact(_town, None)
    asked = [paths["XFL-3"], paths["XFL"], paths["HPY-1"]]
    codes = [each.unit.code for each in await database.read(_look, asked)]
    assert codes == ["XFL", "XFL-3", "XFL-4", "XFL-5", "HPY-1"]


def test_outermost_paths() -> None:
    assert outermost(["1.2.", "1.", "10.", "1.2.3."]) == ["1.", "10."]
