"""Draws a board's cells where they lie: on a plan, or as outlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import cos, radians

from markupsafe import Markup

from bot.chat.board.legend import LOOKS, CellLook
from bot.chat.board.timeline import text_width
from bot.chat.board.values import BoardMap
from bot.chat.text import unit_name
from bot.chat.texts import Translator
from bot.instructions.board import Cell
from bot.roster.rings import Ring

_SCALE = 1_000_000
_WHOLE = 10_000
_TALLEST = 1.3
"""Of the drawing's width."""
_NAME = 22
_SEEN = 3.0
"""Pixels between two points of an outline."""


@dataclass(frozen=True, slots=True)
class PlaceDrawing:
    """A cell where it lies: its badge's middle, its outline ("" on a plan), and its name where
    there is room."""

    x: float
    y: float
    path: str
    look: CellLook
    state: str
    letter: str
    name: str
    link: str | None
    said: str


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """The part of a board that shows where its cells lie."""

    top: float
    height: float
    width: float
    picture: str
    places: tuple[PlaceDrawing, ...]


def map_drawing(
    cells: tuple[Cell, ...],
    found: BoardMap,
    t: Translator,
    link: Callable[[Cell], str | None],
    said: Callable[[Cell], str],
    top: float,
    width: float,
    picture: str,
) -> MapDrawing | None:
    """The cells that lie somewhere; None where none does."""
    if picture:
        height = min(width * found.ratio, width * _TALLEST)
        wide = height / found.ratio
        left = (width - wide) / 2
        places = [
            _place(cell, left + x / _WHOLE * wide, y / _WHOLE * height, "", _NAME, t, link, said)
            for cell in cells
            if (spot := found.spots.get(cell.unit.id))
            for x, y in (spot,)
        ]
        return MapDrawing(top, height, width, picture, tuple(places))
    drawn = {c.unit.id: found.outlines[c.unit.id] for c in cells if c.unit.id in found.outlines}
    if not drawn:
        return None
    onto, height = _projection(drawn, width)
    places = []
    for cell in cells:
        rings = [_thinned([onto(each) for each in ring]) for ring in drawn.get(cell.unit.id, ())]
        if rings:
            x, y, room = _middle(max(rings, key=_size))
            path = " ".join(_path(ring) for ring in rings)
            places.append(_place(cell, x, y, path, room, t, link, said))
    return MapDrawing(top, height, width, "", tuple(places))


def plan_overlay(
    spots: Mapping[int, tuple[int, int]], names: Mapping[int, str], width: int, height: int
) -> Markup:
    """Where units lie already, to be laid over a plan."""
    shown = [
        Markup('<g transform="translate({x} {y})"><circle r="7"/><text y="22">{name}</text></g>')
        .format(x=x * width // _WHOLE, y=y * height // _WHOLE, name=names[unit])
        for unit, (x, y) in spots.items()
        if unit in names
    ]  # fmt: skip
    head = Markup('<svg class="over" viewBox="0 0 {w} {h}" width="{w}" height="{h}"'
                  ' aria-hidden="true" focusable="false">').format(w=width, h=height)  # fmt: skip
    return head + Markup("").join(shown) + Markup("</svg>")


def _place(
    cell: Cell, x: float, y: float, path: str, room: float, t: Translator,
    link: Callable[[Cell], str | None], said: Callable[[Cell], str],
) -> PlaceDrawing:  # fmt: skip
    look = LOOKS[cell.state]
    name = unit_name(cell.unit.name, 12)
    if path and text_width(name, _NAME) > room:
        name = ""
    facts = (look, cell.state.value, t(look.letter), name, link(cell), said(cell))
    return PlaceDrawing(round(x, 1), round(y, 1), path, *facts)


Spot = tuple[float, float]


def _projection(
    outlines: Mapping[int, tuple[Ring, ...]], width: float
) -> tuple[Callable[[tuple[int, int]], Spot], float]:
    """North is up; a degree of longitude is as wide as it is in the middle of the map."""
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    east, west = max(x for x, _ in points), min(x for x, _ in points)
    north, south = max(y for _, y in points), min(y for _, y in points)
    squeeze = max(cos(radians((north + south) / 2 / _SCALE)), 0.01)
    wide, high = max((east - west) * squeeze, 1.0), max(float(north - south), 1.0)
    scale = min(width / wide, width * _TALLEST / high)
    left = (width - wide * scale) / 2

    def onto(point: tuple[int, int]) -> Spot:
        return left + (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    return onto, high * scale


def _thinned(ring: list[Spot]) -> list[Spot]:
    """Without points that lie so near to the one before that nobody sees them: a page of a hundred
    outlines stays small."""
    kept = ring[:1]
    for x, y in ring[1:]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= _SEEN:
            kept.append((x, y))
    return kept if len(kept) > 2 else ring


def _path(ring: list[Spot]) -> str:
    return "M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in ring) + "Z"


def _size(ring: list[Spot]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs))


def _middle(ring: list[Spot]) -> tuple[float, float, float]:
    """A point well inside a ring, and how wide the ring is there: the middle of the widest stretch
    on lines across it."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    stretches = []
    for part in range(1, 10):
        y = low + (high - low) * part / 10
        cuts = sorted(_cuts(ring, y))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        stretches += [(right - left, (left + right) / 2, y) for left, right in pairs]
    room, x, y = max(stretches, default=(0.0, *ring[0]))
    return x, y, room


def _cuts(ring: list[Spot], y: float) -> list[float]:
    found = []
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay <= y) != (by <= y):
            found.append(ax + (y - ay) / (by - ay) * (bx - ax))
    return found
