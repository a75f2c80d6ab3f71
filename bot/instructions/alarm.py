"""When the operators are told that the bot itself has fallen behind, and when that it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OVERDUE = timedelta(minutes=5)
"""So long something has to be overdue, and so long we must have watched it be."""

CAUGHT_UP = timedelta(minutes=1)
"""What is overdue by less is over: between the two nothing is said, or it would be said often."""

AGAIN = timedelta(hours=6)


class Trouble(StrEnum):
    """What can fall behind."""

    CHASES = "chases"
    URGENT = "urgent"
    INBOX = "inbox"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Lag:
    """How many wait, and since when the first of them has been overdue."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """What the operators know of: since when it has been so, when they were last told."""

    since: datetime
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What they are to be told now."""

    begun: frozenset[Trouble] = frozenset()
    again: frozenset[Trouble] = frozenset()
    over: frozenset[Trouble] = frozenset()


def decide(
    lags: Mapping[Trouble, Lag],
    alarms: Mapping[Trouble, Alarm],
    watched_since: datetime,
    now: datetime,
) -> Decision:
    """Compare what is with what they know. Our own absence is no alarm: what was due then gets its
    minutes from `watched_since` on.
    """
    overdue = {each for each, lag in lags.items() if now - lag.since >= OVERDUE}
    seen = now - watched_since >= OVERDUE
    late = {each for each in overdue & alarms.keys() if now - alarms[each].told_at >= AGAIN}
    return Decision(
        begun=frozenset(overdue - alarms.keys() if seen else ()),
        again=frozenset(late),
        over=frozenset(each for each in alarms if _caught_up(each, lags.get(each), now)),
    )


def _caught_up(trouble: Trouble, lag: Lag | None, now: datetime) -> bool:
    """What was set aside stays there; only more of it is news."""
    if trouble is Trouble.ASIDE:
        return False
    return lag is None or now - lag.since < CAUGHT_UP
