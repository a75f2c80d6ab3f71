"""How fast a drill was answered, by tier."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.instructions.drills import AskedUnit, TierTimes, times_by_tier
from bot.roster.model import TierWord

BEGAN = datetime(2026, 3, 4, 1, 0, tzinfo=UTC)
BRANCH, BUILDING = TierWord("branch", "", 1), TierWord("building")


def _after(*minutes: int | None) -> list[datetime | None]:
    return [None if each is None else BEGAN + timedelta(minutes=each) for each in minutes]


def _took(*minutes: int | None) -> tuple[timedelta | None, ...]:
    return tuple(None if each is None else timedelta(minutes=each) for each in minutes)


def test_times_are_those_of_the_share_that_had_answered() -> None:
    asked = [AskedUnit("building", at) for at in _after(9, 1, 3, 7, 5, 2, 4, 6, 8, 30)]
    assert times_by_tier(asked, BEGAN, [BRANCH, BUILDING]) == [
        TierTimes(BUILDING, 10, 10, _took(5, 9, 30))
    ]


def test_a_share_that_never_answered_has_no_time() -> None:
    asked = [AskedUnit("building", at) for at in _after(4, None, 2, None)]
    asked += [AskedUnit("branch", at) for at in _after(-1)]
    assert times_by_tier(asked, BEGAN, [BRANCH, BUILDING]) == [
        TierTimes(BRANCH, 1, 1, _took(0, 0, 0)),
        TierTimes(BUILDING, 4, 2, _took(4, None, None)),
    ]
