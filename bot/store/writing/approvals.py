"""Requests to approve an urgent instruction."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.approval import Approval, ApprovalState
from bot.store.tx import Row, Tx, instant, instant_or_none


def ask_approval(
    tx: Tx, instruction_id: int, units: int, until: datetime, now: datetime
) -> Approval:
    """Open a request."""
    facts = {"instruction_id": instruction_id, "units": units, "until": until, "now": now}
    return _approval(tx.need("insert_approval", **facts))


def approval(tx: Tx, approval_id: int) -> Approval:
    """One request. Raises LookupError."""
    return _approval(tx.need("approval_by_id", approval_id=approval_id))


def open_approval(tx: Tx, instruction_id: int) -> Approval | None:
    """The request that is open for an instruction."""
    row = tx.one("open_approval", instruction_id=instruction_id)
    return None if row is None else _approval(row)


def to_lapse(tx: Tx, most: int, now: datetime) -> list[Approval]:
    """Open requests whose time is over."""
    return [_approval(row) for row in tx.all("approvals_to_lapse", most=most, now=now)]


def end_approval(
    tx: Tx, approval_id: int, state: ApprovalState, member_id: int | None, now: datetime
) -> bool:
    """End an open request; False where it has ended before."""
    facts = {"approval_id": approval_id, "state": state, "member_id": member_id, "now": now}
    return bool(tx.run("end_approval", **facts))


def give_reason(tx: Tx, approval_id: int, reason: str) -> None:
    """Store why it was refused."""
    tx.run("give_reason", approval_id=approval_id, reason=reason)


def move_approvals(tx: Tx, draft_id: int, instruction_id: int) -> None:
    """The correction that was approved becomes the instruction's text."""
    tx.run("move_approvals", draft_id=draft_id, instruction_id=instruction_id)


def drop_approvals(tx: Tx, instruction_id: int) -> None:
    """Delete all requests of a draft; messages about them are detached."""
    tx.run("detach_approvals", instruction_id=instruction_id)
    tx.run("delete_approvals", instruction_id=instruction_id)


def _approval(row: Row) -> Approval:
    return Approval(
        id=row["id"],
        instruction_id=row["instruction_id"],
        units=row["units"],
        state=ApprovalState(row["state"]),
        asked_at=instant(row["asked_at"]),
        until=instant(row["until"]),
        decided_by=row["decided_by"],
        decided_at=instant_or_none(row["decided_at"]),
        reason=row["reason"],
    )
