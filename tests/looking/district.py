"""A community to look at: two branches of three and two buildings, all linked but a few."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, TypeVar

from bot.instructions.model import AnswerPath, EscalationPolicy, Rung, Step, Urgency
from bot.roster.model import PostKind
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.cascade.instructions import frozen
from bot.store.database import Database
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx, to_micros
from bot.usecases.cascade import opening

R = TypeVar("R")

POLICY = EscalationPolicy(
    steps=(
        Step(timedelta(minutes=30), Rung.HOLDER),
        Step(timedelta(minutes=60), Rung.DEPUTIES),
        Step(timedelta(minutes=90), Rung.PARENT),
        Step(timedelta(hours=2), Rung.LIAISON),
        Step(timedelta(hours=3), Rung.SUPERVISOR),
    ),
    relay_after=timedelta(minutes=45),
    bundle=timedelta(minutes=10),
)


class District:
    """Units by code, people by name, written as the roster itself would: a path is made of ids."""

    def __init__(self, tx: Tx, since: datetime) -> None:
        self._tx = tx
        self._since = to_micros(since)
        self._paths: dict[str | None, str] = {None: ""}
        self.units: dict[str, int] = {}
        self.members: dict[str, int] = {}

    def unit(self, code: str, name: str, tier: str, parent: str | None = None) -> int:
        """A unit below `parent`."""
        above = None if parent is None else self.units[parent]
        found = self.insert("unit", code=code, name=name, tier=tier, parent_id=above)
        self.units[code] = found
        self._paths[code] = f"{self._paths[parent]}{found:08d}."
        self._tx.connection.execute(
            f"UPDATE unit SET path = '{self._paths[code]}' WHERE id = {found}"
        )
        return found

    def person(self, name: str, telegram: int | None = None) -> int:
        """A person, linked or not."""
        linked = {} if telegram is None else {"linked_at": self._since, "reachable": 1}
        self.members[name] = self.insert("member", name=name, telegram_id=telegram, **linked)
        return self.members[name]

    def seat(self, code: str, kind: PostKind, name: str | None = None, ordinal: int = 0) -> int:
        """A seat in a unit, held by somebody who is made known where needed."""
        unit_id = self.units[code]
        post = self.insert("post", unit_id=unit_id, kind=kind.value, ordinal=ordinal)
        if name is not None:
            member = self.members.get(name) or self.person(name)
            self.insert("assignment", post_id=post, member_id=member, since=self._since)
        return post

    def insert(self, table: str, **columns: object) -> int:
        """A row of any table; its id."""
        values = ", ".join(map(_literal, columns.values()))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) RETURNING id"
        return int(self._tx.connection.execute(statement).fetchone()["id"])


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def district(tx: Tx, now: datetime) -> District:
    """督 (1) over all; 李敏 (2) liaison of all; 幸福里 led by 陈刚 (3), 和平苑 by 吴刚 (4).

    Buildings: A1 王芳 (11), A2 李强 (12), A3 has nobody; B1 赵雷 (21), B2 钱多 is not linked.
    """
    made = District(tx, now - timedelta(days=30))
    made.unit("XF", "幸福社区", "community")
    made.unit("A", "幸福里", "branch", "XF")
    made.unit("B", "和平苑", "branch", "XF")
    for branch, count in (("A", 3), ("B", 2)):
        for number in range(1, count + 1):
            made.unit(f"{branch}{number}", f"{number} 栋", "building", branch)
    people = {"周督": 1, "李敏": 2, "陈刚": 3, "吴刚": 4, "王芳": 11, "李强": 12, "赵雷": 21}
    for name, telegram in people.items():
        made.person(name, telegram)
    made.person("钱多")
    made.seat("XF", PostKind.SUPERVISOR, "周督")
    made.seat("XF", PostKind.LIAISON, "李敏")
    made.seat("A", PostKind.LEAD, "陈刚")
    made.seat("B", PostKind.LEAD, "吴刚")
    holders = {"A1": "王芳", "A2": "李强", "A3": None, "B1": "赵雷", "B2": "钱多"}
    for code, holder in holders.items():
        made.seat(code, PostKind.LEAD, holder)
    return made


def send(
    tx: Tx,
    made: District,
    now: datetime,
    *,
    text: str = "今晚停水",
    urgency: Urgency = Urgency.URGENT,
    scope: Sequence[str] = ("XF",),
    issuer: str = "李敏",
    informing: bool = False,
) -> int:
    """An instruction that has started and whose cards have all arrived."""
    columns = {
        "issuer_id": made.members[issuer],
        "unit_id": made.units["XF"],
        "urgency": urgency.value,
        "needs_answer": int(not informing),
        "state": "running",
        "text": text,
        "tiers": '["branch","building"]',
        "deadline_at": to_micros(now + timedelta(hours=1)),
        "created_at": to_micros(now),
        "touched_at": to_micros(now),
        "started_at": to_micros(now),
    }
    found = made.insert("instruction", **columns)
    _update(tx, f"UPDATE instruction SET number = {found + 100} WHERE id = {found}")
    _keep_ladder(tx, found)
    for code in scope:
        _update(tx, f"INSERT INTO instruction_scope VALUES ({found}, {made.units[code]})")
    opening.start_instruction(tx, instructions.instruction(tx, found), now)
    deliver(tx, now)
    return found


def _keep_ladder(tx: Tx, instruction_id: int) -> None:
    ladder = json.dumps(frozen(POLICY))
    _update(tx, f"UPDATE instruction SET ladder = '{ladder}' WHERE id = {instruction_id}")


def deliver(tx: Tx, now: datetime) -> None:
    """Mark all cards as delivered."""
    at = to_micros(now)
    arrived = f"UPDATE bot_message SET telegram_id = id + 5000, sent_at = {at}"
    sent = f"UPDATE target SET state = 'sent', sent_at = {at} WHERE state = 'waiting'"
    _update(tx, f"{arrived} WHERE sent_at IS NULL")
    _update(tx, f"{sent} AND id IN (SELECT target_id FROM message_target WHERE role = 'line')")


def answer(
    tx: Tx, made: District, instruction_id: int, code: str, name: str, now: datetime,
    path: AnswerPath = AnswerPath.BUTTON,
) -> None:  # fmt: skip
    """Answer for a unit."""
    found = target_id(tx, made, instruction_id, code)
    target = instructions.target(tx, found)
    answers.store_answer(tx, target, made.members[name], path, now, False, now)


def target_id(tx: Tx, made: District, instruction_id: int, code: str) -> int:
    """The target of a unit."""
    statement = (
        f"SELECT id FROM target WHERE instruction_id = {instruction_id}"
        f" AND unit_id = {made.units[code]}"
    )
    return int(tx.connection.execute(statement).fetchone()["id"])


def _update(tx: Tx, statement: str) -> None:
    tx.connection.execute(statement)


def last(tx: Tx, kind: str) -> BotMessage:
    """The newest message of a kind."""
    statement = f"SELECT * FROM bot_message WHERE kind = '{kind}' ORDER BY id DESC LIMIT 1"
    row = tx.connection.execute(statement).fetchone()
    assert row is not None, f"nothing of kind {kind} was said"
    return BotMessage.from_row(row)


def said(tx: Tx, kind: str) -> list[BotMessage]:
    """All messages of a kind, oldest first."""
    statement = f"SELECT * FROM bot_message WHERE kind = '{kind}' ORDER BY id"
    return [BotMessage.from_row(row) for row in tx.connection.execute(statement).fetchall()]


async def within(database: Database, work: Callable[[Tx, datetime], R]) -> R:
    """Run a piece of a test in one transaction."""

    def run(tx: Tx, _command: Any, now: datetime) -> R:
        return work(tx, now)

    return await database.transact(run, None)
