"""What a drill shows: how fast how many answered, by tier, and whom no way reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.roster.model import TierWord

SHARES = (50, 90, 100)
"""Percent of a tier whose answers are timed."""


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that was asked, in which tier, and when it answered."""

    tier: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class TierTimes:
    """How many units of a tier were asked and answered, and how long each share took.

    None where so many never answered.
    """

    tier: TierWord
    asked: int
    answered: int
    took: tuple[timedelta | None, ...]


def times_by_tier(
    asked: Iterable[AskedUnit], began: datetime, tiers: Sequence[TierWord]
) -> list[TierTimes]:
    """The times of every tier that was asked, from the top down."""
    by_tier: dict[str, list[datetime | None]] = {}
    for each in asked:
        by_tier.setdefault(each.tier, []).append(each.answered_at)
    return [_times(tier, by_tier[tier.code], began) for tier in tiers if tier.code in by_tier]


def _times(tier: TierWord, found: Sequence[datetime | None], began: datetime) -> TierTimes:
    answers = sorted(each for each in found if each is not None)
    total = len(found)
    took = tuple(_took(answers, -(-total * share // 100), began) for share in SHARES)
    return TierTimes(tier, total, len(answers), took)


def _took(answers: Sequence[datetime], need: int, began: datetime) -> timedelta | None:
    if len(answers) < need:
        return None
    return max(answers[need - 1] - began, timedelta())
