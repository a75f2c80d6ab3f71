"""Whom an instruction reaches, in words: counts, and gaps by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.chat.places import Spot, TierWord, spot_list, tier_count
from bot.chat.texts import N_, Translator
from bot.instructions.reach import CardFate

_FEW = 6


@dataclass(frozen=True, slots=True)
class GapCount:
    """Units with something missing: how many, and the first by name."""

    total: int
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachView:
    """Whom it reaches. `lowest`: the lowest tier asked, in whose units gaps are counted."""

    tiers: Sequence[tuple[TierWord, int]]
    total: int
    delivered: int
    """In the lowest tier."""
    gaps: Mapping[CardFate, GapCount]
    gap_counts: Mapping[CardFate, int]
    """In the lowest tier."""
    unclaimed: GapCount
    muted: GapCount
    """Units with a group in which the bot may not write."""
    unbound: GapCount
    gates: GapCount
    stuck: GapCount
    chosen: GapCount | None
    """The chosen scope, where it is not everybody."""


_COUNTS = {
    CardFate.VACANT: N_("{units} vacant, please ask the branch lead to fill them"),
    CardFate.UNLINKED: N_("{units} not linked yet"),
    CardFate.UNREACHABLE: N_("{units} cannot be reached"),
}
_NAMES = {
    CardFate.VACANT: N_("Vacant: {units}"),
    CardFate.UNLINKED: N_("Not linked yet: {units}"),
    CardFate.UNREACHABLE: N_("Cannot be reached: {units}"),
}


def reaches(reach: ReachView, t: Translator) -> str | None:
    """能送到 40 栋｜空缺 2 栋，请书记安排｜未认领 1 栋."""
    if not reach.total:
        return None
    lowest = reach.tiers[-1][0]
    parts = [t("reaches {units}", units=tier_count(lowest, reach.delivered, t))]
    for fate, said in _COUNTS.items():
        if n := reach.gap_counts.get(fate, 0):
            parts.append(t(said, units=tier_count(lowest, n, t)))
    return t(" | ").join(parts)


def gap_lines(reach: ReachView, t: Translator) -> list[str]:
    """The chosen scope, and who is missing, by name."""
    found = [
        t(said, units=gap_spots(reach.gaps[fate], t))
        for fate, said in _NAMES.items()
        if fate in reach.gaps
    ]
    if reach.unclaimed.total:
        units = gap_spots(reach.unclaimed, t)
        found.append(t("Seen in the group, but nobody there is linked yet: {units}", units=units))
    if reach.muted.total:
        found.append(t("I may not write in the group: {units}", units=gap_spots(reach.muted, t)))
    if reach.unbound.total:
        found.append(t("Without a group: {units}", units=gap_spots(reach.unbound, t)))
    if reach.chosen is not None:
        found.insert(0, t("Chosen: {units}", units=gap_spots(reach.chosen, t)))
    return found


def gap_spots(gap: GapCount, t: Translator) -> str:
    """By name as far as names are known."""
    return spot_list(gap.spots, gap.total, t)


def few(gap: GapCount, t: Translator) -> str:
    """By name where they are few, else the number."""
    return gap_spots(gap, t) if gap.total <= _FEW else t.n("{n} unit", "{n} units", gap.total)
