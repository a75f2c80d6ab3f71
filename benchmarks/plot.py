"""A plot as SVG: small panels side by side, both axes logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from benchmarks.figures import number

_WIDE, _HIGH = 300, 210
_LEFT, _TOP, _ROOM = 52, 36, 24
_ACROSS = 3
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One curve; `bound` is its limit."""

    title: str
    points: Points
    bound: float | None = None


def svg(panels: Sequence[Panel]) -> str:
    """All panels in one picture."""
    rows = ceil(len(panels) / _ACROSS)
    size = f'width="{_WIDE * _ACROSS}" height="{_HIGH * rows}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for index, panel in enumerate(panels):
        x, y = _WIDE * (index % _ACROSS), _HIGH * (index // _ACROSS)
        parts += [f'<g transform="translate({x},{y})">', *_drawn(panel), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _drawn(panel: Panel) -> list[str]:
    """Title, grid, line, dots and their values."""
    values = [value for _, value in panel.points] + ([panel.bound] if panel.bound else [])
    across = _Scale([x for x, _ in panel.points], _LEFT, _WIDE - _ROOM)
    up = _Scale(values, _HIGH - _ROOM - 8, _TOP)
    dots = [(across.at(x), up.at(y), y) for x, y in panel.points]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in dots)
    return [
        f'<text x="{_LEFT}" y="20" font-size="13" font-weight="bold">{panel.title}</text>',
        *(_upright(across.at(each), number(each)) for each in across.marks()),
        *(_level(up.at(each), number(each)) for each in up.marks()),
        *([_bound(up.at(panel.bound))] if panel.bound else []),
        f'<polyline points="{line}" fill="none" stroke="#1565c0" stroke-width="2"/>',
        *(_dot(x, y, number(float(f"{value:.3g}"))) for x, y, value in dots),
    ]


class _Scale:
    """Maps values to coordinates by their logarithm, with whole powers of ten at both ends."""

    def __init__(self, values: Sequence[float], first: float, last: float) -> None:
        self._low, self._high = floor(log10(min(values))), ceil(log10(max(values)))
        self._high = max(self._high, self._low + 1)
        self._first, self._last = first, last

    def at(self, value: float) -> float:
        """The coordinate of a value."""
        part = (log10(value) - self._low) / (self._high - self._low)
        return self._first + part * (self._last - self._first)

    def marks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(self._low, self._high + 1)]


def _upright(x: float, label: str) -> str:
    low = _HIGH - _ROOM - 8
    return (f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{low}" stroke="#e0e0e0"/>'
            f'<text x="{x:.1f}" y="{low + 16}" text-anchor="middle">{label}</text>')  # fmt: skip


def _level(y: float, label: str) -> str:
    right = _WIDE - _ROOM
    return (f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#e0e0e0"/>'
            f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')  # fmt: skip


def _bound(y: float) -> str:
    right = _WIDE - _ROOM
    return (f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#c62828"'
            ' stroke-dasharray="5 4"/>')  # fmt: skip


def _dot(x: float, y: float, label: str) -> str:
    said = f'text-anchor="middle" fill="#0d47a1">{label}</text>'
    return (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#1565c0"/>'
            f'<text x="{x:.1f}" y="{y - 8:.1f}" {said}')  # fmt: skip
