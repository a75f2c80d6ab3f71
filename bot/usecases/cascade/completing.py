"""One new message to the issuer: when all have answered, or when the deadline has passed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.chat.writing.summary import CompleteView
from bot.instructions.model import Instruction, InstructionState
from bot.messages.cascade import CompleteArgs
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import house
from bot.store.looking import progress
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases import named

KIND = CompleteArgs.kind


def check_complete(tx: Tx, instruction_id: int, now: datetime) -> None:
    """Tell the issuer where nobody is waited for any more; twice is harmless."""
    if answers.somebody_unanswered(tx, instruction_id):
        return
    instruction = instructions.instruction(tx, instruction_id)
    if not _waits(instruction):
        return
    if not progress.progress_of(tx, instruction_id).complete:
        return
    drafts.save(tx, replace(instruction, completed_at=now))
    if drafts.deadline_told(tx, instruction_id):
        for message in outbox.messages_about(tx, KIND, instruction_id):
            outbox.refresh(tx, message, now)
    else:
        _tell(tx, instruction, now)


def deadlines_due(tx: Tx, most: int, now: datetime) -> int:
    """Tell of passed deadlines, `most` at a time; returns how many were due."""
    found = drafts.deadlines_to_tell(tx, most, now)
    for instruction in found:
        drafts.set_deadline_told(tx, instruction.id, now)
        _tell(tx, instruction, now)
    return len(found)


def _waits(instruction: Instruction) -> bool:
    running = instruction.state is InstructionState.RUNNING
    return running and instruction.needs_answer and instruction.completed_at is None


def _tell(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Silent at night, unless the instruction is urgent."""
    issuer = people.member(tx, instruction.issuer_id)
    if issuer.telegram_id is None:
        return
    quiet = instruction.ladder.quiet if instruction.ladder else None
    saying = Saying(
        chat_id=issuer.telegram_id,
        args=CompleteArgs(),
        lane=Lane.REPLY,
        subject_id=instruction.id,
        member_id=issuer.id,
        silent=quiet is not None and quiet.covers(now),
    )
    outbox.say(tx, saying, now)


def complete_view(tx: Tx, message: BotMessage, now: datetime) -> CompleteView | None:
    """The result."""
    if message.subject_id is None:
        return None
    instruction: Instruction = instructions.instruction(tx, message.subject_id)
    return CompleteView(
        instruction=instruction,
        progress=progress.progress_of(tx, instruction.id),
        waiting=named.spots(tx, instruction.id),
        now=now,
        zone=house.zone(tx),
    )
