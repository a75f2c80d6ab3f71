"""Typed answers in every branch's group, where cards are edited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from benchmarks import district
from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.harness import Seen
from benchmarks.rows.cascade import LIMIT
from benchmarks.site import Site
from bot.store.tx import Tx

ROW = "typed answers"
_RATE = 300
_INTERVAL = 3.0


def measure(site: Site) -> Iterator[Figure]:
    """The least interval between two edits of a card, the number of edits, and 429s."""
    with site.gridcall(in_groups(site), limit=LIMIT) as stage:
        stage.standin.ask("limit", per_second=LIMIT)
        sites.up(stage)
        words = stage.rows(_WHO_WRITES_WHERE)
        stage.standin.ask("write", words=words, rate=_RATE)
        stage.until(lambda: stage.one("SELECT COUNT(*) FROM acknowledgement") == len(words))
        stage.until(lambda: not stage.one(_TO_DO), 60)
        seen = stage.standin.seen()
    edits = _edits(seen)
    yield Figure(row=ROW, what=f"{len(words):,} in {len(edits):,} groups: closest edits of a card",
                 value=min(b - a for each in edits.values() for a, b in pairwise(each)),
                 unit="s", at_least=_INTERVAL * 0.98)  # fmt: skip
    yield Figure(row=ROW, what="edits of a card, at most", unit="",
                 value=max(len(each) for each in edits.values()),
                 at_most=1 + (len(words) / _RATE + 10) / _INTERVAL)  # fmt: skip
    yield Figure(row=ROW, what="refused with 429", value=len(seen.refused()), unit="", at_most=0)


_WHO_WRITES_WHERE = """
SELECT member.telegram_id, m.chat_id, m.telegram_id, '收到'
FROM bot_message m JOIN message_target mt ON mt.message_id = m.id
JOIN target t ON t.id = mt.target_id JOIN post p ON p.unit_id = t.unit_id
JOIN assignment a ON a.post_id = p.id AND a.until IS NULL JOIN member ON member.id = a.member_id
WHERE m.kind = 'card' AND m.chat_id < 0 ORDER BY member.id % 13, member.id
"""
_TO_DO = "SELECT COUNT(*) FROM outbox WHERE state IN ('pending', 'sending') AND chat_id < 0"


def in_groups(site: Site) -> Path:
    """A group for every branch's buildings, with their card in it."""
    return site.changed("in_groups", _bind, lambda tx, _command, _now: sites.issue(
        tx, site.account), district.arrive)  # fmt: skip


def _bind(tx: Tx, _command: None, _now: object) -> None:
    tx.connection.execute(
        "INSERT INTO work_group (chat_id, title, joined_at)"
        " SELECT -1000000 - id, name, 0 FROM unit WHERE tier = 'branch'"
    )
    tx.connection.execute(
        "INSERT INTO binding (unit_id, group_id, bound_at) SELECT u.id, g.id, 0 FROM unit u"
        " JOIN work_group g ON g.chat_id = -1000000 - u.parent_id WHERE u.tier = 'building'"
    )


def _edits(seen: Seen) -> dict[tuple[int, int], list[float]]:
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for each in seen.calls:
        if each.method == "editMessageText" and each.chat_id < 0 and each.status == 200:
            found[each.chat_id, each.message_id].append(each.at)
    return found
