"""Quiet hours, ladders and passing on: what is due when."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.instructions.ladder import next_due, rung_at, scaled
from bot.instructions.model import EscalationPolicy, Rung, Step
from bot.instructions.quiet import QuietHours, awake, later, waking_time
from bot.instructions.relay import passes_by_itself

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = QuietHours(time(22), time(7), SHANGHAI)
MINUTE = timedelta(minutes=1)


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


def policy(quiet: QuietHours | None = NIGHT) -> EscalationPolicy:
    minutes = dict(zip(Rung, (30, 60, 90, 120, 180), strict=True))
    steps = tuple(Step(n * MINUTE, rung) for rung, n in minutes.items())
    return EscalationPolicy(steps, 45 * MINUTE, 10 * MINUTE, quiet)


def test_routine_steps_without_a_deadline_are_as_written() -> None:
    dues = [next_due(policy(), step, at(9), None) for step in range(5)]
    assert dues == [at(9, 30), at(10), at(10, 30), at(11), at(12)]
    assert next_due(policy(), 5, at(9), None) is None


def test_the_branch_lead_hears_at_the_deadline_and_later_rungs_keep_their_distance() -> None:
    dues = [next_due(policy(), step, at(9), at(12)) for step in range(5)]
    assert dues == [at(10), at(11), at(12), at(12, 30), at(13, 30)]


def test_a_short_deadline_shrinks_the_ladder() -> None:
    dues = [next_due(policy(None), step, at(9), at(9, 9)) for step in range(3)]
    assert dues == [at(9, 3), at(9, 6), at(9, 9)]


def test_a_deadline_that_has_passed_leaves_the_ladder_as_it_is() -> None:
    assert scaled(policy(), at(9), at(8)) == policy().steps


def test_rungs_keep_whom_they_tell_however_they_are_scaled() -> None:
    for deadline in (None, at(9, 30), at(12)):
        assert [step.to for step in scaled(policy(), at(9), deadline)] == list(Rung)


def test_a_ladder_is_scaled_by_the_waking_time_to_its_deadline() -> None:
    dues = [next_due(policy(), step, at(20, 30), at(8, 30, day=3)) for step in range(4)]
    assert dues == [at(21, 30), at(7, 30, day=3), at(8, 30, day=3), at(9, day=3)]


@pytest.mark.parametrize("first", [False, True])
def test_without_a_branch_leads_rung_to_scale_by_a_ladder_stays_as_it_is(first: bool) -> None:
    rungs = [Rung.PARENT, Rung.SUPERVISOR] if first else [Rung.HOLDER, Rung.SUPERVISOR]
    steps = tuple(Step(n * 30 * MINUTE, rung) for n, rung in enumerate(rungs))
    plain = EscalationPolicy(steps, 45 * MINUTE, 10 * MINUTE)
    assert scaled(plain, at(9), at(12)) == steps


def test_quiet_hours_stop_the_clock() -> None:
    assert next_due(policy(), 0, at(21, 50), None) == at(7, 20, day=3)
    assert awake(at(23), NIGHT) == at(7, day=3)
    assert awake(at(12), NIGHT) == at(12)
    assert waking_time(at(21), at(8, day=3), NIGHT) == timedelta(hours=2)


def test_the_last_rung_repeats_as_often_as_it_says() -> None:
    base = policy(None)
    repeating = EscalationPolicy(
        base.steps, base.relay_after, base.bundle, None, timedelta(hours=1), 2
    )
    assert [rung_at(repeating, step) for step in (5, 6, 7)] == [Rung.SUPERVISOR] * 2 + [None]
    assert [next_due(repeating, step, at(9), None) for step in (3, 4, 5, 6, 7)] == [
        at(11), at(12), at(13), at(14), None,
    ]  # fmt: skip


def test_it_passes_by_itself_after_45_minutes_or_a_third_of_the_time_left() -> None:
    assert passes_by_itself(at(9), None, policy()) == at(9, 45)
    assert passes_by_itself(at(9), at(10), policy()) == at(9, 20)
    assert passes_by_itself(at(21, 50), None, policy()) == at(7, 35, day=3)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"])
@given(
    hours=st.integers(0, 365 * 24),
    minutes=st.integers(0, 5000),
)
def test_what_is_due_later_is_never_in_quiet_hours(zone: str, hours: int, minutes: int) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    night = QuietHours(time(22), time(7), ZoneInfo(zone))
    found = later(start, minutes * MINUTE, night)
    assert not night.covers(found) or not minutes
    assert waking_time(start, found, night) == minutes * MINUTE


def test_whoever_is_awake_is_not_made_to_wait() -> None:
    assert awake(at(12), NIGHT) == at(12)
    assert awake(at(7), NIGHT) == at(7), "the end of the night is day"
    assert awake(at(22), NIGHT) == awake(at(6, 59, day=3), NIGHT) == at(7, day=3)
    assert awake(at(23), None) == at(23)


def test_a_nap_at_noon_is_quiet_too() -> None:
    nap = QuietHours(time(12), time(14), SHANGHAI)
    assert [nap.covers(at(11, 59)), nap.covers(at(12)), nap.covers(at(14))] == [False, True, False]
    assert awake(at(13), nap) == at(14)
    assert awake(at(15), nap) == at(15)
    assert next_due(policy(nap), 0, at(11, 45), None) == at(14, 15)
    assert nap.next_end(at(14)) == at(14, day=3)
    assert nap.next_start(at(12)) == at(12)
