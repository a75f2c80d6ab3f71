"""The scope: chosen units, each with everything below it, and how ticking changes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from bot.roster.model import Unit

Children = Callable[[Unit], Sequence[Unit]]


class Tick(StrEnum):
    """How much of a unit is chosen."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


def tick_of(scope: Iterable[Unit], unit: Unit) -> Tick:
    """How much of `unit` is in the scope."""
    inside = False
    for each in scope:
        if each.holds(unit):
            return Tick.ALL
        inside = inside or unit.holds(each)
    return Tick.SOME if inside else Tick.NONE


def toggled(
    scope: Sequence[Unit], above: Sequence[Unit], unit: Unit, children: Children
) -> list[Unit]:
    """The scope after toggling `unit`: ticked unless it was wholly ticked.

    `above`: the units above it that may be ticked themselves, nearest first.
    """
    covering = next((each for each in scope if each.holds(unit)), None)
    if covering is None:
        return _ticked(scope, above, unit, children)
    kept = [each for each in scope if each is not covering]
    return kept + _all_but(covering, unit, children)


def _all_but(covering: Unit, unit: Unit, children: Children) -> list[Unit]:
    """The units that together cover `covering` except `unit`."""
    kept: list[Unit] = []
    while covering.id != unit.id:
        below = children(covering)
        kept += [each for each in below if not each.holds(unit)]
        covering = next(each for each in below if each.holds(unit))
    return kept


def _ticked(
    scope: Sequence[Unit], above: Sequence[Unit], unit: Unit, children: Children
) -> list[Unit]:
    """The scope with `unit`; where that completes a unit above, the latter replaces its parts."""
    found = [each for each in scope if not unit.holds(each)] + [unit]
    for upper in above:
        chosen = {each.id for each in found}
        if not all(each.id in chosen for each in children(upper)):
            break
        found = [each for each in found if not upper.holds(each)] + [upper]
    return found
