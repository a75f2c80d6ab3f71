"""What happens next with an instruction, and when: whom the ladder tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.persons import Named
from bot.instructions.ladder import rung_at
from bot.instructions.model import Instruction, Target
from bot.instructions.upwards import told_on_rung
from bot.store.board import rows
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named


@dataclass(frozen=True, slots=True)
class NextStep:
    """When somebody is told of a silence, and who; nobody where the next step finds none either."""

    at: datetime
    people: tuple[Named, ...]


def next_step(tx: Tx, instruction: Instruction, here: Sequence[Part]) -> NextStep | None:
    """The next step in these parts of the tree; None where none is left."""
    found = (rows.next_due_target(tx, instruction.id, part) for part in here)
    due = [(each.due_at, each.id, each) for each in found if each and each.due_at]
    if not due:
        return None
    at, _, target = min(due)
    return NextStep(at, tuple(_told(tx, instruction, target)))


def _told(tx: Tx, instruction: Instruction, target: Target) -> list[Named]:
    """As the chase will: the people of the first rung on which anybody can be told."""
    policy, step = instruction.ladder, target.step
    if policy is None:
        return []
    seats = people.holders_upwards(tx, target.unit.id)
    while (rung := rung_at(policy, step)) is not None:
        if told := told_on_rung(rung, target.unit, seats):
            return [named.of(tx, each) for each in told]
        step += 1
        if step > len(policy.steps):
            break
    return []
