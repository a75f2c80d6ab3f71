"""Presses are answered during a cascade."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from benchmarks import site as sites
from benchmarks.figures import Figure, share
from benchmarks.harness import Stage
from benchmarks.rows.cascade import LIMIT, cards, pace
from benchmarks.site import Site

ROW = "presses in a cascade"
_RATE = 150


def measure(site: Site) -> Iterator[Figure]:
    """The 99th percentile of the presses' waits."""
    with site.peer(LIMIT, side_by_side=False) as stage:
        naive = _waits(stage, _ask_peer, "SELECT COUNT(*) FROM card", site.units // 3)
    with site.gridcall(site.plain, limit=LIMIT) as stage:
        waits = _waits(stage, partial(sites.send_out, account=site.account, urgent=True),
                       "SELECT COUNT(*) FROM target WHERE sent_at > 0", site.units)  # fmt: skip
        seen = stage.standin.seen()
        megabytes = stage.bot.megabytes()
    seconds, floor = pace(cards(site, seen), seen)
    yield Figure(row=ROW, what=f"{_RATE} presses/s, 99th percentile", unit="ms",
                 value=1000 * share(waits, 0.99), at_most=150,
                 peer=1000 * share(naive, 0.99))  # fmt: skip
    yield Figure(row=ROW, what="half of them within", value=1000 * share(waits, 0.5), unit="ms",
                 peer=1000 * share(naive, 0.5))  # fmt: skip
    yield Figure(row=ROW, what="the cascade meanwhile", value=seconds, unit="s", floor=floor)
    yield Figure(row=ROW, what="the longest pause of the loop", unit="ms",
                 value=1000 * stage.told["longest_pause"])  # fmt: skip
    yield Figure(row="memory", what="at district size under load", value=megabytes, unit="MB",
                 at_most=150)  # fmt: skip


def _ask_peer(stage: Stage) -> None:
    stage.standin.ask("write", words=[(1, 1, 0, "今晚停水")])


def _waits(stage: Stage, issue: Callable[[Stage], object], arrived: str, units: int) -> list[float]:
    """The waits of presses during a cascade to `units` units."""
    stage.standin.ask("limit", per_second=LIMIT)
    sites.up(stage)
    stage.standin.ask("press_coming", prefix="1:ack:", rate=_RATE)
    issue(stage)
    stage.until(lambda: stage.one(arrived) >= units)
    stage.standin.ask("rest")
    presses = stage.standin.ask("counts")["presses"]
    quiet = sites.still(stage, 5.0)
    stage.until(lambda: sites.answered(stage, presses) or quiet())
    return stage.standin.seen().waits()
