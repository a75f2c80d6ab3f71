"""What an instruction that ends touches: its targets, and every message that speaks of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.model import TargetState
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """A unit that has not answered, and the one above it; `scattered`: not all lie in that one."""

    name: str
    tier: str
    upper: str | None
    scattered: bool


def withdraw_targets(tx: Tx, instruction_id: int) -> None:
    """All targets are withdrawn, answered or not."""
    tx.run("end_targets", instruction_id=instruction_id, state=TargetState.WITHDRAWN)
    tx.run("withdraw_answered", instruction_id=instruction_id)


def close_targets(tx: Tx, instruction_id: int) -> None:
    """Who has not answered is waited for no longer; what was answered stays."""
    tx.run("end_targets", instruction_id=instruction_id, state=TargetState.CLOSED)
    tx.run("calm_answered", instruction_id=instruction_id)


def unsent(tx: Tx, kind: str, instruction_id: int) -> list[BotMessage]:
    """Messages of a kind about an instruction that have not left yet."""
    rows = tx.all("unsent_about", kind=kind, instruction_id=instruction_id)
    return [BotMessage.from_row(row) for row in rows]


def waited_for(tx: Tx, instruction_id: int, most: int) -> list[WaitedFor]:
    """The first of those who have it and have not answered, in the order of the tree."""
    rows = tx.all("waiting_units", instruction_id=instruction_id, most=most)
    return [
        WaitedFor(row["name"], row["tier"], row["upper"], bool(row["scattered"])) for row in rows
    ]
