"""A changed roster is handed on to whatever is under way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.clock import ManualClock
from bot.errors import Refused
from bot.roster.care import Care
from bot.roster.difference import Difference, DroppedPost, NewUnit, RenamedUnit
from bot.roster.model import PostKind, Roster
from bot.roster.proposal import compare
from bot.store.database import Database
from bot.store.roster import roster as store
from bot.store.tx import Tx
from bot.usecases.rights import actor
from bot.usecases.roster import applying, succession
from bot.usecases.roster.applying import Apply, care_of
from bot.usecases.roster.succession import Handover
from tests.engines import on_sqlite
from tests.store.test_roster import TIERS, sheet
from tests.usecases.community import seeded

TOP = [
    ("幸福社区", "", "", "督导", "周督", ""),
    ("幸福社区", "幸福里", "", "专员", "李敏", ""),
    ("幸福社区", "幸福里", "", "书记", "陈刚", ""),
]
HEIR = ("幸福社区", "幸福里", "", "专员", "接班", "")
HOUSES = [
    ("幸福社区", "幸福里", "3栋", "楼长", "王芳", ""),
    ("幸福社区", "幸福里", "4栋", "楼长", "刘洋", ""),
    ("幸福社区", "幸福里", "4栋", "成员", "王芳", ""),
    ("幸福社区", "幸福里", "5栋", "楼长", "", ""),
]


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[Handover]:
    """The handovers passed to running instructions."""
    found: list[Handover] = []
    real = succession.hand_over

    def listen(tx: Tx, change: Handover, now: object) -> None:
        found.append(change)
        real(tx, change, now)  # type: ignore[arg-type]

    monkeypatch.setattr(succession, "hand_over", listen)
    return found


async def bring(database: Database, rows: Sequence[tuple[str, ...]]) -> None:
    def work(tx: Tx, _: None, now: object) -> Difference:
        return compare(sheet(rows), store.load_roster(tx), TIERS)

    difference = await database.read(work, None)
    await database.transact(applying.apply_difference, Apply(difference))


async def loaded(database: Database) -> Roster:
    return await database.read(lambda tx, _, __: store.load_roster(tx), None)


async def wait_for_all(database: Database, issuer: str) -> None:
    """An instruction of somebody's that waits for every building."""

    def work(tx: Tx, _: None, now: object) -> None:
        run = tx.connection.execute
        run(
            "INSERT INTO instruction (issuer_id, unit_id, urgency, needs_answer, state, text,"
            " tiers, ladder, created_at, touched_at)"
            " SELECT m.id, u.id, 'routine', 1, 'running', '停水',"
            f" '[]', NULL, 0, 0 FROM member m, unit u WHERE m.name = '{issuer}' AND u.code = 'XFL'"
        )
        run(
            "INSERT INTO target (instruction_id, unit_id, state)"
            " SELECT 1, id, 'waiting' FROM unit WHERE tier = 'building'"
        )

    await database.transact(work, None)


async def issuer(database: Database) -> str:
    def work(tx: Tx, _: None, now: object) -> str:
        row = tx.connection.execute(
            "SELECT m.name FROM instruction i JOIN member m ON m.id = i.issuer_id"
        ).fetchone()
        return str(row["name"])

    return await database.read(work, None)


async def test_exactly_what_changed_is_handed_on(
    database: Database, handed: list[Handover], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await seeded(database)
    await wait_for_all(database, "李敏")
    monkeypatch.setattr(succession, "_withdraw_unit", lambda *_: None)
    await bring(database, [*TOP, ("幸福社区", "幸福里", "3栋", "楼长", "新人", ""), *HOUSES[1:2]])
    assert handed == [
        Handover(
            units=tuple(sorted((made.units["XFL-3"], made.units["XFL-4"]))),
            removed=(made.units["XFL-5"],),
        )
    ]


@on_sqlite
async def test_units_nobody_waits_for_need_nothing(
    database: Database, handed: list[Handover]
) -> None:
    await seeded(database)
    await bring(database, [*TOP, ("幸福社区", "幸福里", "3栋", "楼长", "新人", ""), *HOUSES[1:]])
    assert handed == [Handover()]


@on_sqlite
async def test_linked_members_who_lost_a_post_are_told(
    database: Database, handed: list[Handover]
) -> None:
    made = await seeded(database)
    rows = [*TOP, *HOUSES[:1], ("幸福社区", "幸福里", "4栋", "楼长", "新人", ""), *HOUSES[2:]]
    await bring(database, rows)
    assert handed[0].left == (made.members["刘洋"],)


async def test_a_successor_inherits(database: Database) -> None:
    await seeded(database)
    await wait_for_all(database, "李敏")
    await bring(database, [TOP[0], HEIR, TOP[2], *HOUSES])
    assert await issuer(database) == "接班"


async def test_a_successor_inherits_after_a_vacancy(database: Database, clock: ManualClock) -> None:
    await seeded(database)
    await wait_for_all(database, "李敏")
    await bring(database, [TOP[0], TOP[2], *HOUSES])
    assert await issuer(database) == "李敏"
    clock.move(timedelta(days=1))
    await bring(database, [TOP[0], HEIR, TOP[2], *HOUSES])
    assert await issuer(database) == "接班"


@on_sqlite
async def test_who_still_issues_above_keeps_what_they_began(database: Database) -> None:
    await seeded(database)
    await wait_for_all(database, "周督")
    await bring(database, [*TOP[:1], HEIR, TOP[2], *HOUSES])
    assert await issuer(database) == "周督"


async def test_beyond_ones_care_is_refused_at_the_moment_of_acting(database: Database) -> None:
    await seeded(database)
    roster = await loaded(database)
    units = {unit.code: unit for unit in roster.units.values()}
    care = Care((units["XFL"].path,))
    liaison = next(post for post in roster.posts.values() if post.kind is PostKind.LIAISON)
    beyond = [
        Difference(0, new_units=(NewUnit("u1", "NEW", "新社区", "community", None, 2),)),
        Difference(0, renamed_units=(RenamedUnit(units["HPY"].id, "和平苑", "别处", 2),)),
        Difference(
            0,
            dropped_posts=(
                DroppedPost(liaison.id, liaison.unit_id, liaison.kind, roster.holders[liaison.id]),
            ),
        ),
    ]
    for difference in beyond:
        with pytest.raises(Refused, match="not_allowed"):
            await database.transact(applying.apply_difference, Apply(difference, care=care))
    allowed = Difference(0, renamed_units=(RenamedUnit(units["XFL-3"].id, "3栋", "三栋", 2),))
    await database.transact(applying.apply_difference, Apply(allowed, care=care))


@on_sqlite
async def test_care_is_a_liaisons_or_an_operators(database: Database) -> None:
    await seeded(database)

    def work(tx: Tx, telegram_id: int, _now: object) -> Care:
        return care_of(actor(tx, telegram_id, frozenset({77})))

    assert (await database.read(work, 77)).paths is None
    assert len((await database.read(work, 900)).paths or ()) == 1
    for nobody in (901, 902, 5):
        with pytest.raises(Refused, match="not_allowed"):
            await database.read(work, nobody)
