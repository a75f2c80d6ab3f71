"""Writing answers down: for every waiting unit of one's own, or for one unit."""

from __future__ import annotations

from datetime import datetime

from bot.chat.persons import Named
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.roster.model import Member
from bot.store import answers, audit
from bot.store.answers import Held
from bot.store.tx import Tx
from bot.usecases import aftermath
from bot.usecases.answered import (
    AlreadyAnswered,
    Answered,
    Ended,
    FormerHolder,
    Outsider,
    Recorded,
)
from bot.usecases.views import named


def answer(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    path: AnswerPath,
    said_at: datetime,
    now: datetime,
) -> Answered:
    """Record a member's answer for every waiting unit in which they hold a post."""
    held = answers.held_by(tx, instruction.id, member.id)
    if not held:
        former = answers.former_seat(tx, instruction.id, member.id)
        return FormerHolder(former.unit_name, former.kind) if former else Outsider()
    waiting = [each for each in held if each.target.unanswered]
    if not waiting:
        return _already(tx, held, member)
    for each in waiting:
        record(tx, instruction, each, member, path, said_at, now)
    aftermath.answered(tx, instruction, [each.target for each in waiting], now)
    units = tuple(each.target.unit.name for each in waiting)
    return Recorded(units, by_post(tx, member, waiting[0]))


def record(
    tx: Tx,
    instruction: Instruction,
    held: Held,
    member: Member,
    path: AnswerPath,
    said_at: datetime,
    now: datetime,
) -> None:
    """Write down one unit's answer, late or not by when it was said."""
    late = instruction.deadline_at is not None and said_at > instruction.deadline_at
    answers.acknowledge(tx, held.target, member.id, path, said_at, late, now)
    audit.record(
        tx,
        now,
        audit.by(member.id),
        "acknowledgement.give",
        path=path.value,
        instruction_id=instruction.id,
        unit_id=held.target.unit.id,
    )


def by_post(tx: Tx, member: Member, held: Held) -> Named:
    """A member by the post for which they answer."""
    return named.of_unit(tx, member, held.kind, held.target.unit.tier)


def _already(tx: Tx, held: list[Held], member: Member) -> Answered:
    first = answers.first_answer(tx, held[0].target.id)
    if first is None:
        return Ended(InstructionState.CLOSED)
    return AlreadyAnswered(first.member_name, first.member_id == member.id, first.said_at)
