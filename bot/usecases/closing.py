"""Closing: by button, or by itself a week after the deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.instructions.deadline import CLOSES_AFTER
from bot.instructions.model import Instruction, InstructionState
from bot.store import audit, drafts, ends
from bot.store.tx import Tx
from bot.usecases import tidying


def close(tx: Tx, instruction: Instruction, actor: str, now: datetime) -> None:
    """Nobody is waited for any more; the answers stay."""
    ended = replace(instruction, state=InstructionState.CLOSED, ended_at=now)
    drafts.save(tx, ended)
    ends.close_targets(tx, ended.id)
    audit.record(tx, now, actor, "instruction.close", instruction_id=ended.id)
    tidying.show_ended(tx, ended, now)


def close_due(tx: Tx, most: int, now: datetime) -> int:
    """Close what is long past its deadline, `most` at a time; how many there were."""
    found = drafts.to_close(tx, now - CLOSES_AFTER, most)
    for instruction in found:
        close(tx, instruction, audit.CLOCK, now)
    return len(found)
