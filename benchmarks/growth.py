"""The main figures from a hundred units to a hundred thousand."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import site as sites
from benchmarks.harness import Stage
from benchmarks.rows import burst, ceiling, looking, starting
from benchmarks.site import Site

SIZES = (100, 1_000, 10_000, 100_000)
_BRANCH = 14
_SAMPLE = 5_000


@dataclass(frozen=True, slots=True)
class Grown:
    """The figures at one size; the field names are also used on the page."""

    units: int
    issue_seconds: float
    cards_per_second: float
    presses_per_second: float
    status_ms: float
    start_seconds: float
    megabytes: float
    disk_megabytes: float


def measure(folder: Path) -> Iterator[Grown]:
    """The figures of each size."""
    for units in SIZES:
        branches = max(1, units // _BRANCH)
        yield grown(Site.open(folder, branches, units - branches))
        shutil.rmtree(folder)


def grown(site: Site) -> Grown:
    """The figures of one size."""
    with site.gridcall(site.plain, limit=ceiling.NONE) as stage:
        issue_seconds, cards_per_second = _sent(site, stage)
        megabytes = stage.bot.megabytes()
    with site.gridcall(site.arrived()) as stage:
        presses = burst.pressed(stage, min(_SAMPLE, site.buildings))
        megabytes = max(megabytes, stage.bot.megabytes())
    return Grown(
        units=site.units,
        issue_seconds=issue_seconds,
        cards_per_second=cards_per_second,
        presses_per_second=burst.rate(presses),
        status_ms=1000 * looking.slowest(site, site.arrived()),
        start_seconds=starting.gridcall(site),
        megabytes=megabytes,
        disk_megabytes=_on_disk(site.arrived()) - _on_disk(site.plain),
    )


def _sent(site: Site, stage: Stage) -> tuple[float, float]:
    """Seconds from the press on 发送 to the first card, and cards a second afterwards."""
    sites.up(stage)
    sites.send_out(stage, site.account, urgent=True)
    pressed = time.time()
    wanted = min(_SAMPLE, site.units)
    stage.until(lambda: stage.standin.ask("counts")["sent"] > wanted)
    cards = [each for each in stage.standin.seen().sent() if each.at > pressed]
    rate = (len(cards) - 1) / (cards[-1].at - cards[0].at)
    return cards[0].at - pressed, rate


def _on_disk(database: Path) -> float:
    """Megabytes, without free pages."""
    connection = sqlite3.connect(database)
    connection.execute("VACUUM")
    connection.close()
    return database.stat().st_size / 1e6
