"""Figures of a measurement, and whether they reach their goals."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure, with `peer` and `floor` in the same unit.

    `goal` applies to the figure or, with `of`, to its ratio to the peer or the floor.
    """

    row: str
    what: str
    value: float
    unit: str
    peer: float | None = None
    floor: float | None = None
    of: Literal["peer", "floor"] | None = None
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float | None:
        """Its ratio to the floor, else to the peer."""
        other = self.floor if self.of == "floor" or self.peer is None else self.peer
        return self.value / other if other else None

    @property
    def reached(self) -> bool | None:
        """Whether it reaches its goal; None without one."""
        bound = self.value if self.of is None else self.ratio
        if bound is None or (self.at_most is None and self.at_least is None):
            return None
        low = self.at_least is None or bound >= self.at_least
        return low and (self.at_most is None or bound <= self.at_most)

    @property
    def goal(self) -> str:
        """The goal in words."""
        sign, bound = ("≤", self.at_most) if self.at_most is not None else ("≥", self.at_least)
        if bound is None:
            return ""
        unit = f" × {self.of}" if self.of else f" {self.unit}".rstrip()
        return f"{sign} {number(bound)}{unit}"

    def to_json(self) -> dict[str, Any]:
        """All fields."""
        more = {"ratio": self.ratio, "goal": self.goal, "reached": self.reached}
        return {**asdict(self), **more}


def number(value: float | None) -> str:
    """With as many digits as are significant."""
    if value is None:
        return ""
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def share(waits: list[float], part: float) -> float:
    """The quantile `part` of sorted values."""
    return waits[min(len(waits) - 1, int(len(waits) * part))] if waits else float("inf")
