"""Leaves: who is away, until when, and what waits for their units meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Target
from bot.store.cascade.instructions import to_target
from bot.store.tx import Tx, instant


def begin_leave(tx: Tx, member_id: int, until: datetime) -> None:
    """Put a member on leave."""
    tx.run("begin_leave", member_id=member_id, until=until)


def end_leave(tx: Tx, member_id: int) -> bool:
    """A member is back; False where they were not away."""
    return bool(tx.run("end_leave", member_id=member_id))


def leaves_over(tx: Tx, most: int, now: datetime) -> list[int]:
    """The members whose leave is over."""
    return [int(row["id"]) for row in tx.all("leaves_due", most=most, now=now)]


def open_targets_of(tx: Tx, member_id: int) -> list[Target]:
    """What waits for the units in which a member answers, once for each of their posts there."""
    found = map(to_target, tx.all("open_targets_of_member", member_id=member_id))
    return list({target.id: target for target in found}.values())


@dataclass(frozen=True, slots=True)
class AwayHolder:
    """A holder on leave of a unit on a card."""

    unit_id: int
    unit: str
    member_id: int
    until: datetime


def somebody_away(tx: Tx) -> bool:
    """Whether anybody is on leave at all."""
    return tx.one("somebody_away") is not None


def away_on_card(tx: Tx, message_id: int) -> list[AwayHolder]:
    """Who of the units a card waits for is on leave, leads first."""
    return [
        AwayHolder(row["unit_id"], row["unit_name"], row["member_id"], instant(row["away_until"]))
        for row in tx.all("away_on_card", message_id=message_id)
    ]


def present_in(tx: Tx, unit_id: int) -> list[tuple[int, str]]:
    """Who answers for a unit and is present: ids and names, leads first."""
    rows = tx.all("present_in_unit", unit_id=unit_id)
    return list({int(row["id"]): str(row["name"]) for row in rows}.items())
