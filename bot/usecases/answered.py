"""What comes of an answer: noted, noted before, or not this person's to give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.persons import Named
from bot.instructions.model import InstructionState
from bot.roster.model import PostKind


@dataclass(frozen=True, slots=True)
class Recorded:
    """Noted down: for which units, of whom, and whether it was passed on and to how many."""

    units: tuple[str, ...]
    who: Named
    passed_to: int | None = None


@dataclass(frozen=True, slots=True)
class AlreadyAnswered:
    """Nothing was left to answer: who did, and when."""

    by: str
    by_self: bool
    said_at: datetime


@dataclass(frozen=True, slots=True)
class FormerHolder:
    """The presser held the post once."""

    unit: str
    kind: PostKind


@dataclass(frozen=True, slots=True)
class Outsider:
    """The presser holds no post this asks, or is not on the roster."""


@dataclass(frozen=True, slots=True)
class NotLinked:
    """The presser may be one of those asked; to be taken to the private chat."""

    group_id: int | None


@dataclass(frozen=True, slots=True)
class Ended:
    """The instruction was withdrawn or is closed."""

    state: InstructionState


Answered = Recorded | AlreadyAnswered | FormerHolder | Outsider | NotLinked | Ended


def best(results: Sequence[Answered]) -> Answered:
    """Of several instructions answered at once, the one to tell of, with all units noted."""
    order = (Recorded, AlreadyAnswered, FormerHolder, Outsider, NotLinked, Ended)
    first = min(results, key=lambda each: order.index(type(each)))
    if not isinstance(first, Recorded):
        return first
    units = dict.fromkeys(
        unit for each in results if isinstance(each, Recorded) for unit in each.units
    )
    return Recorded(tuple(units), first.who, first.passed_to)
