"""What comes of a call, and what it asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.instructions.calls import CallOutcome, CallSteps, LastCall, after_call, missed_today

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
MISSED = CallOutcome.NO_ANSWER


def test_missed_calls_are_counted_within_a_day_of_the_zone() -> None:
    assert missed_today(None, NOON, ZONE) == 0
    first = after_call(None, MISSED, NOON, ZONE)
    assert first == LastCall(MISSED, NOON, 1)
    later = NOON + timedelta(hours=11)
    second = after_call(first, MISSED, later, ZONE)
    assert second == LastCall(MISSED, later, 2)
    assert missed_today(second, later, ZONE) == 2
    midnight = NOON + timedelta(hours=12)
    assert missed_today(second, midnight, ZONE) == 0, "another day there, the same in UTC"
    assert after_call(second, MISSED, midnight, ZONE) == LastCall(MISSED, midnight, 1)
    assert after_call(second, CallOutcome.TOLD, later, ZONE) == LastCall(CallOutcome.TOLD, later, 0)


@pytest.mark.parametrize(
    ("steps", "mended"),
    [
        (CallSteps(), set()),
        (CallSteps(post=0), {CallOutcome.WRONG_NUMBER, CallOutcome.LEFT_POST}),
        (CallSteps(phone=True), {CallOutcome.WRONG_NUMBER}),
        (CallSteps(leave=True), {CallOutcome.AWAY}),
    ],
)
def test_what_a_reader_may_do_about_an_outcome(steps: CallSteps, mended: set[CallOutcome]) -> None:
    asks = {CallOutcome.WRONG_NUMBER, CallOutcome.LEFT_POST, CallOutcome.AWAY}
    assert {each for each in asks if steps.mend(each)} == mended
    assert steps.mend(CallOutcome.TOLD)
    assert steps.mend(CallOutcome.NO_ANSWER)
    assert steps.mend(None)
