"""What the small messages around writing show."""

from __future__ import annotations

from datetime import datetime

from bot.chat.writing import ConfirmView
from bot.instructions.model import Instruction, InstructionState
from bot.store import instructions, progress
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases import issuers, rights


def confirm_view(tx: Tx, message: BotMessage, _now: datetime) -> ConfirmView | None:
    """The second question, while there is something to decide."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    if instruction.state is not InstructionState.RUNNING:
        return None
    found = progress.progress_of(tx, instruction.id)
    return ConfirmView(instruction, message.args["act"], found.sent, found.silent)


def withdrawn_note_view(tx: Tx, message: BotMessage, _now: datetime) -> Instruction | None:
    """The instruction that was withdrawn."""
    return instructions.instruction(tx, message.subject_id or 0)


def how_to_write_view(tx: Tx, message: BotMessage, _now: datetime) -> bool:
    """Whether the reader may write at all; an operator may, which the handler knew."""
    if message.args.get("operator"):
        return True
    return bool(issuers.roots(tx, rights.actor(tx, message.chat_id)))
