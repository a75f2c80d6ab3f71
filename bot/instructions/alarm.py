"""When operators are alarmed that the bot has fallen behind, and when the alarm ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

OVERDUE = timedelta(minutes=5)
"""An alarm needs something overdue for this long, and the bot running for this long."""

CAUGHT_UP = timedelta(minutes=1)
"""The alarm ends below this. Between the two limits nothing is sent, to avoid flapping."""

AGAIN = timedelta(hours=6)


class Trouble(StrEnum):
    """The kinds of backlog."""

    CHASES = "chases"
    URGENT = "urgent"
    INBOX = "inbox"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Lag:
    """A backlog's size, and since when its oldest entry is overdue."""

    count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm the operators know: since when it lasts and when they were last told."""

    since: datetime
    told_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """The alarms that begin, are repeated, or end now."""

    begun: frozenset[Trouble] = frozenset()
    again: frozenset[Trouble] = frozenset()
    over: frozenset[Trouble] = frozenset()


def decide(
    lags: Mapping[Trouble, Lag],
    alarms: Mapping[Trouble, Alarm],
    watched_since: datetime,
    now: datetime,
) -> Decision:
    """Compare the backlogs with the known alarms.

    The bot's own absence raises no alarm: what fell due meanwhile is counted from `watched_since`.
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
    """Whether the backlog is over. Dead letters stay; only new ones are worth telling."""
    if trouble is Trouble.ASIDE:
        return False
    return lag is None or now - lag.since < CAUGHT_UP
