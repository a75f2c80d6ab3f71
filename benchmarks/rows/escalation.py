"""An escalation behind thousands of pending cards does not wait for them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.harness import Call
from benchmarks.site import Site
from bot.store.tx import Tx

ROW = "escalation"
LIMIT = 30
_FIRST, _APART, _TIMES = 6, 2, 4
_BEHIND = 1_000


def measure(site: Site) -> Iterator[Figure]:
    """How many other rows are sent between its commit and its own turn, the worst of several."""
    with site.gridcall(_waiting(site), limit=LIMIT) as stage:
        stage.standin.ask("limit", per_second=LIMIT)
        stage.until(lambda: len(stage.rows(_BEFORE)) == _TIMES)
        cards = stage.one("SELECT COUNT(*) FROM outbox WHERE state = 'pending'")
        worst = max(others for (others,) in stage.rows(_BEFORE))
    yield Figure(row=ROW, what=f"tokens it waits behind {cards:,} cards", value=worst, unit="",
                 peer=_peer(site), at_most=2)  # fmt: skip


_BEFORE = """
SELECT (SELECT COUNT(*) FROM outbox x WHERE x.since > o.created_at AND x.since < o.since)
FROM outbox o JOIN bot_message m ON m.id = o.message_id
WHERE m.kind = 'chase' AND m.telegram_id > 0 AND o.op = 'send'
"""


def _waiting(site: Site) -> Path:
    """A second instruction is pending; some silences of the first are due soon."""
    return site.changed("behind", _silent_soon, lambda tx, _command, _now: sites.issue(
        tx, site.account), start=site.arrived())  # fmt: skip


def _silent_soon(tx: Tx, _command: None, _now: object) -> None:
    tx.connection.execute("UPDATE target SET state = 'acknowledged'")
    newest = "SELECT id FROM target ORDER BY id DESC LIMIT 1 OFFSET"
    for number in range(_TIMES):
        due = int(1e6 * (time.time() + _FIRST + _APART * number))
        tx.connection.execute(
            f"UPDATE target SET state = 'sent', step = 0, ladder_at = {due}, due_at = {due}"
            f" WHERE id = ({newest} {number})"
        )


def _peer(site: Site) -> int:
    """Without lanes it waits for all earlier messages."""
    with site.peer(10 * LIMIT, side_by_side=True, most=_BEHIND) as stage:
        stage.standin.ask("write", words=[(1, 1, 0, "今晚停水")])
        stage.until(lambda: stage.standin.ask("counts")["sent"] > LIMIT)
        before = stage.standin.ask("counts")["sent"]
        stage.standin.ask("write", words=[(site.units, site.units, 0, "!")])
        chats = stage.until(lambda: _with(site.units, stage.standin.seen().sent()))
    return int(chats.index(site.units) - before)


def _with(chat_id: int, sent: list[Call]) -> list[int] | None:
    """The chats written to, once one of these is among them."""
    chats = [each.chat_id for each in sent]
    return chats if chat_id in chats else None
