"""Outlines on a map: made small, and looked through for what cannot be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

Point = tuple[int, int]
"""Longitude and latitude in millionths of a degree."""
Ring = tuple[Point, ...]
"""A closed line; its last point is not its first one again."""

MOST_KEPT = 120
"""Points of a ring after it was made small."""


def small_ring(points: Sequence[Point]) -> Ring:
    """The ring with MOST_KEPT points or fewer, the corners that matter most (Douglas, Peucker)."""
    whole = list(dict.fromkeys(points))
    kept, room = whole, 1.0
    while len(kept) > MOST_KEPT:
        kept = _simplified(kept, room)
        room = max(room * 2, _extent(whole) / 10_000)
    if len(kept) < 3 <= len(whole):
        kept = whole[:: len(whole) // MOST_KEPT + 1]  # all over the place: it shows that it is
    return tuple(kept)


def _extent(points: Sequence[Point]) -> float:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return float(max(max(xs) - min(xs), max(ys) - min(ys), 1))


def _simplified(points: list[Point], room: float) -> list[Point]:
    """Both halves of the ring between its first point and the one farthest from it."""
    first = points[0]
    half = max(range(len(points)), key=lambda at: _square(points[at], first))
    there, back = points[: half + 1], [*points[half:], first]
    return [*_line(there, room)[:-1], *_line(back, room)[:-1]]


def _line(points: list[Point], room: float) -> list[Point]:
    """A line without the points that lie within `room` of it. No recursion: lines are long."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        begin, end = stack.pop()
        if end - begin < 2:
            continue
        far, at = max((_from_line(points[i], points[begin], points[end]), i)
                      for i in range(begin + 1, end))  # fmt: skip
        if far > room:
            keep.add(at)
            stack += [(begin, at), (at, end)]
    return [points[i] for i in sorted(keep)]


def _square(a: Point, b: Point) -> int:
    wide, high = a[0] - b[0], a[1] - b[1]
    return wide * wide + high * high


def _from_line(point: Point, begin: Point, end: Point) -> float:
    length = sqrt(_square(begin, end))
    if not length:
        return sqrt(_square(point, begin))
    return abs(_turn(begin, end, point)) / length


def _turn(a: Point, b: Point, c: Point) -> int:
    """Positive where c lies to the left of the way from a to b."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def area(ring: Ring) -> int:
    """Twice the area within a ring."""
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs))


def crosses_itself(ring: Ring) -> bool:
    """Whether two sides of a ring cross or touch that are no neighbours."""
    sides = list(zip(ring, (*ring[1:], ring[0]), strict=True))
    for i, (a, b) in enumerate(sides):
        for j in range(i + 2, len(sides)):
            if i == 0 and j == len(sides) - 1:
                continue
            if _meet(a, b, *sides[j]):
                return True
    return False


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    apart = _turn(a, b, c) * _turn(a, b, d) > 0 or _turn(c, d, a) * _turn(c, d, b) > 0
    return not apart
