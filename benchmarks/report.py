"""The figures as a table, as JSON, and for the docs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from benchmarks.figures import Figure, number

_WIDTHS = (22, 52, 12, 12, 9, 12, 20, 4)
_HEADS = ("row", "what", "Gridcall", "peer", "ratio", "floor", "to reach", "")


def table(figures: Iterable[Figure]) -> str:
    """All figures, a line each."""
    return "\n".join(["", _row(_HEADS), *(line(each) for each in figures)])


def line(figure: Figure) -> str:
    """One figure as a line."""
    return _row(cells(figure))


def cells(figure: Figure) -> tuple[str, ...]:
    """The columns of a figure."""
    mark = {True: "✓", False: "✗", None: ""}[figure.reached]
    ratio = number(figure.ratio)
    return (
        figure.row,
        figure.what,
        _with_unit(figure.value, figure.unit),
        _with_unit(figure.peer, figure.unit),
        f"{ratio} ×" if ratio else "",
        _with_unit(figure.floor, figure.unit),
        figure.goal,
        mark,
    )


def kept(figures: Sequence[Figure]) -> dict[str, Any]:
    """All figures with their circumstances, for comparison."""
    return {"machine": machine(), "figures": [each.to_json() for each in figures]}


def replaced(before: dict[str, Any], figures: Sequence[Figure]) -> dict[str, Any]:
    """The stored figures, with those of the measured rows replaced."""
    new = [figure.to_json() for figure in figures]
    rows = dict.fromkeys(each["row"] for each in [*before["figures"], *new])
    measured = {each["row"] for each in new}
    found = {row: new if row in measured else before["figures"] for row in rows}
    return {
        **before,
        "figures": [each for row in rows for each in found[row] if each["row"] == row],
    }


def machine() -> dict[str, Any]:
    """The machine and the date."""
    return {
        "cpus": os.cpu_count(),
        "processor": platform.machine(),
        "python": platform.python_version(),
        "date": datetime.now(UTC).date().isoformat(),
    }


def _with_unit(value: float | None, unit: str) -> str:
    return f"{number(value)} {unit}".rstrip() if value is not None else ""


def _row(parts: Sequence[str]) -> str:
    return "".join(f"{part:<{width}}" for part, width in zip(parts, _WIDTHS, strict=True)).rstrip()
