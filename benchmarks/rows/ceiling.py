"""Cards a second without limits, each durable."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.rows.cascade import cards
from benchmarks.site import Site

ROW = "ceiling"
NONE = 100_000
_SAMPLE = 2_000
_WAYS = (1, 8, 30)
_ROUNDS = 3


def measure(site: Site) -> Iterator[Figure]:
    """Cards a second; for the peer the best of several ways to send."""
    best = max(_WAYS, key=lambda at_once: _peer(site, at_once)[0])
    # Alternately, so that a slow machine slows both. The best of each counts.
    peers, ours = zip(*((_peer(site, best), gridcall(site)) for _ in range(_ROUNDS)), strict=True)
    (naive, spent), (rate, own) = max(peers), max(ours)
    yield Figure(row=ROW, what="cards a second, limits off", value=rate, unit="/s", peer=naive,
                 of="peer", at_least=4)  # fmt: skip
    yield Figure(row=ROW, what="CPU of the bot for a card", value=own, unit="ms", peer=spent)


def gridcall(site: Site) -> tuple[float, float]:
    """Cards a second, and CPU milliseconds a card."""
    with site.gridcall(site.plain, limit=NONE) as stage:
        sites.send_out(stage, site.account, urgent=True)
        stage.until(lambda: stage.one("SELECT COUNT(*) FROM outbox") >= site.units)
        before = stage.bot.cpu()
        stage.until(
            lambda: stage.one("SELECT COUNT(*) FROM target WHERE sent_at > 0") == site.units
        )
        spent = stage.bot.cpu() - before
        sent = cards(site, stage.standin.seen())
    return (len(sent) - 1) / (sent[-1].at - sent[0].at), 1000 * spent / len(sent)


def _peer(site: Site, at_once: int) -> tuple[float, float]:
    most = min(_SAMPLE, site.units)
    with site.peer(0, side_by_side=False, at_once=at_once, most=most) as stage:
        before = stage.bot.cpu()
        stage.standin.ask("write", words=[(1, 1, 0, "今晚停水")])
        stage.until(lambda: stage.one("SELECT COUNT(*) FROM card") == most)
        spent = stage.bot.cpu() - before
        sent = stage.standin.seen().sent()
    return (len(sent) - 1) / (sent[-1].at - sent[0].at), 1000 * spent / len(sent)
