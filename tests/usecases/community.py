"""A small community written straight into the tables: one root, branches, buildings, people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from bot.roster.model import PostKind
from bot.store.database import Database
from bot.store.tx import Tx, to_micros

R = TypeVar("R")


class Community:
    """Units by code, people by name. Phones and Telegram accounts are given where wanted."""

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._tx = tx
        self._now = to_micros(now)
        self.units: dict[str, int] = {}
        self.members: dict[str, int] = {}
        self._paths: dict[str, str] = {}

    def unit(self, code: str, name: str, tier: str, parent: str | None = None) -> int:
        """A unit below `parent`."""
        path = f"{self._paths.get(parent or '', '')}{len(self.units):04}."
        self._paths[code] = path
        self.units[code] = self._insert(
            "unit", code=code, name=name, tier=tier, parent_id=self.units.get(parent or ""),
            path=path,
        )  # fmt: skip
        return self.units[code]

    def member(
        self, name: str, *, phone: str | None = None, telegram: int | None = None, **columns: object
    ) -> int:
        """A person; with a Telegram account they are linked and reachable."""
        self.members[name] = self._insert(
            "member", name=name, phone=phone, telegram_id=telegram,
            **{"reachable": int(telegram is not None), **columns},
        )  # fmt: skip
        return self.members[name]

    def seat(self, code: str, kind: PostKind, name: str | None = None, ordinal: int = 0) -> int:
        """A seat in a unit, held by somebody who is made known where needed."""
        post = self._insert("post", unit_id=self.units[code], kind=kind.value, ordinal=ordinal)
        if name is not None:
            member = self.members.get(name) or self.member(name)
            self._insert("assignment", post_id=post, member_id=member, since=self._now)
        return post

    def _insert(self, table: str, **columns: object) -> int:
        values = ", ".join(
            "NULL" if value is None else _literal(value) for value in columns.values()
        )
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) RETURNING id"
        return int(self._tx.connection.execute(statement).fetchone()["id"])


def _literal(value: object) -> str:
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def happiness(tx: Tx, now: datetime) -> Community:
    """幸福社区 with two branches: people hold seats, and only those named below are linked.

    李敏 (id 900) is the liaison of 幸福里, 周督 (901) the community's supervisor, 陈刚 (902)
    leads 幸福里, 王芳 leads 3栋 and helps in 4栋, 刘洋 (904) leads 4栋; 5栋 has nobody.
    """
    made = Community(tx, now)
    made.unit("XF", "幸福社区", "community")
    made.unit("XFL", "幸福里", "branch", "XF")
    made.unit("HPY", "和平苑", "branch", "XF")
    for number in (3, 4, 5):
        made.unit(f"XFL-{number}", f"{number}栋", "building", "XFL")
    made.unit("HPY-1", "1栋", "building", "HPY")
    made.member("李敏", phone="+8613800000900", telegram=900)
    made.member("周督", phone="+8613800000901", telegram=901)
    made.member("陈刚", phone="+8613800000902", telegram=902)
    made.member("王芳", phone="+8613800000903")
    made.member("刘洋", phone="+8613800000904", telegram=904)
    made.seat("XF", PostKind.SUPERVISOR, "周督")
    made.seat("XFL", PostKind.LIAISON, "李敏")
    made.seat("XFL", PostKind.LEAD, "陈刚")
    made.seat("XFL-3", PostKind.LEAD, "王芳")
    made.seat("XFL-4", PostKind.LEAD, "刘洋")
    made.seat("XFL-4", PostKind.HELPER, "王芳")
    made.seat("XFL-5", PostKind.LEAD)
    return made


async def seeded(database: Database, build: Callable[[Tx, datetime], R] = happiness) -> R:  # type: ignore[assignment]
    """Write a community into a database."""

    def work(tx: Tx, _: Any, now: datetime) -> R:
        return build(tx, now)

    return await database.transact(work, None)
