"""A small community written straight into the tables: one root, branches, buildings, people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.roster.model import PostKind
from bot.store.database import Database
from bot.store.tx import Tx, to_micros


class Community:
    """Units by code, people by name. Phones and Telegram accounts are given where wanted."""

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._tx = tx
        self._now = to_micros(now)
        self.units: dict[str, int] = {}
        self.members: dict[str, int] = {}
        self._paths: dict[str, str] = {}

    def on(self, tx: Tx) -> Community:
        """The same community in another transaction."""
        self._tx = tx
        return self

    def unit(self, code: str, name: str, tier: str, parent: str = "") -> int:
        """A unit below `parent`."""
        path = f"{self._paths.get(parent, '')}{len(self.units):04}."
        self._paths[code] = path
        facts = {"code": code, "name": name, "tier": tier, "path": path}
        above = {"parent_id": self.units.get(parent)}
        self.units[code] = self._insert("unit", {**facts, **above})
        return self.units[code]

    def member(self, name: str, *, phone: str | None = None, telegram: int | None = None) -> int:
        """A person; with a Telegram account they are linked and reachable."""
        account = {"telegram_id": telegram, "reachable": int(telegram is not None)}
        self.members[name] = self._insert("member", {"name": name, "phone": phone, **account})
        return self.members[name]

    def seat(self, code: str, kind: PostKind, name: str | None = None, ordinal: int = 0) -> int:
        """A seat in a unit, held by somebody who is made known where needed."""
        facts = {"unit_id": self.units[code], "kind": kind.value, "ordinal": ordinal}
        post = self._insert("post", facts)
        if name is not None:
            member = self.members.get(name) or self.member(name)
            held = {"post_id": post, "member_id": member, "since": self._now}
            self._insert("assignment", held)
        return post

    def group(self, chat_id: int, title: str, *codes: str) -> int:
        """A group, and the units it serves."""
        facts = {"chat_id": chat_id, "title": title, "joined_at": self._now}
        group = self._insert("work_group", facts)
        for code in codes:
            unit = {"unit_id": self.units[code], "group_id": group, "bound_at": self._now}
            self._insert("binding", unit, "unit_id")
        return group

    def _insert(self, table: str, columns: Mapping[str, object], key: str = "id") -> int:
        values = ", ".join(_literal(value) for value in columns.values())
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) RETURNING {key}"
        return int(self._tx.connection.execute(statement).fetchone()[key])


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
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


async def seeded(database: Database) -> Community:
    """Write 幸福社区 into a database."""

    def work(tx: Tx, _: None, now: datetime) -> Community:
        return happiness(tx, now)

    return await database.transact(work, None)
