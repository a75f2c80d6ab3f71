"""Urgent with a group for every unit: the groups' cards, and behind them the leads'
private cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.harness import Seen
from benchmarks.rows.cascade import LIMIT, cards, pace
from benchmarks.site import Site
from bot.store.tx import Tx

ROW = "private cards"
_MARGIN = 1.03
_ASIDE = 1.06
"""A waiting lane gets a twentieth of the tokens: what private cards may cost the groups."""


def measure(site: Site) -> Iterator[Figure]:
    """All messages against their floor; the groups' cards against their own floor."""
    with site.gridcall(_grouped(site), limit=LIMIT) as stage:
        stage.standin.ask("limit", per_second=LIMIT)
        sites.send_out(stage, site.account, urgent=True)
        stage.until(lambda: stage.one(_ARRIVED) == 2 * site.units)
        seen = stage.standin.seen()
    sent = cards(site, seen)
    seconds, floor = pace(sent, seen)
    what = f"urgent to {site.units:,} groups and as many leads, limit {LIMIT}/s"
    yield Figure(row=ROW, what=what, value=seconds, unit="s", floor=floor, of="floor",
                 at_most=_MARGIN)  # fmt: skip
    seconds, floor = _groups(site, seen)
    yield Figure(row=ROW, what="until the last group has its card", value=seconds, unit="s",
                 floor=floor, of="floor", at_most=_MARGIN * _ASIDE)  # fmt: skip
    yield Figure(row=ROW, what="refused with 429", value=len(seen.refused()), unit="", at_most=0)


_ARRIVED = "SELECT COUNT(*) FROM bot_message WHERE kind = 'card' AND telegram_id > 0"


def _groups(site: Site, seen: Seen) -> tuple[float, float]:
    """The duration of the groups' cards, and their least duration at the limit."""
    sent = cards(site, seen)
    groups = [each for each in sent if each.chat_id < 0]
    return groups[-1].at - sent[0].at, (len(groups) - 1) / LIMIT


def _grouped(site: Site) -> Path:
    return site.changed("grouped", _bind_all)


def _bind_all(tx: Tx, _command: None, _now: object) -> None:
    """Every unit below the office has a work group of its own."""
    tx.connection.execute(
        "INSERT INTO work_group (id, chat_id, title, joined_at)"
        " SELECT id, -1000000000000 - id, name, 0 FROM unit WHERE parent_id IS NOT NULL"
    )
    tx.connection.execute(
        "INSERT INTO binding (unit_id, group_id, bound_at)"
        " SELECT id, id, 0 FROM unit WHERE parent_id IS NOT NULL"
    )
