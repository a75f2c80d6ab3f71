"""An instruction has ended: whatever still speaks of it says so."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import Instruction
from bot.store import instructions, outbox
from bot.store.tx import Tx
from bot.usecases import aftermath, completing, urgent

_TOLD_OF = (completing.KIND, urgent.KIND)


def show_ended(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Cards, chases and nudges, the summary, and who else was told of it."""
    aftermath.refresh_about(tx, instructions.targets(tx, instruction.id), now)
    aftermath.refresh_summary(tx, instruction, now)
    for kind in _TOLD_OF:
        for message in outbox.messages_about(tx, kind, instruction.id):
            outbox.refresh(tx, message, now)
