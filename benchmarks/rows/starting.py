"""From the command to the first card, with all cards pending."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.figures import Figure
from benchmarks.site import Site

ROW = "start"
RUN = (sys.executable, "-c", "from bot.cli import main; main()", "run", "--config", "config.toml")
_TIMES = 3


def measure(site: Site) -> Iterator[Figure]:
    """Seconds until the first card was sent, the best of several starts."""
    best = min(gridcall(site) for _ in range(_TIMES))
    yield Figure(row=ROW, what=f"{site.units:,} rows waiting, to the first send", value=best,
                 unit="s", at_most=2)  # fmt: skip


def gridcall(site: Site) -> float:
    """Seconds from starting the process to the first card."""
    with site.gridcall(site.issued(), command=RUN) as stage:
        first = stage.until(lambda: stage.standin.seen().sent())[0]
        return float(first.at - stage.bot.started_at)
