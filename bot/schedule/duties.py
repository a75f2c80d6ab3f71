"""All periodic duties, in order."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import wraps

from bot.clock import Clock, SystemClock
from bot.delivery import receiver
from bot.instructions.house import House
from bot.schedule.pulse import Duty
from bot.store.house.housekeeping import KeptFor, Sweep, sweeps
from bot.store.tx import Tx
from bot.usecases.answering.adding_words import words_due
from bot.usecases.answering.remarks import remarks_due
from bot.usecases.cascade import refreshing
from bot.usecases.cascade.relaying import relays_due
from bot.usecases.digests.digesting import DigestHours, digests_due
from bot.usecases.escalation.chasing import chases_due
from bot.usecases.forms.knowing import known_due
from bot.usecases.groups import binding, muting
from bot.usecases.helping.help_requests import helps_due
from bot.usecases.imports import importing
from bot.usecases.roster.leaves import leaves_due
from bot.usecases.sent import ending
from bot.usecases.sent.approving import approvals_due
from bot.usecases.templates.recurring import RecurringDuty, recurrences_due
from bot.usecases.templates.yearly_drill import YearlyDrillDuty, yearly_drill_due
from bot.usecases.writing import drafting, issuing

HOUSEKEEPING_EVERY = timedelta(hours=1)
AT_ONCE = 200
"""Rows deleted in one transaction, one per beat, so that other work is not held up."""


def housekeeping(room_by_room: Sequence[Sweep]) -> Duty:
    """Run the sweeps hourly, one step a beat, each until it finds no more."""
    left: list[Sweep] = []
    begun: list[datetime] = []

    def sweep(tx: Tx, _most: int, now: datetime) -> int:
        if not begun or not timedelta() <= now - begun[-1] < HOUSEKEEPING_EVERY:
            begun[:], left[:] = [now], room_by_room
        if left and left[0](tx, AT_ONCE, now) < AT_ONCE:
            del left[0]
        return 0

    return sweep


def while_listening(duty: Duty, wall: Clock) -> Duty:
    """Let a duty wait after an absence until ladder times were shifted by it."""

    @wraps(duty)
    def held(tx: Tx, most: int, now: datetime) -> int:
        gone = receiver.away(tx, wall.now())
        return 0 if gone > receiver.ABSENT_AFTER else duty(tx, most, now)

    return held


def while_sure(duty: Duty, wall: Clock) -> Duty:
    """Let an irreversible duty wait while the clock is doubted: telling of a deadline, expiring a
    draft, closing an instruction."""

    @wraps(duty)
    def held(tx: Tx, most: int, now: datetime) -> int:
        return 0 if receiver.clock_doubtful(tx, wall.now(), now) else duty(tx, most, now)

    return held


_AFTER_ABSENCES: tuple[Duty, ...] = (approvals_due, relays_due, chases_due, helps_due)


def duties(
    house: House, digest_at: Sequence[time], kept: KeptFor, wall: Clock | None = None
) -> list[Duty]:
    """The duties of the pulse. `wall` is the clock by which absences are measured."""
    clock = wall or SystemClock()

    def digests(tx: Tx, most: int, now: datetime) -> int:
        return digests_due(
            tx, DigestHours(tuple(digest_at), house.zone, most, quiet=house.night), now
        )

    def recurring(tx: Tx, most: int, now: datetime) -> int:
        return recurrences_due(tx, RecurringDuty(house, most), now)

    def yearly(tx: Tx, _most: int, now: datetime) -> int:
        return yearly_drill_due(tx, YearlyDrillDuty(house, secrets.randbits(32)), now)

    final: tuple[Duty, ...] = (
        recurring,
        yearly,
        refreshing.deadlines_due,
        ending.close_due,
        drafting.expire_drafts,
        binding.leave_unbound,
        importing.expire_imports,
        housekeeping(sweeps(kept)),
        digests,
    )
    return [
        issuing.send_due,
        known_due,
        words_due,
        leaves_due,
        *(while_listening(each, clock) for each in _AFTER_ABSENCES),
        remarks_due,
        muting.try_due,
        *(while_sure(each, clock) for each in final),
    ]
