"""Telephone calls: what may come of one, and how often nobody answered today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum


class CallOutcome(StrEnum):
    """What came of a call."""

    TOLD = "told"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    LEFT_POST = "left_post"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class LastCall:
    """The last call to somebody. `missed`: calls in a row on that day that nobody answered."""

    outcome: CallOutcome
    at: datetime
    missed: int = 0


def after_call(
    before: LastCall | None, outcome: CallOutcome, now: datetime, zone: tzinfo
) -> LastCall:
    """The last call once another has come to this."""
    if outcome is not CallOutcome.NO_ANSWER:
        return LastCall(outcome, now)
    return LastCall(outcome, now, missed_today(before, now, zone) + 1)


def missed_today(last: LastCall | None, now: datetime, zone: tzinfo) -> int:
    """How often nobody has answered today."""
    if last is None or last.at.astimezone(zone).date() != now.astimezone(zone).date():
        return 0
    return last.missed


@dataclass(frozen=True, slots=True)
class CallSteps:
    """What a reader may do about somebody. `post`: the post whose holder they may replace; `phone`:
    whether they may change the number; `leave`: whether they may put them on leave."""

    post: int | None = None
    phone: bool = False
    leave: bool = False

    def mend(self, outcome: CallOutcome | None) -> bool:
        """Whether one of these steps is what an outcome asks for."""
        match outcome:
            case CallOutcome.WRONG_NUMBER:
                return self.phone or self.post is not None
            case CallOutcome.LEFT_POST:
                return self.post is not None
            case CallOutcome.AWAY:
                return self.leave
        return True


NO_CALL_STEPS = CallSteps()
