"""When a draft would leave, and by when it is to be answered.

Both depend on the moment a draft was last changed, not on the moment somebody looks at it: so the
preview and what is sent are computed from the same values and agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions.model import Instruction, Urgency

DEFAULT_DEADLINE = {Urgency.ROUTINE: timedelta(hours=24), Urgency.URGENT: timedelta(hours=1)}
CLOSES_AFTER = timedelta(days=7)
"""How long after its deadline an instruction is closed by itself."""

_STALE = 6
"""A usual deadline shown so long ago that a sixth of its time has passed is not sent any more."""


@dataclass(frozen=True, slots=True)
class Timing:
    """`held_until`: the end of the quiet hours that hold it up; None where it leaves at once."""

    held_until: datetime | None
    answer_by: datetime


def timing(instruction: Instruction, at: datetime) -> Timing:
    """What would happen to an instruction that is started at `at`."""
    held = held_until(instruction, at)
    usual = (held or at) + DEFAULT_DEADLINE[instruction.urgency]
    return Timing(held, instruction.deadline_of_its_own or usual)


def shown(draft: Instruction, undo: timedelta) -> Timing:
    """What the preview of a draft says: as of its last change."""
    changed = draft.touched_at.replace(microsecond=0)  # they tell states of a draft apart
    return timing(draft, changed + _wait(draft, undo))


def still_true(draft: Instruction, undo: timedelta, now: datetime) -> bool:
    """Whether a draft sent now would leave, and fall due, as its preview says."""
    said, is_now = shown(draft, undo), timing(draft, now + _wait(draft, undo))
    late = is_now.answer_by - said.answer_by
    return said.held_until == is_now.held_until and late <= _patience(draft)


def held_until(instruction: Instruction, at: datetime) -> datetime | None:
    """When quiet hours end, where they hold up a message of this instruction at `at`."""
    return None if instruction.quiet_first else quiet_until(instruction, at)


def quiet_until(instruction: Instruction, at: datetime) -> datetime | None:
    """When the quiet hours end into which a routine instruction falls at `at`, whether it waits
    for that or leaves silently before."""
    quiet = instruction.ladder.quiet if instruction.ladder else None
    if instruction.urgent or quiet is None or not quiet.covers(at):
        return None
    return quiet.next_end(at)


def _wait(draft: Instruction, undo: timedelta) -> timedelta:
    return timedelta() if draft.urgent else undo


def _patience(draft: Instruction) -> timedelta:
    return DEFAULT_DEADLINE[draft.urgency] / _STALE
