"""Whom an instruction would reach at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.instructions import reach as rule
from bot.instructions.model import Instruction
from bot.instructions.reach import Reach
from bot.instructions.standing import Standing
from bot.roster.model import Unit
from bot.store import drafts
from bot.store.standing import standings
from bot.store.tx import Tx
from bot.usecases import issuers


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom it would reach, what was chosen, and everything the issuer has in their care."""

    reach: Reach
    scope: Sequence[Unit]
    tops: Sequence[Unit]
    standings: Sequence[Standing]


def reached(tx: Tx, instruction: Instruction, tops: Sequence[Unit] | None = None) -> Reached:
    """Counted from the roster as it stands; what is no longer in the issuer's care is left out."""
    tops = issuers.roots_of(tx, instruction.issuer_id) if tops is None else tops
    scope = [each for each in drafts.scope(tx, instruction.id) if _inside(each, tops)]
    everything = standings(tx, [top.path for top in tops])
    own = {top.id for top in issuers.roots_of(tx, instruction.issuer_id)}
    asked = rule.asked(everything, scope, own, instruction.tiers)
    gated = instruction.needs_answer and not instruction.urgent
    return Reached(rule.reach(asked, gated=gated), scope, tops, everything)


def _inside(unit: Unit, tops: Sequence[Unit]) -> bool:
    return any(top.holds(unit) for top in tops)
