"""Whom an instruction reaches, in words: counts, and gaps by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chat.places import SomeUnits, listed, tier_count, tier_counts
from bot.chat.texts import N_, Translator
from bot.instructions.reach import CardFate
from bot.roster.model import TierWord

_FEW = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """Whom it reaches: how many units of each tier are asked, and how many have which fate."""

    tiers: Sequence[tuple[TierWord, int]]
    total: int
    fates: Mapping[CardFate, Sequence[tuple[TierWord, int]]]
    gaps: Mapping[CardFate, SomeUnits]
    unclaimed: SomeUnits
    muted: SomeUnits
    """Units with a group in which the bot may not write."""
    unbound: SomeUnits
    gates: SomeUnits
    stuck: SomeUnits
    chosen: SomeUnits | None
    """The chosen scope, where it is not everybody."""


_COUNTS = {
    CardFate.VACANT: N_("{units} vacant, please ask the branch lead to fill them"),
    CardFate.AWAY: N_("{units} where everybody is on leave"),
    CardFate.CALLED: N_("{units} to be phoned"),
    CardFate.PAGED: N_("{units} by page"),
    CardFate.UNLINKED: N_("{units} not linked yet"),
    CardFate.UNREACHABLE: N_("{units} cannot be reached"),
}
_NAMES = {
    CardFate.VACANT: N_("Vacant: {units}"),
    CardFate.AWAY: N_("Everybody on leave: {units}"),
    CardFate.CALLED: N_("To be phoned: {units}"),
    CardFate.PAGED: N_("By page, which does not ring; to be phoned: {units}"),
    CardFate.UNLINKED: N_("Not linked yet: {units}"),
    CardFate.UNREACHABLE: N_("Cannot be reached: {units}"),
}


def reaches(reach: ReachView, t: Translator) -> str | None:
    """能送到 40 栋｜空缺 2 栋，请书记安排｜未认领 1 栋.

    Units above the lowest tier are named only where some of them are missing.
    """
    if not reach.total:
        return None
    parts = [t("reaches {units}", units=_reached(reach, t))]
    for fate, said in _COUNTS.items():
        if units := tier_counts(reach.fates.get(fate, ()), t):
            parts.append(t(said, units=units))
    return t(" | ").join(parts)


def _reached(reach: ReachView, t: Translator) -> str:
    lowest = reach.tiers[-1][0]
    found = dict(reach.fates.get(CardFate.DELIVERED, ()))
    if all(found.get(tier, 0) == asked for tier, asked in reach.tiers[:-1]):
        return tier_count(lowest, found.get(lowest, 0), t)
    return tier_counts(found.items(), t) or tier_count(lowest, 0, t)


def gap_lines(reach: ReachView, t: Translator) -> list[str]:
    """The chosen scope, and who is missing, by name."""
    found = [
        t(said, units=listed(reach.gaps[fate], t))
        for fate, said in _NAMES.items()
        if fate in reach.gaps
    ]
    if reach.unclaimed.total:
        units = listed(reach.unclaimed, t)
        found.append(t("Seen in the group, but nobody there is linked yet: {units}", units=units))
    if reach.muted.total:
        found.append(t("I may not write in the group: {units}", units=listed(reach.muted, t)))
    if reach.unbound.total:
        found.append(t("Without a group: {units}", units=listed(reach.unbound, t)))
    if reach.chosen is not None:
        found.insert(0, t("Chosen: {units}", units=listed(reach.chosen, t)))
    return found


def few(some: SomeUnits, t: Translator) -> str:
    """By name where they are few, else the number."""
    return listed(some, t) if some.total <= _FEW else t.n("{n} unit", "{n} units", some.total)
