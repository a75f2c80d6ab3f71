"""Who was told which summary, and what stands in the next one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.roster.model import Unit
from bot.store.cascade.instructions import to_unit
from bot.store.looking.progress import Part
from bot.store.tx import Tx


def members_due(tx: Tx, due_at: datetime, most: int) -> list[tuple[int, int]]:
    """Those to be told at this hour: the id, and the private chat."""
    rows = tx.all("digest_members", due_at=due_at, most=most)
    return [(row["id"], row["telegram_id"]) for row in rows]


def told(tx: Tx, member_id: int, due_at: datetime, gaps: Iterable[str]) -> bool:
    """Write down that somebody is told at this hour; False where they had been."""
    facts = {"member_id": member_id, "due_at": due_at}
    if not tx.run("insert_digest_told", gaps=list(gaps), **facts):
        return False
    tx.run("forget_digests_before", **facts)
    return True


def told_last(tx: Tx, member_id: int) -> list[str]:
    """The keys of the gaps somebody was told of last."""
    row = tx.one("gaps_told_last", member_id=member_id)
    return [] if row is None else list(json.loads(row["gaps"]))


def stuck(tx: Tx, instruction_id: int, part: Part, step: int) -> list[Unit]:
    """The silent units of a part of the tree that have climbed further than `step`."""
    rows = tx.all("stuck_below", instruction_id=instruction_id, step=step, **part.range)
    return [to_unit(row) for row in rows]


def supervisors(tx: Tx, instruction_id: int) -> list[tuple[int, int]]:
    """The supervisors an instruction concerns: the id, and the private chat."""
    rows = tx.all("supervisors_concerned", instruction_id=instruction_id)
    return [(row["id"], row["telegram_id"]) for row in rows]
