"""One group is refused for a minute: nobody else waits, and nothing is sent there early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from benchmarks.figures import Figure
from benchmarks.harness import Seen
from benchmarks.site import Site
from bot.store import outbox
from bot.store.outbox import Lane, Saying
from bot.store.tx import Tx

ROW = "one group refused"
GROUP = -1_000_000_001
_LIMIT = 100
_MINUTE = 60


def measure(site: Site) -> Iterator[Figure]:
    """The rate of the others while it lasts, and what reached the group too soon."""
    database = site.changed("busy_group", _busy, start=site.issued())
    with site.gridcall(database, limit=_LIMIT) as stage:
        stage.standin.ask("limit", per_second=_LIMIT)
        stage.until(lambda: [each for each in stage.standin.seen().sent() if each.chat_id == GROUP])
        stage.standin.ask("close", chat_id=GROUP, seconds=_MINUTE)
        stage.until(lambda: _returned(stage.standin.seen()))
        seen = stage.standin.seen()
    refusal = seen.refused()[0]
    end = refusal.at + refusal.wait
    others = [each for each in seen.sent() if refusal.at < each.at < end and each.chat_id > 0]
    yield Figure(row=ROW, what="rate of the others meanwhile", value=len(others) / refusal.wait,
                 unit="/s", floor=_LIMIT, of="floor", at_least=0.95)  # fmt: skip
    early = [each for each in seen.calls if each.chat_id == GROUP and refusal.at < each.at < end]
    yield Figure(row=ROW, what="sent there early", value=len(early), unit="", at_most=0)


def _busy(tx: Tx, _command: None, now: datetime) -> None:
    """A group to which several things are said."""
    tx.connection.execute(
        "INSERT INTO work_group (chat_id, title, joined_at, invited_by)"
        f" VALUES ({GROUP}, '热闹的群', 0, NULL)"
    )
    for _ in range(4):
        outbox.say(tx, Saying(chat_id=GROUP, kind="bind_how", lane=Lane.REPLY), now)


def _returned(seen: Seen) -> bool:
    """Whether something has reached the group after its refusal."""
    at = [each.at for each in seen.refused()]
    return bool(at) and any(e.chat_id == GROUP and e.at > max(at) for e in seen.sent())
