"""What an ending instruction touches: its targets and every message that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.model import TargetState
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """A unit that has not answered, its tier, and the unit above it."""

    name: str
    tier: str
    upper: str | None


def withdraw_targets(tx: Tx, instruction_id: int) -> None:
    """Mark all targets withdrawn, answered or not."""
    tx.run("end_targets", instruction_id=instruction_id, state=TargetState.WITHDRAWN)
    tx.run("withdraw_answered", instruction_id=instruction_id)


def close_targets(tx: Tx, instruction_id: int) -> None:
    """Close the targets without an answer; answered ones stay as they are."""
    tx.run("end_targets", instruction_id=instruction_id, state=TargetState.CLOSED)
    tx.run("calm_answered", instruction_id=instruction_id)


def unsent(tx: Tx, kind: str, instruction_id: int) -> list[BotMessage]:
    """Messages of a kind about an instruction that have not left yet."""
    rows = tx.all("unsent_about", kind=kind, instruction_id=instruction_id)
    return [BotMessage.from_row(row) for row in rows]


def waited_for(tx: Tx, instruction_id: int, most: int) -> list[WaitedFor]:
    """The first `most` opened targets without an answer, in tree order."""
    rows = tx.all("waiting_units", instruction_id=instruction_id, most=most)
    return [WaitedFor(row["name"], row["tier"], row["upper"]) for row in rows]


def awaited(tx: Tx, instruction_id: int) -> tuple[int, frozenset[str]]:
    """How many opened targets lack an answer, and the tiers whose unanswered units lie in several
    units."""
    rows = tx.all("waiting_by_tier", instruction_id=instruction_id)
    scattered = frozenset(row["tier"] for row in rows if row["scattered"])
    return sum(row["opened"] for row in rows), scattered
