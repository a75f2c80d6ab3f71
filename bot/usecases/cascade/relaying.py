"""Relaying an instruction to the tier below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.model import Instruction, RelayPath, Target
from bot.instructions.relay import may_be_told
from bot.store.cascade import instructions, opening
from bot.store.cascade.instructions import to_target
from bot.store.cascade.opening import Opened
from bot.store.groups import groups
from bot.store.house import audit
from bot.store.tx import Tx
from bot.usecases.cascade import calling, cards, own_words, refreshing


@dataclass(frozen=True, slots=True)
class Passing:
    """Who relays, how, and the words they added."""

    path: RelayPath
    member_id: int | None = None
    words: str | None = None


def pass_on(
    tx: Tx, instruction: Instruction, target: Target, passing: Passing, now: datetime
) -> bool:
    """Open what waits behind `target`; False when it was relayed already."""
    done = tx.run(
        "set_relayed",
        target_id=target.id,
        member_id=passing.member_id,
        path=passing.path,
        words=passing.words,
        now=now,
    )
    if not done:
        return False
    opening.open_targets(tx, may_be_told(opening.below(tx, target.id), target.id), now)
    groups.try_muted(tx, instruction.id, now)
    place_and_pass(tx, instruction, now, target.unit.path)
    refreshing.refresh_about(tx, [target], now)
    own_words.relayed(tx, instruction.id, now)
    _log(tx, target, passing, now)
    return True


def place_and_pass(
    tx: Tx, instruction: Instruction, now: datetime, below: str = "", *, avoid: int | None = None
) -> None:
    """Give the opened targets at and below a path their cards, none of them in the chat to
    `avoid`; what nobody can be asked to pass on goes on at once."""
    found = opening.unplaced(tx, instruction.id, below, avoid=avoid)
    place(tx, instruction, found, now, below)


def place(
    tx: Tx, instruction: Instruction, found: Sequence[Opened], now: datetime, below: str = ""
) -> None:
    """As `place_and_pass`, for opened targets whose routes are known."""
    stuck_here = cards.place_cards(tx, instruction, found, now, below)
    if instruction.urgent:
        calling.list_calls(tx, instruction, now, below)
    for stuck in stuck_here:
        pass_by_itself(tx, instruction, instructions.target(tx, stuck), now)


def pass_by_itself(tx: Tx, instruction: Instruction, target: Target, now: datetime) -> None:
    """Relay what nobody did or could."""
    pass_on(tx, instruction, target, Passing(RelayPath.CLOCK), now)


def relays_due(tx: Tx, most: int, now: datetime) -> int:
    """Relay everything that is due, `most` at a time; returns how many were due."""
    rows = tx.all("relays_due", most=most, now=now)
    for target in map(to_target, rows):
        pass_by_itself(tx, instructions.instruction(tx, target.instruction_id), target, now)
    return len(rows)


def _log(tx: Tx, target: Target, passing: Passing, now: datetime) -> None:
    actor = audit.CLOCK if passing.member_id is None else audit.by(passing.member_id)
    audit.record(
        tx,
        now,
        actor,
        "relay.pass",
        path=passing.path.value,
        instruction_id=target.instruction_id,
        unit_id=target.unit.id,
    )
