"""Relaying over a branch's head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import InstructionState, RelayPath
from bot.roster.permissions import Right
from bot.store.cascade import instructions
from bot.store.tx import Tx
from bot.usecases import care, rights
from bot.usecases.cascade import relaying
from bot.usecases.cascade.relaying import Passing
from bot.usecases.looking.navigating import Asking, current_screen
from bot.usecases.screens import show_screen


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A liaison, a supervisor or the issuer relays for a branch that has not."""

    telegram_id: int
    target_id: int
    operators: frozenset[int] = frozenset()


def relay_over(tx: Tx, command: Overtaking, now: datetime) -> int:
    """Relay over a branch's head; returns the number of units opened.

    Raises Refused where it was relayed already or the actor may not.
    """
    try:
        target = instructions.target(tx, command.target_id)
    except LookupError:
        raise Refused("stale_button") from None
    instruction = instructions.instruction(tx, target.instruction_id)
    who = rights.actor(tx, command.telegram_id, command.operators)
    own = care.wrote(tx, who, instruction)
    who.require(Right.RELAY_OVER, target.unit, issuer=own)
    if instruction.state is not InstructionState.RUNNING:
        raise Refused("instruction_ended")
    passing = Passing(RelayPath.OVER, who.member.id if who.member else None)
    if not relaying.pass_on(tx, instruction, target, passing, now):
        raise Refused("already_relayed")
    return len(instructions.targets_behind(tx, target))


@dataclass(frozen=True, slots=True)
class PassOver:
    """The target to relay for, and the screen that was pressed."""

    asking: Asking
    target_id: int


def pass_over(tx: Tx, command: PassOver, now: datetime) -> int:
    """Relay and update the screen; returns the number of units opened."""
    asking = command.asking
    message, screen = current_screen(tx, asking)
    overtake = Overtaking(asking.telegram_id, command.target_id, asking.operators)
    passed = relay_over(tx, overtake, now)
    show_screen(tx, message.kind, message.chat_id, screen, message, now)
    return passed
