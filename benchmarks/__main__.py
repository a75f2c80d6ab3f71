"""`make bench`: every claim measured, a table printed, figures kept as JSON and in the docs.

ARGS names rows, which are only printed, or kept in the place of the former with --keep; without
any, all are measured, and how they grow.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks import district, growth, page, report
from benchmarks.figures import Figure, number
from benchmarks.site import Site

ROWS = ("cascade", "rings", "ceiling", "escalation", "burst", "steady", "typed", "looking",
        "chases", "starting", "refused", "reading", "posters", "importing",
        "forms", "weekly", "year", "board")  # fmt: skip


def main() -> int:
    """Measure; returns the number of figures that miss their goal."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder:
        site = Site.open(Path(folder) / "table", asked.branches, asked.buildings)
        figures = [each for row in asked.rows or ROWS for each in _measured(row, site)]
        print(report.table(figures))
        if not asked.rows:
            grown = list(_grown(Path(folder) / "growth"))
            page.write({**report.kept(figures), "growth": [asdict(each) for each in grown]})
        elif asked.keep:
            page.write(report.replaced(page.kept(), figures))
    return sum(1 for each in figures if each.reached is False)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", help=", ".join(ROWS))
    parser.add_argument("--branches", type=int, default=district.BRANCHES)
    parser.add_argument("--buildings", type=int, default=district.BUILDINGS)
    parser.add_argument("--keep", action="store_true", help="keep these in the place of the former")
    return parser.parse_args()


def _measured(row: str, site: Site) -> Iterator[Figure]:
    """The figures of a row, printed as they are measured."""
    started = time.monotonic()
    for figure in importlib.import_module(f"benchmarks.rows.{row}").measure(site):
        print(report.line(figure), flush=True)
        yield figure
    print(f"  ({row}: {time.monotonic() - started:.0f} s)", file=sys.stderr, flush=True)


def _grown(folder: Path) -> Iterator[growth.Grown]:
    """The figures of each size, printed as they are measured."""
    for each in growth.measure(folder):
        facts = asdict(each).items()
        print("  ".join(f"{name} {number(value)}" for name, value in facts), flush=True)
        yield each


if __name__ == "__main__":
    sys.exit(main())
