"""Rings on a map: their area, whether their sides cross, and the corners that are kept."""

from __future__ import annotations

from math import cos, pi, sin

import pytest

from bot.roster.rings import MOST_KEPT, Point, area, crosses_itself, small_ring

SQUARE = ((0, 0), (10, 0), (10, 10), (0, 10))


def test_the_area_is_the_same_from_both_sides() -> None:
    assert area(SQUARE) == area(SQUARE[::-1]) == 200
    assert area(((5, 5), (15, 5), (5, 25))) == 200
    assert area(((0, 0), (5, 5), (9, 9))) == 0


@pytest.mark.parametrize(
    ("ring", "crosses"),
    [
        (SQUARE, False),
        (((0, 0), (10, 10), (10, 0), (0, 10)), True),
        (((0, 0), (10, 0), (10, 10), (5, 0), (0, 10)), True),
        (((0, 0), (10, 0), (10, 10), (5, 1), (0, 10)), False),
        (((0, 0), (10, 0), (10, 10), (5, -1), (0, 10)), True),
        (((0, 0), (4, 0), (4, 4), (20, 4), (20, 9), (0, 9)), False),
        (((0, 0), (0, 4), (4, 4), (4, 20), (9, 20), (9, 0)), False),
        (((0, 0), (30, 0), (30, 30), (20, 30), (20, 10), (10, 10), (10, 30), (0, 30)), False),
        (((0, 0), (30, 0), (30, 30), (20, 30), (20, 10), (-5, 10), (-5, 30), (0, 30)), True),
    ],
)
def test_sides_that_cross_or_touch(ring: tuple[Point, ...], crosses: bool) -> None:
    assert crosses_itself(ring) is crosses
    turned = tuple((y, x) for x, y in ring)
    assert crosses_itself(turned) is crosses
    assert crosses_itself((*ring[2:], *ring[:2])) is crosses


def test_a_small_ring_stays_as_it_is_and_points_count_once() -> None:
    assert small_ring(SQUARE) == SQUARE
    assert small_ring((*SQUARE, SQUARE[0], SQUARE[2])) == SQUARE


def test_of_many_points_the_corners_stay() -> None:
    side = 1_000_000
    steps = range(0, side, side // 100)
    wide = [
        *((x, 0) for x in steps),
        *((side, y) for y in steps),
        *((side - x, side) for x in steps),
        *((0, side - y) for y in steps),
    ]
    assert small_ring(wide) == ((0, 0), (side, 0), (side, side), (0, side))
    tooth = [(x, -300_000 if (x, y) == (500_000, 0) else y) for x, y in wide]
    assert (500_000, -300_000) in small_ring(tooth)


def test_a_circle_keeps_its_size() -> None:
    turns = [2 * pi * at / 5000 for at in range(5000)]
    circle = [(round(200_000 * cos(turn)), round(200_000 * sin(turn))) for turn in turns]
    kept = small_ring(circle)
    assert 30 < len(kept) <= MOST_KEPT
    assert set(kept) <= set(circle)
    assert area(kept) == pytest.approx(2 * pi * 200_000**2, rel=0.01)
    assert not crosses_itself(kept)


def test_points_all_over_the_place_stay_a_ring() -> None:
    wild = [(at * 7919 % 1000, at * 104_729 % 997) for at in range(3000)]
    assert 3 <= len(small_ring(wild)) <= MOST_KEPT
