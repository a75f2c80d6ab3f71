"""Units by number and name: 2 个小区 43 栋; 幸福里 3、5 栋；和平苑 1 栋."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.chat.text import name_list
from bot.chat.texts import Translator
from bot.roster.model import TierWord

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit's name, and that of the unit above where needed to tell it apart."""

    name: str
    upper: str | None = None


@dataclass(frozen=True, slots=True)
class SomeUnits:
    """Units: how many, and the first by name."""

    total: int
    spots: Sequence[Spot]


def listed(some: SomeUnits, t: Translator) -> str:
    """By name as far as names are known."""
    return spot_list(some.spots, some.total, t)


def tier_count(tier: TierWord, n: int, t: Translator) -> str:
    """A number of units of a tier."""
    match (tier.code, tier.name):
        case ("building", "" | "楼栋"):
            return t.n("{n} building", "{n} buildings", n)
        case ("branch", "" | "小区"):
            return t.n("{n} branch", "{n} branches", n)
        case ("community", "" | "社区"):
            return t.n("{n} community", "{n} communities", n)
    return t("{n} {tier}", n=n, tier=tier.name or tier.code)


def tier_counts(counts: Iterable[tuple[TierWord, int]], t: Translator) -> str:
    """36 栋 + 3 个小区: the numbers of each tier, those of none left out."""
    return " + ".join(tier_count(tier, n, t) for tier, n in counts if n)


def tier_share(tier: TierWord, part: int, whole: int, t: Translator) -> str:
    """So many of the units of a tier: 2/36 栋."""
    match (tier.code, tier.name):
        case ("building", "" | "楼栋"):
            return t.n("{part}/{n} building", "{part}/{n} buildings", whole, part=part)
        case ("branch", "" | "小区"):
            return t.n("{part}/{n} branch", "{part}/{n} branches", whole, part=part)
        case ("community", "" | "社区"):
            return t.n("{part}/{n} community", "{part}/{n} communities", whole, part=part)
    return t("{part}/{n} {tier}", part=part, n=whole, tier=tier.name or tier.code)


def tier_shares(shares: Iterable[tuple[TierWord, int, int]], t: Translator) -> str:
    """2/36 栋 + 1/3 个小区; empty where all units are of one tier."""
    found = [tier_share(*each, t) for each in shares]
    return " + ".join(found) if len(found) > 1 else ""


def spot_list(spots: Sequence[Spot], total: int, t: Translator, between: str | None = None) -> str:
    """The first units by name, grouped by branch, and how many more there are."""
    groups: dict[str | None, list[str]] = {}
    for spot in spots[:_SHOWN]:
        groups.setdefault(spot.upper, []).append(spot.name)
    between = between or t("; ")
    shown = between.join(_group(upper, names, t) for upper, names in groups.items())
    rest = total - min(len(spots), _SHOWN)
    return t("{names} and {n} more", names=shown, n=rest) if rest > 0 else shown


def _group(upper: str | None, names: Sequence[str], t: Translator) -> str:
    listed = name_list(names, len(names), t)
    return f"{upper} {listed}" if upper else listed
