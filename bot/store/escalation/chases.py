"""What people were told of silences, and when a target's next step is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Target
from bot.store.cascade.instructions import to_target
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx, instant_or_none


@dataclass(frozen=True, slots=True)
class SilenceState:
    """Of the targets a message tells of: how many in all, answered, and still silent."""

    total: int
    answered: int
    silent: int


def state_of(tx: Tx, message_id: int, role: str) -> SilenceState:
    """How far the silences a message tells of in this role have ended."""
    row = tx.need("unanswered_on_message", message_id=message_id, role=role)
    return SilenceState(int(row["total"]), int(row["answered"]), int(row["silent"]))


def open_chases(tx: Tx, member_id: int) -> list[BotMessage]:
    """The chases to a member that have not been closed."""
    return [BotMessage.from_row(row) for row in tx.all("open_chases_of", member_id=member_id)]


def recent_chase(tx: Tx, member_id: int, since: datetime) -> BotMessage | None:
    """A chase to a member young enough for more to join it."""
    row = tx.one("recent_chase", member_id=member_id, since=since)
    return None if row is None else BotMessage.from_row(row)


def close(tx: Tx, message_id: int, now: datetime) -> None:
    """What a chase told of has ended."""
    tx.run("close_chase", message_id=message_id, now=now)


def due(tx: Tx, most: int, now: datetime) -> list[Target]:
    """The targets whose next step is due."""
    return [to_target(row) for row in tx.all("targets_due", most=most, now=now)]


def set_step(tx: Tx, target: Target, step: int, due_at: datetime | None) -> None:
    """A target has moved to a step of its ladder."""
    tx.run("set_step", target_id=target.id, step=step, due_at=due_at)


def nudge_in(tx: Tx, instruction_id: int, chat_id: int) -> BotMessage | None:
    """The one nudge of an instruction in a group."""
    row = tx.one("nudge_in_chat", instruction_id=instruction_id, chat_id=chat_id)
    return None if row is None else BotMessage.from_row(row)


def last_told(tx: Tx, target_id: int) -> datetime | None:
    """When a target's own holders were last written to."""
    row = tx.one("last_told", target_id=target_id)
    return None if row is None else instant_or_none(row["at"])
