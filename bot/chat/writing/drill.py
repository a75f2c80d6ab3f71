"""The report of a drill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.places import SomeUnits, listed, tier_count
from bot.chat.text import shorten
from bot.chat.texts import Translator
from bot.chat.times import duration
from bot.instructions.drills import SHARES, TierTimes

_GROUPS = 5
_TITLE = 30


@dataclass(frozen=True, slots=True)
class DrillReport:
    """How fast who answered, whom no way reached, and which groups are mute."""

    times: Sequence[TierTimes]
    unreached: SomeUnits
    mute: Sequence[str]


def drill_lines(report: DrillReport, t: Translator) -> list[str]:
    """A line for each tier, then what went wrong."""
    found = [_tier(each, t) for each in report.times]
    if report.unreached.total:
        units = listed(report.unreached, t)
        found.append(t("No way reached: {units}", units=units))
    else:
        found.append(t("Everybody was reached in some way."))
    if report.mute:
        titles = [shorten(each, _TITLE) for each in report.mute[:_GROUPS]]
        more = "…" if len(report.mute) > _GROUPS else ""
        found.append(t("Groups I may not write in: {groups}", groups=t(", ").join(titles) + more))
    return found


def _tier(found: TierTimes, t: Translator) -> str:
    shares = [
        t("{share} % after {span}", share=share, span=duration(took, t))
        for share, took in zip(SHARES, found.took, strict=True)
        if took is not None
    ]
    head = t("{units}: {answered} answered", units=tier_count(found.tier, found.asked, t),
             answered=found.answered)  # fmt: skip
    return t(", ").join([head, *shares])
