"""Somebody above types that other units received it: counted as 代答."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.instructions.model import Instruction, Target
from bot.instructions.reading.reader import building_number
from bot.roster.permissions import Right
from bot.store.cascade import instructions
from bot.store.tx import Tx
from bot.usecases.rights import Actor


def spoken_for(
    tx: Tx, who: Actor, about: Iterable[Instruction], buildings: Sequence[str]
) -> list[Target]:
    """The targets of the buildings named, where the member may answer for all of them; empty where
    one is not theirs or a number is ambiguous."""
    found = [_of_one(tx, who, each, set(buildings)) for each in about]
    return [] if not all(found) else [target for targets in found for target in targets]


def _of_one(tx: Tx, who: Actor, instruction: Instruction, buildings: set[str]) -> list[Target]:
    named = [
        target
        for target in instructions.targets(tx, instruction.id)
        if building_number(target.unit.name) in buildings and who.may(Right.ANSWER_FOR, target.unit)
    ]
    numbers = [building_number(target.unit.name) for target in named]
    return named if buildings and sorted(numbers) == sorted(buildings) else []
