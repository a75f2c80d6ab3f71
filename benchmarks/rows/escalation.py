"""An escalation put behind thousands of waiting cards does not wait for them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import site as sites
from benchmarks.figures import Figure
from benchmarks.harness import Call, Stage
from benchmarks.site import Site
from bot.store.tx import Tx

ROW = "escalation"
LIMIT = 30
_FIRST, _APART, _TIMES = 6, 2, 4
_BEHIND = 1_000


def measure(site: Site) -> Iterator[Figure]:
    """How many others leave between its commit and its leaving, at worst of some."""
    with site.gridcall(_waiting(site), limit=LIMIT) as stage:
        stage.standin.ask("limit", per_second=LIMIT)
        stage.until(lambda: len(_put(stage)) == _TIMES)
        cards = stage.one("SELECT COUNT(*) FROM outbox WHERE state = 'pending'")
        put, sent = _put(stage), stage.standin.seen().sent()
    worst = max(_others(sent, chat, at) for chat, at in put.items())
    yield Figure(row=ROW, what=f"tokens it waits behind {cards:,} cards", value=worst, unit="",
                 peer=_peer(site), at_most=2)  # fmt: skip


def _waiting(site: Site) -> Path:
    """A second instruction waits to leave; of the first, a few silences are due soon."""
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


def _put(stage: Stage) -> dict[int, float]:
    """When each escalation that has arrived was put into the outbox, by chat."""
    found = stage.rows(
        "SELECT m.chat_id, m.created_at FROM bot_message m"
        " WHERE m.kind = 'chase' AND m.telegram_id > 0"
    )
    return {chat: at / 1e6 for chat, at in found}


def _others(sent: list[Call], chat_id: int, put: float) -> int:
    later = [each.chat_id for each in sent if each.at > put]
    return later.index(chat_id)


def _peer(site: Site) -> int:
    """Without lanes it waits for all that were there before it."""
    with site.peer(10 * LIMIT, side_by_side=True, most=_BEHIND) as stage:
        stage.standin.ask("write", words=[(1, 1, 0, "今晚停水"), (site.units, site.units, 0, "!")])
        put = time.time()
        ours = stage.until(lambda: [e for e in stage.standin.seen().sent()
                                    if e.chat_id == site.units])[0]  # fmt: skip
        return sum(1 for each in stage.standin.seen().sent() if put < each.at < ours.at)
