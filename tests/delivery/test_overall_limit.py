"""No second at Telegram holds more messages than the limit, whatever the round trips."""

from collections.abc import Iterator
from heapq import heappop, heappush
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.overall_limit import (
    SAFETY,
    SLICE,
    SLICES,
    RoundTripEstimate,
    SlidingWindow,
    TokenBucket,
)

Delay = tuple[float, float]
"""Seconds there, and back."""
_TOLERANCE = 1e-9


def _arrivals(second: SlidingWindow, delays: Iterator[Delay]) -> list[tuple[float, float]]:
    """When each message left and arrived, where one leaves as soon as it may."""
    at, under_way, found = 0.0, list[Delay](), []
    for there, back in delays:
        while second.room(at) <= 0:
            ready = second.ready_at(1, at) + _TOLERANCE
            if under_way and under_way[0][0] <= ready:
                at, left = heappop(under_way)
                second.ended(1, at, at - left)
            else:
                at = ready
        while under_way and under_way[0][0] <= at:
            answered, left = heappop(under_way)
            second.ended(1, answered, answered - left)
        second.leaves(1)
        heappush(under_way, (at + there + back, at))
        found.append((at, at + there))
    return found


def _most(arrived: list[float]) -> int:
    """The most that arrived within a second."""
    times = sorted(arrived)
    first = most = 0
    for last, at in enumerate(times):
        while times[first] <= at - 1 + 1e-6:
            first += 1
        most = max(most, last - first + 1)
    return most


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0, 3)), max_size=29), st.integers(1, 9))
def test_no_second_holds_too_many_whatever_the_way_is(delays: list[Delay], limit: int) -> None:
    arrivals = _arrivals(SlidingWindow(limit, 0.0), iter(delays))
    assert _most([arrived for _, arrived in arrivals]) <= limit


def _exponential(random: Random) -> Delay:
    return 0.02 + random.expovariate(50), 0.02 + random.expovariate(50)


def _even(random: Random) -> Delay:
    return random.uniform(0.03, 0.09), random.uniform(0.03, 0.09)


def _now_and_then_late(random: Random) -> Delay:
    late = 1.5 if random.random() < 0.02 else 0.0
    return 0.04 + random.random() * 0.01 + late, 0.04 + random.random() * 0.01


@pytest.mark.parametrize("limit", [30, 300])
@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("way", [_exponential, _even, _now_and_then_late])
def test_nor_where_the_way_is_known(way: object, seed: int, limit: int) -> None:
    random = Random(seed)
    delays = (way(random) for _ in range(limit * 20))  # type: ignore[operator]
    arrivals = _arrivals(SlidingWindow(limit, 0.0), delays)
    assert _most([arrived for _, arrived in arrivals]) <= limit


@pytest.mark.parametrize("way", [0.0, 0.05, 0.4])
def test_a_long_way_that_is_the_same_for_all_costs_no_rate(way: float) -> None:
    left = [left for left, _ in _arrivals(SlidingWindow(30, 0.0), iter([(way, way)] * 600))]
    assert 500 / (left[-1] - left[99]) > 0.98 * 30


def test_what_has_no_answer_yet_may_arrive_at_any_time() -> None:
    second = SlidingWindow(2, 0.0)
    second.leaves(2)
    assert second.room(30.0) == 0
    second.ended(1, 30.0)
    assert second.room(30.9) == 0
    assert second.room(31.1) == 1


def test_a_few_round_trips_say_nothing_of_the_way() -> None:
    way = RoundTripEstimate(0.0)
    for number in range(30):
        assert way.seconds == 0
        way.took(0.2, number)
    assert way.seconds == pytest.approx(0.2)


def test_a_way_that_has_grown_longer_is_known_after_two_minutes() -> None:
    way = RoundTripEstimate(0.0)
    for at in range(300):
        way.took(0.1 if at < 40 else 0.5, at)
        assert at < 90 or way.seconds == (0 if at < 119 else pytest.approx(0.5))


def test_one_quick_answer_ends_what_was_thought_of_the_way() -> None:
    way = RoundTripEstimate(0.0)
    for at in range(30):
        way.took(0.3, at)
    way.took(0.02, 31)
    assert way.seconds == 0


@given(st.lists(st.floats(0, 2), max_size=60), st.floats(1, 500))
def test_tokens_come_no_faster_than_the_rate(gaps: list[float], limit: float) -> None:
    tokens, at, spent = TokenBucket(limit, 0.0), 0.0, 0
    for gap in gaps:
        at += gap
        count = max(0, int(tokens.left(at)))
        tokens.spend(count, at)
        spent += count
    assert spent <= SAFETY * limit * (at + SLICES * SLICE) + 1 + 1e-6
