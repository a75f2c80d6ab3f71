"""Writes `docs/performance.md` and its plot from `docs/performance.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, number
from benchmarks.plot import Panel, svg
from benchmarks.readme import write_readmes
from benchmarks.report import cells

DOCS = Path(__file__).parents[1] / "docs"
FIGURES = DOCS / "performance.json"
_PAGE = DOCS / "performance.md"
_PLOT = DOCS / "images" / "growth.svg"
_HEADS = ("", "what", "Gridcall", "the peer", "ratio", "floor", "to reach", "")
_DERIVED = ("ratio", "goal", "reached")
_PANELS = (
    ("issue_seconds", "From 发送 to the first card, s", None),
    ("cards_per_second", "Cards a second, limits off", None),
    ("presses_per_second", "Presses answered a second", None),
    ("status_ms", "The slowest screen, ms", 20.0),
    ("start_seconds", "Start to first send, s", 2.0),
    ("megabytes", "Memory, MB", 150.0),
    ("disk_megabytes", "On disk for an instruction, MB", None),
)


def kept() -> dict[str, Any]:
    """The last stored figures."""
    return dict(json.loads(FIGURES.read_text("utf-8")))


def write(figures: Mapping[str, Any]) -> None:
    """Write the figures, the page, the plot, and the READMEs' figures."""
    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")
    _PLOT.write_text(plot(figures["growth"]), "utf-8")
    _PAGE.write_text(page(figures), "utf-8")
    write_readmes(figure(each) for each in figures["figures"])


def plot(grown: Iterable[Mapping[str, float]]) -> str:
    """The growth of each figure as an SVG."""
    return svg(list(_panels(list(grown))))


def _panels(grown: list[Mapping[str, float]]) -> Iterable[Panel]:
    for name, title, bound in _PANELS:
        points = [(each["units"], each[name]) for each in grown]
        yield Panel(title, [(x, max(y, 1e-3)) for x, y in points], bound)


def page(figures: Mapping[str, Any]) -> str:
    """The whole page."""
    text = Path(__file__).with_name("page.md").read_text("utf-8")
    parts = {
        "machine": _machine(figures["machine"]),
        "table": _table(figure(each) for each in figures["figures"]),
        "growth": _growth(figures["growth"]),
        "disk": _disk(figures["growth"]),
    }
    for name, part in parts.items():
        text = text.replace(f"{{{{{name}}}}}", part)
    return text


def figure(facts: Mapping[str, Any]) -> Figure:
    """A Figure from its stored form."""
    return Figure(**{name: value for name, value in facts.items() if name not in _DERIVED})


def _machine(machine: Mapping[str, Any]) -> str:
    cpus, processor = machine["cpus"], machine["processor"]
    where = f"{cpus} CPUs ({processor}), Python {machine['python']}, SQLite"
    said = f"Measured on {machine['date']}: {where}, all processes on one machine."
    return f"{said} {machine['note']}" if "note" in machine else said


def _table(figures: Iterable[Figure]) -> str:
    return _rows(_HEADS, (cells(each) for each in figures))


def _growth(grown: Iterable[Mapping[str, float]]) -> str:
    heads = ("units", *(title for _, title, _ in _PANELS))
    names = ("units", *(name for name, _, _ in _PANELS))
    return _rows(heads, ([number(each[name]) for name in names] for each in grown))


def _disk(grown: list[Mapping[str, float]]) -> str:
    last = max(grown, key=lambda each: each["units"])
    return f"{1000 * last['disk_megabytes'] / last['units']:.2g} KB"


def _rows(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(heads)]
    lines += [["---"] * len(lines[0]), *map(list, rows)]
    return "\n".join(f"| {' | '.join(each)} |" for each in lines)


if __name__ == "__main__":
    write(kept())
