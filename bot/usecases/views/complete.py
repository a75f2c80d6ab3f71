"""What the issuer is told when all have answered, or when the deadline has come."""

from __future__ import annotations

from datetime import datetime

from bot.chat.summary import CompleteView
from bot.instructions.model import Instruction
from bot.store import house, instructions, progress
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.views import waiting


def complete_view(tx: Tx, message: BotMessage, now: datetime) -> CompleteView | None:
    """How it came out."""
    if message.subject_id is None:
        return None
    instruction: Instruction = instructions.instruction(tx, message.subject_id)
    return CompleteView(
        instruction=instruction,
        progress=progress.progress_of(tx, instruction.id),
        waiting=waiting.spots(tx, instruction.id),
        now=now,
        zone=house.zone(tx),
    )
