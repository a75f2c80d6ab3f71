"""`[escalation.routine]` and `[escalation.urgent]`: who is told of silence, and when."""

from datetime import time, timedelta
from itertools import pairwise
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, NonNegativeInt

from bot.config.refusal import WrongValue
from bot.config.values import Duration, SettingsSection, TimeOfDay
from bot.errors import N_

Rung = Literal["holder", "deputies", "parent", "liaison", "supervisor"]


class StepSettings(SettingsSection):
    """One rung of a ladder."""

    after: Duration
    to: Rung


class Repeat(SettingsSection):
    """How often the last rung repeats; 0 for never."""

    every: Duration
    times: NonNegativeInt


class Quiet(SettingsSection):
    """The hours in which routine messages wait."""

    start: TimeOfDay = Field(time(22), alias="from")
    end: TimeOfDay = Field(time(7), alias="to")


def _upwards(steps: tuple[StepSettings, ...]) -> tuple[StepSettings, ...]:
    if not steps:
        raise WrongValue(N_("must not be empty"))
    if not all(lower.after < higher.after for lower, higher in pairwise(steps)):
        raise WrongValue(N_("each step must come later than the one before it"))
    return steps


def _none_if_never(repeat: Repeat | None) -> Repeat | None:
    return repeat if repeat and repeat.times else None


def _none_if_empty(quiet: Quiet | None) -> Quiet | None:
    return None if quiet and quiet.start == quiet.end else quiet


def _ladder(*minutes: int) -> tuple[StepSettings, ...]:
    rungs: tuple[Rung, ...] = get_args(Rung)
    pairs = zip(minutes, rungs, strict=True)
    return tuple(StepSettings(after=timedelta(minutes=after), to=to) for after, to in pairs)


Steps = Annotated[tuple[StepSettings, ...], AfterValidator(_upwards)]


class Routine(SettingsSection):
    """Routine, 平时. `quiet` is None where `from` equals `to`."""

    steps: Steps = _ladder(30, 60, 90, 120, 180)
    repeat: Annotated[Repeat | None, AfterValidator(_none_if_never)] = None
    relay_after: Duration = timedelta(minutes=45)
    bundle: Duration = timedelta(minutes=10)
    quiet: Annotated[Quiet | None, AfterValidator(_none_if_empty)] = Quiet()


class Urgent(SettingsSection):
    """Urgent, 战时. All tiers are told at once, so `relay_after` is seldom used."""

    steps: Steps = _ladder(5, 10, 15, 20, 30)
    repeat: Annotated[Repeat | None, AfterValidator(_none_if_never)] = Repeat(
        every=timedelta(minutes=10), times=3
    )
    relay_after: Duration | None = None
    bundle: Duration = timedelta(minutes=1)


class Escalation(SettingsSection):
    """One ladder for each mode."""

    routine: Routine = Routine()
    urgent: Urgent = Urgent()
