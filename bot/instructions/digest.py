"""When summaries are due by the installation's wall clock, and whether there is anything to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

_MONDAY = 0


@dataclass(frozen=True, slots=True)
class DueHour:
    """An hour at which a summary was due. `week_begins`: it is the first of a Monday."""

    at: datetime
    week_begins: bool


def latest_due(hours: Sequence[time], zone: ZoneInfo, now: datetime) -> DueHour | None:
    """The latest due hour.

    One skipped by a forward clock change follows right after it; of one repeated by a backward
    change the first counts.
    """
    today = now.astimezone(zone).date()
    found = [
        DueHour(
            datetime.combine(day, hour, zone).astimezone(UTC),
            week_begins=day.weekday() == _MONDAY and hour == min(hours),
        )
        for day in (today, today - timedelta(days=1))
        for hour in hours
    ]
    return max((due for due in found if due.at <= now), key=lambda due: due.at, default=None)


def worth_saying(*, stuck: int, unfinished: int, new_gaps: int, week_begins: bool) -> bool:
    """Whether a summary is sent: only with content, except for one line at the start of a week."""
    return bool(stuck or unfinished or new_gaps or week_begins)
