"""Who decides link requests: many at once as each by itself, from a few queries."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.roster.model import PostKind
from bot.roster.seats import Seat
from bot.store.database import Database
from bot.store.people import links, people
from bot.store.tx import Tx
from bot.usecases import link_requests, rights
from tests.usecases.community import Community

_MANY = 100


def _community(tx: Tx, now: datetime) -> Community:
    made = Community(tx, now)
    made.unit("C", "幸福社区", "community")
    for code in ("A", "B"):
        made.unit(code, f"{code}苑", "branch", "C")
        for n in (1, 2):
            made.unit(f"{code}{n}", f"{n}栋", "building", code)
            made.seat(f"{code}{n}", PostKind.LEAD, f"{code}{n}长")
    made.member("社区专员", telegram=1)
    made.member("苑专员", telegram=2)
    made.member("请假专员", telegram=3)
    made.seat("C", PostKind.LIAISON, "社区专员")
    made.seat("A", PostKind.LIAISON, "苑专员")
    made.seat("B", PostKind.LIAISON, "请假专员")
    made.member("无职")
    tx.connection.execute("UPDATE member SET away_until = 9999999999999999 WHERE telegram_id = 3")
    return made


def _request(tx: Tx, made: Community, number: int, near: str, name: str, now: datetime) -> None:
    facts = {
        "telegram_id": 1000 + number, "nickname": "某", "claim": None, "phone": None,
        "unit_id": made.units.get(near), "member_id": made.members.get(name), "now": now,
    }  # fmt: skip
    tx.need("insert_link_request", **facts)


async def test_many_are_decided_as_each_by_itself(database: Database) -> None:
    def compare(tx: Tx, _none: None, now: datetime) -> None:
        made = _community(tx, now)
        nears, names = ("", "C", "A", "B", "A1", "B2"), ("", "A1长", "B2长", "苑专员", "无职")
        for number, (near, name) in enumerate((n, m) for n in nears for m in names):
            _request(tx, made, number, near, name, now)
        alone = {each.id: link_requests.deciders(tx, each) for each in links.open_requests(tx)}
        together = link_requests.deciding(tx)
        assert {k: [m.id for m in v] for k, v in together.items()} == {
            k: [m.id for m in v] for k, v in alone.items()
        }
        assert len({tuple(m.id for m in each) for each in alone.values()}) == 3
        mine = link_requests.decided_by(tx, rights.actor(tx, 2))
        assert mine == [
            each
            for each in links.open_requests(tx)
            if any(able.telegram_id == 2 for able in alone[each.id])
        ]

    await database.transact(compare, None)


async def test_a_queue_of_requests_takes_no_query_each(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def posts_of(tx: Tx, member_id: int) -> list[Seat]:
        asked.append(member_id)
        return held(tx, member_id)

    def measure(tx: Tx, _none: None, now: datetime) -> None:
        made = _community(tx, now)
        for number in range(_MANY):
            _request(tx, made, number, "A1", "A1长" if number % 2 else "", now)
        who = rights.actor(tx, 2)
        asked.clear()
        assert len(link_requests.decided_by(tx, who)) == _MANY
        assert len(asked) <= 2, "what the liaisons hold"

    held = people.posts_of
    monkeypatch.setattr(people, "posts_of", posts_of)
    await database.transact(measure, None)
