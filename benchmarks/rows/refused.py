"""One group gets 429 for a minute: others do not wait, and nothing is sent there early."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from benchmarks.figures import Figure
from benchmarks.site import Site
from bot.messages.groups import BindHowArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.groups import groups
from bot.store.tx import Tx

ROW = "one group refused"
GROUP = -1_000_000_001
_LIMIT = 100
_MINUTE = 60
_BUSY = 12


def measure(site: Site) -> Iterator[Figure]:
    """The rate of the others meanwhile, and what reached the group too early."""
    database = site.changed("busy_group", _busy, start=site.issued())
    with site.gridcall(database, limit=_LIMIT) as stage:
        stage.standin.ask("limit", per_second=_LIMIT)
        stage.until(lambda: stage.one(_SAID) >= _BUSY)
        stage.standin.ask("close", chat_id=GROUP, seconds=_MINUTE)
        before = stage.one(_SAID)
        stage.until(lambda: stage.one(_SAID) > before + 1)
        seen = stage.standin.seen()
    refusal = seen.refused()[0]
    end = refusal.at + refusal.wait
    others = [each for each in seen.sent() if refusal.at < each.at < end and each.chat_id > 0]
    yield Figure(row=ROW, what="rate of the others meanwhile", value=len(others) / refusal.wait,
                 unit="/s", floor=_LIMIT, of="floor", at_least=0.95)  # fmt: skip
    early = [each for each in seen.calls if each.chat_id == GROUP and refusal.at < each.at < end]
    yield Figure(row=ROW, what="sent there early", value=len(early), unit="", at_most=0)


_SAID = f"SELECT COUNT(*) FROM bot_message WHERE chat_id = {GROUP} AND telegram_id > 0"


def _busy(tx: Tx, _command: None, now: datetime) -> None:
    """A busy group, in which a 429 is explained by its own messages."""
    group = groups.enter(tx, GROUP, "热闹的群", None, now + timedelta(days=1), False, now)
    for _ in range(2 * _BUSY):
        saying = Saying(chat_id=GROUP, args=BindHowArgs(), lane=Lane.REPLY, subject_id=group.id)
        outbox.say(tx, saying, now)
