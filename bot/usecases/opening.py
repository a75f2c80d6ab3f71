"""An instruction starts: its targets are made, and those nobody stands before are opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.instructions.model import Instruction, Target
from bot.instructions.relay import Node, may_be_told
from bot.store import instructions, opening
from bot.store.tx import Tx
from bot.usecases import relaying, urgent


def start(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Make the targets of an instruction that now runs, and open those nobody stands before."""
    opening.insert_targets(tx, instruction)
    targets = instructions.targets(tx, instruction.id)
    vacant = opening.vacant(tx, instruction.id)
    uppers = _uppers(targets)
    opening.set_upper(tx, uppers.items())
    gates = _gates(instruction, uppers, vacant)
    opening.set_gates(tx, gates)
    nodes = [Node(each.id, uppers.get(each.id), each.id in gates, each.id in vacant)
             for each in targets]  # fmt: skip
    opening.open_targets(tx, may_be_told(nodes), now)
    relaying.place_and_pass(tx, instruction, now)
    urgent.tell_supervisors(tx, instruction, now)


def _uppers(targets: Sequence[Target]) -> dict[int, int]:
    """The nearest target above each, found by walking the tree in order."""
    uppers: dict[int, int] = {}
    above: list[Target] = []
    for target in targets:
        while above and not above[-1].unit.holds(target.unit):
            above.pop()
        if above:
            uppers[target.id] = above[-1].id
        above.append(target)
    return uppers


def _gates(instruction: Instruction, uppers: dict[int, int], vacant: set[int]) -> set[int]:
    """Routine goes tier by tier: whoever has somebody below passes it on first."""
    if instruction.urgent or not instruction.needs_answer:
        return set()
    return {up for low, up in uppers.items() if low not in vacant}
