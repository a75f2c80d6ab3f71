"""The log as rows for a file."""

from __future__ import annotations

import json
from datetime import datetime

from bot.store.database import Database
from bot.store.house import audit
from bot.store.tx import Tx
from bot.usecases.escalation.reminding import Remind, remind
from bot.usecases.house.auditing import COLUMNS, audit_rows
from bot.usecases.looking.names_export import ExportNames, export_names
from bot.usecases.looking.navigating import Asking
from tests.looking.district import district, send, within


async def test_rows_hold_ids_and_no_names(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        made = district(tx, now)
        water = send(tx, made, now)
        remind(tx, Remind(Asking(2), water), now)
        export_names(tx, ExportNames(Asking(3), water, made.units["A"]), now)
        rows = audit_rows(tx, 0, now)
        assert all(len(row) == len(COLUMNS) for row in rows)
        actions = {row[3]: row for row in rows}
        assert {"reminder.send", "status.export"} <= set(actions)
        assert actions["status.export"][2] == f"member:{made.members['陈刚']}"
        assert actions["status.export"][6] == made.units["A"]
        text = json.dumps(rows, ensure_ascii=False)
        assert not [name for name in made.members if name in text]
        assert audit_rows(tx, int(str(rows[-1][0])), now) == []

    await within(database, work)


async def test_rows_are_in_order_and_in_utc(database: Database) -> None:
    def work(tx: Tx, now: datetime) -> None:
        for number in range(3):
            audit.record(tx, now, audit.CLOCK, "relay.pass", unit_id=number, facts={"n": number})
        rows = audit_rows(tx, 0, now)
        assert [row[6] for row in rows] == [0, 1, 2]
        assert rows[0][1] == "2026-03-02T01:00:00.000+00:00"
        assert rows[2][8] == '{"n":2}'

    await within(database, work)
