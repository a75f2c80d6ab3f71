"""Everything that may be due, in the order in which it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from bot.instructions.house import House
from bot.schedule.pulse import Duty
from bot.store import inbox
from bot.store.tx import Tx
from bot.usecases import binding, closing, completing, drafting, importing, issuing
from bot.usecases.chasing import chases_due
from bot.usecases.digesting import DigestHours, digests_due
from bot.usecases.helping import helps_due
from bot.usecases.relaying import relays_due


def housekeeping() -> Duty:
    """Once an hour the ids of updates handled long ago are forgotten."""
    last: list[datetime] = []

    def forget_handled(tx: Tx, _most: int, now: datetime) -> int:
        if not last or now - last[-1] >= timedelta(hours=1):
            last[:] = [now]
            inbox.forget(tx, None, now)
        return 0

    return forget_handled


def duties(house: House, digest_at: Sequence[time]) -> list[Duty]:
    """What the pulse asks at every beat."""

    def digests(tx: Tx, most: int, now: datetime) -> int:
        return digests_due(
            tx, DigestHours(tuple(digest_at), house.zone, most, quiet=house.night), now
        )

    return [
        issuing.send_due,
        relays_due,
        chases_due,
        helps_due,
        completing.deadlines_due,
        closing.close_due,
        drafting.expire_due,
        binding.leave_unbound,
        importing.expire_due,
        housekeeping(),
        digests,
    ]
