"""The summary of a week: of units and the process, never of persons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

_SMOOTH = 10
_MISSING = 5
"""Percent of all that was asked: reminded at most, and left without an answer at most, where a week
went smoothly."""


@dataclass(frozen=True, slots=True)
class Week:
    """From one Monday's midnight to before the next, by the wall clock."""

    since: datetime
    until: datetime


def week_before(at: datetime, zone: ZoneInfo) -> Week:
    """The whole week before the one in which `at` lies."""
    day = at.astimezone(zone).date()
    monday = day - timedelta(days=day.weekday())
    begun = datetime.combine(monday - timedelta(days=7), time(), zone).astimezone(UTC)
    return Week(begun, datetime.combine(monday, time(), zone).astimezone(UTC))


@dataclass(frozen=True, slots=True)
class AskedCounts:
    """Answers asked of units. `reminded`: those that had to be reminded; `phoned`: answered by
    somebody above after a call; `needed`: still lacking when the first card had had its time."""

    asked: int = 0
    answered: int = 0
    reminded: int = 0
    phoned: int = 0
    needed: int = 0

    def __add__(self, other: AskedCounts) -> AskedCounts:
        return AskedCounts(
            self.asked + other.asked,
            self.answered + other.answered,
            self.reminded + other.reminded,
            self.phoned + other.phoned,
            self.needed + other.needed,
        )


@dataclass(frozen=True, slots=True)
class BranchTime:
    """How long the middle one of a branch's answers took."""

    name: str
    answered: int
    median: timedelta


@dataclass(frozen=True, slots=True)
class Vacancies:
    """How long posts stayed empty: of those filled in the week, and of those empty now."""

    filled: Sequence[timedelta] = ()
    empty: int = 0
    longest: timedelta | None = None

    @property
    def stayed(self) -> timedelta | None:
        """The middle one of those that were filled."""
        return median(self.filled)


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """All of it, for one reader. `unasked`: questions not asked, as the answer was known."""

    total: AskedCounts = field(default_factory=AskedCounts)
    branches: Sequence[BranchTime] = ()
    vacancies: Vacancies = field(default_factory=Vacancies)
    unasked: int = 0

    @property
    def worth_telling(self) -> bool:
        """Whether anything was asked, or any post was filled."""
        return bool(self.total.asked or self.vacancies.filled)


class WeekVerdict(Enum):
    """What the summary says first."""

    QUIET = auto()
    """Nobody was asked for anything."""
    SMOOTH = auto()
    REMINDED = auto()
    """Many answers came only after a reminder."""
    MISSING = auto()
    """Answers are missing."""


def verdict(found: AskedCounts) -> WeekVerdict:
    """The most serious thing there is to say."""
    if not found.asked:
        return WeekVerdict.QUIET
    if 100 * (found.asked - found.answered) > _MISSING * found.asked:
        return WeekVerdict.MISSING
    if 100 * found.reminded > _SMOOTH * found.asked:
        return WeekVerdict.REMINDED
    return WeekVerdict.SMOOTH


def median(spans: Iterable[timedelta]) -> timedelta | None:
    """The middle one, the lower of two; None where there are none."""
    found = sorted(spans)
    return found[(len(found) - 1) // 2] if found else None
