"""When a draft will start and by when it is to be answered.

Both are computed from the draft's last change and not from the time of viewing, so the preview and
what is sent agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.model import Instruction, Urgency

DEFAULT_DEADLINE = {Urgency.ROUTINE: timedelta(hours=24), Urgency.URGENT: timedelta(hours=1)}
CLOSES_AFTER = timedelta(days=7)
"""A running instruction is closed this long after its deadline."""

_STALE = 6
"""A preview is stale once a sixth of the time to its usual deadline has passed."""


@dataclass(frozen=True, slots=True)
class Timing:
    """`held_until`: the end of the quiet hours that delay it; None where it starts at once."""

    held_until: datetime | None
    answer_by: datetime


def timing(instruction: Instruction, at: datetime) -> Timing:
    """The timing of an instruction started at `at`."""
    held = held_until(instruction, at)
    usual = (held or at) + DEFAULT_DEADLINE[instruction.urgency]
    return Timing(held, instruction.deadline_of_its_own or usual)


def shown(draft: Instruction, undo: timedelta) -> Timing:
    """The timing a draft's preview shows: as of its last change."""
    # microseconds only tell states of a draft apart
    changed = draft.touched_at.replace(microsecond=0)
    return timing(draft, changed + _wait(draft, undo))


def still_true(draft: Instruction, undo: timedelta, now: datetime) -> bool:
    """Whether a draft sent now would start and fall due as its preview says."""
    said, is_now = shown(draft, undo), timing(draft, now + _wait(draft, undo))
    late = is_now.answer_by - said.answer_by
    return said.held_until == is_now.held_until and late <= _patience(draft)


def held_until(instruction: Instruction, at: datetime) -> datetime | None:
    """The end of the quiet hours that hold back this instruction's messages at `at`."""
    return None if instruction.quiet_first else quiet_until(instruction, at)


def quiet_until(instruction: Instruction, at: datetime) -> datetime | None:
    """The end of the quiet hours a routine instruction falls into at `at`, whether it waits for
    that or leaves silently before."""
    quiet = instruction.ladder.quiet if instruction.ladder else None
    if instruction.urgent or quiet is None or not quiet.covers(at):
        return None
    return quiet.next_end(at)


def _wait(draft: Instruction, undo: timedelta) -> timedelta:
    return timedelta() if draft.urgent else undo


def _patience(draft: Instruction) -> timedelta:
    return DEFAULT_DEADLINE[draft.urgency] / _STALE
