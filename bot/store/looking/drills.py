"""What became of a drill."""

from __future__ import annotations

from bot.instructions.drills import AskedUnit
from bot.store.tx import Tx, instant_or_none


def drill_answers(tx: Tx, instruction_id: int) -> list[AskedUnit]:
    """When each unit answered."""
    rows = tx.all("drill_answers", instruction_id=instruction_id)
    return [AskedUnit(str(row["tier"]), instant_or_none(row["answered_at"])) for row in rows]


def drill_unreached(tx: Tx, instruction_id: int) -> list[tuple[str, str | None]]:
    """The units that no way reached, each with the unit above."""
    rows = tx.all("drill_unreached", instruction_id=instruction_id)
    return [(str(row["name"]), row["upper"]) for row in rows]


def drill_mute_groups(tx: Tx, instruction_id: int) -> list[str]:
    """The titles of the groups in which the bot may not write."""
    rows = tx.all("drill_mute_groups", instruction_id=instruction_id)
    return [str(row["title"]) for row in rows]
