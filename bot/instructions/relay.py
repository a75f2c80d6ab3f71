"""Passing on: who is asked to, and when it happens by itself."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import EscalationPolicy
from bot.instructions.quiet import later, waking_time


def passes_by_itself(
    opened: datetime, deadline: datetime | None, policy: EscalationPolicy
) -> datetime:
    """When what nobody passed on goes on by itself.

    After the policy's `relay_after` (45 min) or a third of the time left, whichever is shorter.
    """
    wait = policy.relay_after
    if deadline is not None:
        wait = min(wait, waking_time(opened, deadline, policy.quiet) / 3)
    return later(opened, wait, policy.quiet)
