"""Who may write instructions, and to which part of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.roster.model import ISSUING_POSTS, Unit
from bot.roster.seats import Seat
from bot.store import people
from bot.store.tx import Tx
from bot.usecases.rights import Actor


def roots(tx: Tx, who: Actor) -> list[Unit]:
    """The outermost units somebody may write to all below of; none where they may not write."""
    if who.member is None:
        return []
    mine = outermost(in_care(who.seats))
    return people.roots(tx) if not mine and who.operator else mine


def roots_of(tx: Tx, member_id: int) -> list[Unit]:
    """As `roots`, of a member; an operator without a post has the whole tree."""
    return outermost(in_care(people.posts_of(tx, member_id))) or people.roots(tx)


def in_care(seats: Iterable[Seat]) -> list[Unit]:
    """The units somebody is liaison or supervisor of: theirs, so never asked themselves."""
    return [seat.unit for seat in seats if seat.kind in ISSUING_POSTS]


def outermost(units: Iterable[Unit]) -> list[Unit]:
    """Those that lie in no other, in the order of the tree."""
    found: list[Unit] = []
    for unit in sorted(units, key=lambda each: each.path):
        if not found or not found[-1].holds(unit):
            found.append(unit)
    return found


def tiers_below(tiers: Sequence[str], tops: Sequence[Unit]) -> list[str]:
    """Of the tiers, from the top down, those below the topmost of these units."""
    depths = [tiers.index(unit.tier) for unit in tops if unit.tier in tiers]
    return list(tiers[min(depths, default=-1) + 1 :])


def home(tops: Sequence[Unit], scope: Sequence[Unit]) -> Unit:
    """The unit in whose name it is written: the one all of the scope lies in, else the first."""
    for top in tops:
        if scope and all(top.holds(unit) for unit in scope):
            return top
    return tops[0]
