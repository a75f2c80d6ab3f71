"""`gridcall roster import` of an office's file, one row a building, into an empty database."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.roster_import import WIDE_ROWS, runs, wide_file
from benchmarks.site import Site

ROW = "importing"


def measure(_site: Site) -> Iterator[Figure]:
    """CPU and memory of the whole process, first and again without changes."""
    for what, (_, cpu, megabytes) in zip(("first", "again"), runs("csv", wide_file()), strict=True):
        yield Figure(
            row=ROW, what=f"CPU for {WIDE_ROWS} wide rows, {what}", value=cpu, unit="s", at_most=10
        )
        yield Figure(row=ROW, what=f"memory, {what}", value=megabytes, unit="MB", at_most=300)
