"""Who may write instructions, to which part of the tree, and the plan of one at this moment: the
preview shows it, sending writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.instructions import burden as rule
from bot.instructions import reach
from bot.instructions.burden import Burden
from bot.instructions.model import Instruction
from bot.instructions.reach import Plan
from bot.instructions.standing import Standing
from bot.roster.model import Unit
from bot.roster.permissions import Right, may, of_post, relations
from bot.roster.seats import Seat
from bot.store.cascade.standings import standings
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases import rights
from bot.usecases.rights import Actor


@dataclass(frozen=True, slots=True)
class Remit:
    """To whom somebody may write: all below `tops`; never to the units of `own`, in whose name
    they write."""

    tops: Sequence[Unit]
    own: frozenset[int]


def roots(tx: Tx, who: Actor) -> list[Unit]:
    """The outermost units somebody may write to all below of; none where they may not write."""
    mine = outermost(seat.unit for seat in who.seats if by_post(tx, seat))
    return people.roots(tx) if who.operator and not mine else mine


def remit(tx: Tx, member_id: int) -> Remit:
    """To whom a member may write now. Nobody is left out where an operator writes to the tree."""
    who = rights.of_member(tx, member_id)
    mine = any(by_post(tx, seat) for seat in who.seats)
    tops = roots(tx, who)
    return Remit(tops, frozenset(top.id for top in tops if mine))


def by_post(tx: Tx, seat: Seat) -> bool:
    """Whether a seat lets its holder write to those below its unit."""
    return may(Right.ISSUE, relations([seat], seat.unit, lowest=house.lowest_tier(tx)))


def issues(tx: Tx, member_id: int, unit: Unit) -> bool:
    """Whether a member may write in the name of a unit."""
    tops = roots(tx, rights.of_member(tx, member_id))
    return any(top.holds(unit) for top in tops)


def outermost(units: Iterable[Unit]) -> list[Unit]:
    """The units that lie in no other, in tree order."""
    found: list[Unit] = []
    for unit in sorted(units, key=lambda each: each.path):
        if not found or not found[-1].holds(unit):
            found.append(unit)
    return found


def issuing_tiers(tx: Tx, member_id: int, codes: Sequence[str]) -> list[str]:
    """Of the tiers, from the top down, those a member writes to.

    An operator's lie at and below the roots, where somebody there answers for a root.
    """
    found = remit(tx, member_id)
    below = tiers_below(codes, found.tops)
    if found.own or not any(_answered_for(tx, top) for top in found.tops):
        return below
    return list(codes[len(codes) - len(below) - 1 :])


def _answered_for(tx: Tx, unit: Unit) -> bool:
    return any(of_post(Right.ANSWER, seat.kind) for seat in people.seats_of(tx, unit.id))


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


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan, what was chosen, and everything the issuer has in their care."""

    plan: Plan
    scope: Sequence[Unit]
    tops: Sequence[Unit]
    standings: Sequence[Standing]


def planned(tx: Tx, instruction: Instruction) -> Planned:
    """From the roster as it stands; what is no longer in the issuer's care is left out."""
    mine = remit(tx, instruction.issuer_id)
    scope = [each for each in drafts.draft_scope(tx, instruction.id) if _inside(each, mine.tops)]
    everything = standings(tx, [top.path for top in mine.tops])
    asked = reach.asked_units(everything, scope, mine.own, instruction.tiers)
    gated = instruction.needs_answer and not instruction.urgent
    return Planned(reach.plan(asked, gated=gated), scope, mine.tops, everything)


def burden_of(tx: Tx, found: Planned, now: datetime) -> Burden:
    """How often the units of a plan were asked for an answer already."""
    zone = house.zone(tx)
    _, week = rule.begun(now, zone)
    units = rule.sampled([each.unit.id for each in found.plan.lines])
    return rule.burden((drafts.asked_since(tx, each, week) for each in units), now, zone)


def _inside(unit: Unit, tops: Sequence[Unit]) -> bool:
    return any(top.holds(unit) for top in tops)
