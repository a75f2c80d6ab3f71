"""The audit log: who did what to whom, by which path. It holds ids, not names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.store.tx import Tx

CLOCK = "clock"
"""The actor of scheduled actions."""

OPERATOR = "operator"
"""The actor of actions at the terminal."""


def by(member_id: int) -> str:
    """A member as an actor."""
    return f"member:{member_id}"


def record(
    tx: Tx,
    now: datetime,
    actor: str,
    action: str,
    *,
    path: str | None = None,
    instruction_id: int | None = None,
    unit_id: int | None = None,
    member_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write one line. `action` is a glossary word with a verb, such as "relay.pass"."""
    tx.run(
        "insert_audit",
        at=now,
        actor=actor,
        action=action,
        path=path,
        instruction_id=instruction_id,
        unit_id=unit_id,
        member_id=member_id,
        facts=dict(facts or {}),
    )


def record_moves(
    tx: Tx, now: datetime, actor: str, path: str, moves: Iterable[tuple[int, int, str]]
) -> None:
    """Write a line for each (unit, member, action)."""
    same = {"at": now, "actor": actor, "path": path, "instruction_id": None, "facts": {}}
    lines = [
        {**same, "unit_id": unit_id, "member_id": member_id, "action": action}
        for unit_id, member_id, action in moves
    ]
    tx.run_many("insert_audit_lines", lines)
