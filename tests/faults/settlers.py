"""The people of the town, known to the bot before its first start."""

from __future__ import annotations

from datetime import datetime

from bot.clock import Clock
from bot.demo.botapi import World
from bot.demo.botapi.people import DemoPerson
from bot.store.database import Database
from bot.store.groups import groups
from bot.store.tx import Tx
from tests.engines import open_database
from tests.stories.seeding import Binding, Linking, bind, import_rows, link

ROSTER = (
    "幸福社区,,,督导,周明",
    "幸福社区,,,专员,李敏",
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,和平苑,,书记,孙丽",
    "幸福社区,和平苑,1栋,楼长,周杰",
    "幸福社区,和平苑,2栋,楼长,吴静",
    "幸福社区,阳光家园,,书记,郑洁",
    "幸福社区,阳光家园,6栋,楼长,冯涛",
    "幸福社区,阳光家园,7栋,楼长,何平",
)
GROUP = "阳光家园楼长群"


async def settle(world: World, url: str, clock: Clock) -> dict[str, DemoPerson]:
    """Link everybody, with Start pressed; one branch and its buildings share a group."""
    database = await open_database(url, clock)
    await database.transact(import_rows, ROSTER)
    people = {row.rpartition(",")[2]: world.person(row.rpartition(",")[2]) for row in ROSTER}
    for name, person in people.items():
        person.start()
        await database.transact(link, Linking(name, person.id, True))
    await _gather(world, database, [people[name] for name in ("郑洁", "冯涛", "何平")])
    await database.close()
    world.updates.clear()  # all that is history
    return people


async def _gather(world: World, database: Database, members: list[DemoPerson]) -> None:
    group = world.group(GROUP, members, supergroup=True)
    group.add_bot(by=members[0])
    await database.transact(_enter, group.id)
    await database.transact(bind, Binding(group.id, ("阳光家园",)))


def _enter(tx: Tx, chat_id: int, now: datetime) -> None:
    groups.enter(tx, chat_id, GROUP, None, now, False, now)
