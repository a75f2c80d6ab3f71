"""A way is found to those nobody could reach: somebody is linked, a group is bound."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.instructions.model import TargetState
from bot.store import instructions, opening
from bot.store.instructions import to_target
from bot.store.tx import Tx
from bot.usecases import relaying


def found(tx: Tx, unit_ids: Iterable[int], now: datetime) -> None:
    """Give the units what they could not be told until now."""
    for unit_id in unit_ids:
        for target in map(to_target, tx.all("open_targets_of_unit", unit_id=unit_id)):
            if target.state is TargetState.UNREACHABLE:
                opening.reopen_targets(tx, [target.id], now)
                instruction = instructions.instruction(tx, target.instruction_id)
                relaying.place_and_pass(tx, instruction, now)
