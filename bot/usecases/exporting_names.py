"""Names and states of an instruction, as a file for the one who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store import audit, outbox
from bot.store.outbox import Lane, Saying
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking import Asking, asker


@dataclass(frozen=True, slots=True)
class ExportNames:
    """Somebody wants the names of an instruction below a unit (0: all in their care)."""

    asking: Asking
    instruction_id: int
    unit_id: int = 0


def export_names(tx: Tx, command: ExportNames, now: datetime) -> None:
    """Send the file to the asker's private chat."""
    who = asker(tx, command.asking)
    instruction, mine = care.seen(tx, who, command.instruction_id)
    if command.unit_id:
        care.part_at(tx, mine, command.unit_id)
    saying = Saying(
        chat_id=who.telegram_id,
        kind="status_file",
        lane=Lane.REPLY,
        subject_id=instruction.id,
        args={"unit": command.unit_id, "operator": who.operator},
    )
    outbox.say(tx, saying, now)
    unit = command.unit_id or None
    audit.record(tx, now, who.name, "status.export", instruction_id=instruction.id, unit_id=unit)
