"""A year of forty tables: what nobody had to type again, and what was never asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import year
from benchmarks.figures import Figure
from benchmarks.site import Site
from bot.instructions.forms.facts import AGES

ROW = "a year of tables"
SMALL = (3, 36)
FIRST = 12
"""Tables that are asked of the district too: a year of it would take half an hour of CPU and
seven gigabytes."""


def measure(site: Site) -> Iterator[Figure]:
    """Shares of all cells, at 36 buildings for a year by the age the issuers allow; of the first
    tables at both sizes."""
    with tempfile.TemporaryDirectory() as folder:
        for number, days in enumerate((None, *AGES, year.FITTING)):
            found = year.lived_apart(Path(folder) / f"{number}", SMALL, days)
            yield from _shares(found, _said(days))
        size = (site.branches, site.buildings)
        few = year.lived_apart(Path(folder) / "few", SMALL, year.FITTING, FIRST)
        many = year.lived_apart(Path(folder) / "many", size, year.FITTING, FIRST)
        what = (
            f"the first {FIRST}, {size[1]:,} buildings (floor: 36), age by table: not typed again"
        )
        yield Figure(row=ROW, what=what, unit="%", value=_again(many), floor=_again(few))


def _said(days: int | None) -> str:
    if days == year.FITTING:
        return "age by table"
    return "asked each time" if days is None else f"known up to {days} days"


def _again(found: year.Counts) -> float:
    return found.share(found.known + found.same)


def _shares(found: year.Counts, how: str) -> Iterator[Figure]:
    what = f"36 buildings, {how}: cells not typed again"
    yield Figure(row=ROW, what=what, unit="%", value=_again(found))
    if found.known:
        yield Figure(row=ROW, what=f"{how}: questions never asked", unit="%",
                     value=found.share(found.known))  # fmt: skip
        yield Figure(row=ROW, what=f"{how}: tables that filled themselves", unit="%",
                     value=100 * found.unasked / found.forms)  # fmt: skip
        yield Figure(row=ROW, what=f"{how}: cells no longer true", unit="%",
                     value=found.share(found.stale))  # fmt: skip
