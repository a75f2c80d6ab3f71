"""By when an answer is hoped for, where the issuer says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.instructions.model import Urgency

DEFAULT_DEADLINE = {Urgency.ROUTINE: timedelta(hours=24), Urgency.URGENT: timedelta(hours=1)}
CLOSES_AFTER = timedelta(days=7)
"""How long after its deadline an instruction is closed by itself."""


def default_deadline(urgency: Urgency, started: datetime) -> datetime:
    """24 hours after the start for routine, one hour for urgent."""
    return started + DEFAULT_DEADLINE[urgency]
