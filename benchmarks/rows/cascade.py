"""An instruction to everybody at 300 messages a second: at the limit's speed and without a 429."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.harness import Call, Seen, Stage
from benchmarks.site import Site
from benchmarks.standin.limits import COUNTED

ROW = "cascade"
LIMIT = 300
_MARGIN = 1.03
_LEAST, _MORE = 0.04, 0.02
"""Fixed and random seconds of delay in each direction, as from another continent."""


def measure(site: Site) -> Iterator[Figure]:
    """Urgent: all at once. Routine: each branch relays as soon as it has its card."""
    naive, refusals = _peer(site)
    for kind in ("urgent", "routine"):
        with site.gridcall(site.plain, limit=LIMIT) as stage:
            seen = _played(site, stage, urgent=kind == "urgent")
        seconds, floor = pace(cards(site, seen), seen)
        yield Figure(
            row=ROW,
            what=f"{kind} to {site.units:,} chats, limit {LIMIT}/s",
            value=seconds,
            unit="s",
            peer=naive,
            floor=floor,
            of="floor",
            at_most=_MARGIN,
        )
        refused = len(seen.refused())
        yield Figure(row=ROW, what=f"{kind}: refused with 429", value=refused, unit="",
                     peer=refusals, at_most=0)  # fmt: skip

    yield from _far_away(site)


def _far_away(site: Site) -> Iterator[Figure]:
    with site.gridcall(site.plain, limit=LIMIT) as stage:
        stage.standin.ask("way", least=_LEAST, more=_MORE)
        seen = _played(site, stage, urgent=True)
    seconds, floor = pace(cards(site, seen), seen)
    trip = round(2000 * (_LEAST + _MORE))
    yield Figure(row=ROW, what=f"urgent, {trip} ms there and back, more or less", value=seconds,
                 unit="s", floor=floor, of="floor")  # fmt: skip
    yield Figure(row=ROW, what="urgent, far away: refused with 429", value=len(seen.refused()),
                 unit="", at_most=0)  # fmt: skip


def _played(site: Site, stage: Stage, *, urgent: bool) -> Seen:
    stage.standin.ask("limit", per_second=LIMIT)
    if not urgent:
        stage.standin.ask("press_coming", prefix="1:rel:")
    sites.send_out(stage, site.account, urgent=urgent)
    stage.until(lambda: stage.one("SELECT COUNT(*) FROM target WHERE sent_at > 0") == site.units)
    return stage.standin.seen()


def _peer(site: Site) -> tuple[float, int]:
    """The peer's seconds, and its number of 429s."""
    with site.peer(LIMIT, side_by_side=False) as stage:
        stage.standin.ask("limit", per_second=LIMIT)
        stage.standin.ask("write", words=[(1, 1, 0, "今晚停水")])
        stage.until(lambda: stage.one("SELECT COUNT(*) FROM card") == site.units)
        seen = stage.standin.seen()
    sent = seen.sent()
    return sent[-1].at - sent[0].at, len(seen.refused())


def cards(site: Site, seen: Seen) -> list[Call]:
    """The cards in order, without the issuer's own messages."""
    return [each for each in seen.sent() if each.chat_id != site.account]


def pace(sent: list[Call], seen: Seen) -> tuple[float, float]:
    """The duration of sending, and the least duration the limit allows for everything counted."""
    first, last = sent[0].at, sent[-1].at
    counted = [each for each in seen.calls if each.method in COUNTED and first < each.at <= last]
    return last - first, len(counted) / LIMIT
