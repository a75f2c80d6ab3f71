"""When a silent unit's next escalation step is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.instructions.model import EscalationPolicy, Rung, Step
from bot.instructions.quiet import later, waking_time


def scaled(
    policy: EscalationPolicy, started: datetime, deadline: datetime | None
) -> Sequence[Step]:
    """The steps of a ladder that starts at `started`.

    With an explicit deadline, the rungs up to the branch lead are scaled so that the branch lead is
    told at the deadline; later ones keep their intervals.
    """
    parent = next((step for step in policy.steps if step.to is Rung.PARENT), None)
    if deadline is None or parent is None:
        return policy.steps
    left = waking_time(started, deadline, policy.quiet)
    if not left or not parent.after:
        return policy.steps
    return [_scale(step, parent.after, left) for step in policy.steps]


def _scale(step: Step, parent: timedelta, left: timedelta) -> Step:
    if step.after <= parent:
        return Step(left * (step.after / parent), step.to)
    return Step(left + (step.after - parent), step.to)


def rung_at(policy: EscalationPolicy, step: int) -> Rung | None:
    """The rung that step number `step` tells; the last rung repeats as configured."""
    if step < len(policy.steps):
        return policy.steps[step].to
    if policy.repeat_every and step < len(policy.steps) + policy.repeat_times:
        return policy.steps[-1].to
    return None


def next_due(
    policy: EscalationPolicy,
    step: int,
    started: datetime,
    deadline: datetime | None,
) -> datetime | None:
    """When step number `step` is due, None when the ladder has ended."""
    if rung_at(policy, step) is None:
        return None
    steps = scaled(policy, started, deadline)
    after = steps[min(step, len(steps) - 1)].after
    if step >= len(steps) and policy.repeat_every:
        after += policy.repeat_every * (step - len(steps) + 1)
    return later(started, after, policy.quiet)
