"""No second at Telegram ever holds too many, however long requests are on their way."""

from heapq import heappop, heappush

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.flow import SAFETY, SLICE, SLICES, Flow, Quickest, Second

DELAYS = st.tuples(st.floats(0, 3), st.floats(0, 3))


def _arrivals(limit: float, path: tuple[float, float], delays: list[tuple[float, float]]
              ) -> list[tuple[float, float]]:  # fmt: skip
    """When each request left and arrived, where one leaves as soon as it may.

    `path` is the least that the way there and the way back take; the first of them take no more.
    """
    flow, at, under_way, found = Flow(limit, 0.0), 0.0, list[tuple[float, float]](), []
    for there, back in [*[(0.0, 0.0)] * 30, *delays]:
        while (ready := flow.ready_at(1, at)) > at:
            if under_way and under_way[0][0] <= ready:
                at, left = heappop(under_way)
                flow.ended(1, left, at)
            else:
                at = ready
        flow.leaves(1, at)
        arrived = at + path[0] + there
        heappush(under_way, (arrived + back + path[1], at))
        found.append((at, arrived))
    return found


@given(st.lists(DELAYS, max_size=90), st.tuples(st.floats(0, 1), st.floats(0, 1)),
       st.integers(1, 30))  # fmt: skip
def test_no_second_holds_too_many(
    delays: list[tuple[float, float]], path: tuple[float, float], limit: int
) -> None:
    arrived = [arrived for _, arrived in _arrivals(limit, path, delays)]
    for start in arrived:
        assert sum(1 for at in arrived if start <= at < start + 1 - 1e-6) <= limit


@pytest.mark.parametrize("way", [0.0, 0.05, 0.4])
def test_a_long_way_that_is_the_same_for_all_costs_no_rate(way: float) -> None:
    left = [left for left, _ in _arrivals(30, (way, way), [(0.0, 0.0)] * 600)]
    assert 570 / (left[-1] - left[60]) > 0.99 * SAFETY * 30


def test_what_has_no_answer_yet_may_arrive_at_any_time() -> None:
    second = Second(2, 0.0)
    second.leaves(2)
    assert second.room(30.0) == 0
    second.ended(1, 0.0, 30.0)
    assert second.room(30.9) == 0
    assert second.ready_at(1, 30.5) > 30.5


def test_one_slow_answer_says_nothing_of_the_way() -> None:
    quickest = Quickest(0.0)
    for number in range(30):
        assert quickest.seconds == 0
        quickest.took(0.5 if number else 0.2, number)
    assert quickest.seconds == 0.2


def test_a_way_that_has_grown_longer_is_known_after_two_minutes() -> None:
    quickest = Quickest(0.0)
    for at in range(300):
        quickest.took(0.1 if at < 40 else 0.5, at)
        assert at < 30 or quickest.seconds == (0.1 if at < 149 else 0.5), at


@given(st.lists(st.floats(0, 2), max_size=60), st.floats(1, 500))
def test_tokens_come_no_faster_than_the_rate(gaps: list[float], limit: float) -> None:
    flow, at, spent = Flow(limit, 0.0), 0.0, list[float]()
    for gap in gaps:
        at += gap
        count = max(0, int(flow.tokens(at)))
        flow.leaves(count, at)
        flow.ended(count, at, at)
        spent += [at] * count
    assert len(spent) <= SAFETY * limit * (at + SLICES * SLICE) + 1 + 1e-6
    for start in spent:
        assert sum(1 for at in spent if start <= at < start + 1) <= max(1, int(limit))
