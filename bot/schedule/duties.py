"""Everything that may be due, in the order in which it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.instructions.house import House
from bot.schedule.pulse import Duty
from bot.store.tx import Tx
from bot.usecases import binding, closing, completing, drafting, issuing
from bot.usecases.chasing import chases_due
from bot.usecases.digesting import DigestHours, digests_due
from bot.usecases.helping import helps_due
from bot.usecases.relaying import relays_due


def duties(house: House, digest_at: Sequence[time]) -> list[Duty]:
    """What the pulse asks at every beat."""

    def digests(tx: Tx, most: int, now: datetime) -> int:
        return digests_due(tx, DigestHours(tuple(digest_at), house.zone, most), now)

    return [
        issuing.send_due,
        relays_due,
        chases_due,
        helps_due,
        completing.deadlines_due,
        closing.close_due,
        drafting.expire_due,
        binding.leave_unbound,
        digests,
    ]
