"""How often people were asked for an answer already: every 收到 is a burden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from statistics import median_low
from zoneinfo import ZoneInfo

OFTEN = 2
"""Asked so often today, whoever asks once more is offered 仅告知: it is the third time."""
SAMPLE = 25
"""Units that are looked at; the rest of a district was asked as often."""


@dataclass(frozen=True, slots=True)
class Burden:
    """How often units were asked today and this week, as most of them were."""

    today: int = 0
    week: int = 0

    @property
    def often(self) -> bool:
        """Whether one more answer today would be the third or more."""
        return self.today >= OFTEN


NOT_YET = Burden()
"""Nobody was asked for anything."""


def begun(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When today and this week began, by local time; weeks begin on Monday."""
    day = now.astimezone(zone).date()
    monday = day - timedelta(days=day.weekday())
    midnights = [datetime.combine(each, time(), zone).astimezone(UTC) for each in (day, monday)]
    return midnights[0], midnights[1]


def burden(asked: Iterable[Sequence[datetime]], now: datetime, zone: ZoneInfo) -> Burden:
    """What most of the units bear, given when each was asked."""
    today, week = begun(now, zone)
    found = list(asked)
    if not found:
        return NOT_YET
    counts = [[sum(at >= since for at in each) for each in found] for since in (today, week)]
    return Burden(*map(median_low, counts))


def sampled(units: Sequence[int]) -> Sequence[int]:
    """Units spread evenly over all of them, SAMPLE at most."""
    step = max(-(-len(units) // SAMPLE), 1)
    return units[::step]
