"""Who may issue instructions, and to which part of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.instructions import reach as rule
from bot.instructions.model import Instruction
from bot.instructions.reach import Reach
from bot.instructions.standing import Standing
from bot.roster.model import Unit
from bot.roster.permissions import Right, may, relations
from bot.roster.seats import Seat
from bot.store.house import house
from bot.store.looking.standings import standings
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases.rights import Actor


def roots(tx: Tx, who: Actor) -> list[Unit]:
    """The outermost units below which somebody may issue to everything; empty without the right."""
    if who.member is None:
        return []
    mine = outermost(written_for(tx, who.seats))
    return people.roots(tx) if not mine and who.operator else mine


def roots_of(tx: Tx, member_id: int) -> list[Unit]:
    """As `roots`, of a member; an operator without a post has the whole tree."""
    return outermost(written_for(tx, people.posts_of(tx, member_id))) or people.roots(tx)


def writes(tx: Tx, who: Actor) -> bool:
    """Whether somebody may write to anybody."""
    return who.operator or bool(written_for(tx, who.seats))


def written_for(tx: Tx, seats: Iterable[Seat]) -> list[Unit]:
    """The units whose posts let somebody write: in their name, so they are not asked themselves."""
    lowest = house.lowest_tier(tx)
    return [
        seat.unit for seat in seats if may(Right.ISSUE, relations([seat], seat.unit, lowest=lowest))
    ]


def outermost(units: Iterable[Unit]) -> list[Unit]:
    """The units that lie in no other, in tree order."""
    found: list[Unit] = []
    for unit in sorted(units, key=lambda each: each.path):
        if not found or not found[-1].holds(unit):
            found.append(unit)
    return found


def tiers_below(tiers: Sequence[str], tops: Sequence[Unit]) -> list[str]:
    """The tiers below the topmost of these units, top down."""
    depths = [tiers.index(unit.tier) for unit in tops if unit.tier in tiers]
    return list(tiers[min(depths, default=-1) + 1 :])


def home(tops: Sequence[Unit], scope: Sequence[Unit]) -> Unit:
    """The unit in whose name it is issued: the one that holds the whole scope, else the first."""
    for top in tops:
        if scope and all(top.holds(unit) for unit in scope):
            return top
    return tops[0]


# dropped


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom it would reach, the chosen scope, and everything in the issuer's care."""

    reach: Reach
    scope: Sequence[Unit]
    tops: Sequence[Unit]
    standings: Sequence[Standing]


def reached(tx: Tx, instruction: Instruction, tops: Sequence[Unit] | None = None) -> Reached:
    """Computed from the present roster; what is no longer in the issuer's care is left out."""
    tops = roots_of(tx, instruction.issuer_id) if tops is None else tops
    scope = [each for each in drafts.scope(tx, instruction.id) if _inside(each, tops)]
    everything = standings(tx, [top.path for top in tops])
    own = {top.id for top in roots_of(tx, instruction.issuer_id)}
    asked = rule.asked(everything, scope, own, instruction.tiers)
    gated = instruction.needs_answer and not instruction.urgent
    return Reached(rule.reach(asked, gated=gated), scope, tops, everything)


def _inside(unit: Unit, tops: Sequence[Unit]) -> bool:
    return any(top.holds(unit) for top in tops)
