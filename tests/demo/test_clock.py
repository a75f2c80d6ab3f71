"""Time that runs fast and jumps, and never goes back."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import DemoClock

NINE = datetime(2031, 3, 4, 1, tzinfo=UTC)


class Watch:
    """Real seconds, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 50.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_it_runs_at_its_speed(watch: Watch) -> None:
    clock = DemoClock(NINE, 60, watch)
    watch.seconds += 10
    assert clock.now() == NINE + timedelta(minutes=10)


def test_another_speed_holds_from_now_on(watch: Watch) -> None:
    clock = DemoClock(NINE, 1, watch)
    watch.seconds += 10
    clock.run(60)
    watch.seconds += 1
    assert clock.now() == NINE + timedelta(seconds=70)
    assert clock.speed == 60


def test_a_jump_takes_a_moment(watch: Watch) -> None:
    clock = DemoClock(NINE, 0, watch)
    clock.jump(timedelta(minutes=80))
    assert clock.now() == NINE
    watch.seconds += 1
    assert (clock.now(), clock.rate) == (NINE + timedelta(minutes=40), 2400)
    watch.seconds += 5
    assert (clock.now(), clock.rate) == (NINE + timedelta(minutes=80), 0)


def test_jumps_add_up(watch: Watch) -> None:
    clock = DemoClock(NINE, 0, watch)
    clock.jump(timedelta(minutes=30))
    watch.seconds += 0.5
    clock.jump(timedelta(minutes=5))
    assert clock.now() == NINE + timedelta(minutes=15)
    watch.seconds += 2
    assert clock.now() == NINE + timedelta(minutes=35)


def test_a_new_speed_does_not_end_a_jump(watch: Watch) -> None:
    clock = DemoClock(NINE, 0, watch)
    clock.jump(timedelta(minutes=30))
    watch.seconds += 0.5
    clock.run(60)
    watch.seconds += 2
    assert clock.now() == NINE + timedelta(minutes=32)


def test_it_needs_an_aware_start() -> None:
    with pytest.raises(ValueError, match="aware"):
        DemoClock(datetime(2031, 3, 4))  # noqa: DTZ001
