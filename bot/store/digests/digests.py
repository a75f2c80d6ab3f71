"""Which summaries were sent to whom, and what the next one contains."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from bot.roster.model import Unit
from bot.store.looking.progress import Part
from bot.store.people.people import to_unit
from bot.store.tx import Tx


def members_due(tx: Tx, due_at: datetime, most: int) -> list[tuple[int, int]]:
    """Members due a summary at this hour: (id, private chat)."""
    rows = tx.all("digest_members", due_at=due_at, most=most)
    return [(row["id"], row["telegram_id"]) for row in rows]


def digest_told(tx: Tx, member_id: int, due_at: datetime, gaps: Iterable[str]) -> bool:
    """Record that a member gets the summary of this hour; False where it was recorded before."""
    facts = {"member_id": member_id, "due_at": due_at}
    if not tx.run("insert_digest_told", gaps=list(gaps), **facts):
        return False
    tx.run("forget_digests_before", **facts)
    return True


def told_last(tx: Tx, member_id: int) -> list[str]:
    """The keys of the gaps in a member's last summary."""
    row = tx.one("gaps_told_last", member_id=member_id)
    return [] if row is None else list(json.loads(row["gaps"]))


def stuck(tx: Tx, instruction_id: int, part: Part, step: int) -> list[Unit]:
    """The silent units in a part of the tree that are past `step` of their ladder."""
    rows = tx.all("stuck_below", instruction_id=instruction_id, step=step, **part.range)
    return [to_unit(row) for row in rows]


def supervisors(tx: Tx, instruction_id: int) -> list[tuple[int, int]]:
    """The supervisors an instruction concerns: (id, private chat)."""
    rows = tx.all("supervisors_concerned", instruction_id=instruction_id)
    return [(row["id"], row["telegram_id"]) for row in rows]
