"""Units by number and name: 2 个小区 43 栋; 幸福里 3、5 栋；和平苑 1 栋."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.text import name_list
from bot.chat.texts import Translator

_SHOWN = 12


@dataclass(frozen=True, slots=True)
class TierWord:
    """A tier and its name in this installation."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit's name, and that of the unit above where needed to tell it apart."""

    name: str
    upper: str | None = None


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
