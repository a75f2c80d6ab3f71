"""Recording acknowledgements, and their possible results."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.persons import Named
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.instructions.reading.reader import building_number
from bot.messages.answering import NothingNew, NothingNewArgs
from bot.roster.model import Member
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.answering.answers import Former, Held
from bot.store.house import audit, house
from bot.store.tx import Tx
from bot.usecases.cascade import refreshing


@dataclass(frozen=True, slots=True)
class Recorded:
    """Recorded: for which units and whom, and to how many units it was relayed."""

    units: tuple[str, ...]
    who: Named
    passed_to: int | None = None


@dataclass(frozen=True, slots=True)
class AlreadyAnswered:
    """Nothing was left to acknowledge: who did it before, and when."""

    by: str
    by_self: bool
    said_at: datetime
    target_id: int


@dataclass(frozen=True, slots=True)
class FormerHolder:
    """The presser held the post before."""

    seat: Former
    height: int
    """The post's height above the buildings."""


@dataclass(frozen=True, slots=True)
class Outsider:
    """The presser holds no post that is asked, or is not on the roster."""


@dataclass(frozen=True, slots=True)
class NotLinked:
    """The presser is unlinked and may be one of those asked: send them to the private chat."""

    group_id: int | None


@dataclass(frozen=True, slots=True)
class InstructionEnded:
    """The instruction was withdrawn or closed."""

    state: InstructionState


Answered = Recorded | AlreadyAnswered | FormerHolder | Outsider | NotLinked | InstructionEnded


def best(results: Sequence[Answered]) -> Answered:
    """Of the results for several instructions, the one to show, with all recorded units."""
    order = (Recorded, AlreadyAnswered, FormerHolder, Outsider, NotLinked, InstructionEnded)
    first = min(results, key=lambda each: order.index(type(each)))
    if not isinstance(first, Recorded):
        return first
    units = dict.fromkeys(
        unit for each in results if isinstance(each, Recorded) for unit in each.units
    )
    return Recorded(tuple(units), first.who, first.passed_to)


def nothing_new(told: Answered) -> NothingNewArgs:
    """What the reply to typed words carries where they recorded nothing; ids, no names."""
    match told:
        case AlreadyAnswered():
            return NothingNewArgs(why=NothingNew.ALREADY, target=told.target_id)
        case FormerHolder():
            return NothingNewArgs(why=NothingNew.FORMER)
        case InstructionEnded(state=InstructionState.WITHDRAWN):
            return NothingNewArgs(why=NothingNew.WITHDRAWN)
        case InstructionEnded():
            return NothingNewArgs(why=NothingNew.CLOSED)
        case _:
            return NothingNewArgs(why=NothingNew.OUTSIDER)


def answer(
    tx: Tx,
    instruction: Instruction,
    member: Member,
    path: AnswerPath,
    said_at: datetime,
    now: datetime,
    part: Collection[str] = (),
) -> Answered:
    """Record a member's answer for every waiting unit in which they hold a post; `part`: only for
    the buildings with these numbers."""
    mine = narrowed(answers.held_by(tx, instruction.id, member.id), part)
    held = [each for each in mine if of_post(Right.ANSWER, each.kind)]
    if not held:
        return _former(tx, instruction, member)
    waiting = [each for each in held if each.target.unanswered]
    if not waiting:
        return _already(tx, held, member)
    for each in waiting:
        record_answer(tx, instruction, each, member, path, said_at, now)
    refreshing.after_answer(tx, instruction, [each.target for each in waiting], now)
    units = tuple(each.target.unit.name for each in waiting)
    return Recorded(units, answering_as(tx, member, waiting[0]))


def _former(tx: Tx, instruction: Instruction, member: Member) -> Answered:
    former = answers.former_seats(tx, instruction.id, member.id)
    if not former:
        return Outsider()
    return FormerHolder(former[0], house.heights(tx).get(former[0].tier, 0))


def narrowed(held: Sequence[Held], part: Collection[str]) -> list[Held]:
    """Those of the buildings with these numbers; all where none is named."""
    if not part:
        return list(held)
    found = [each for each in held if building_number(each.target.unit.name) in part]
    return found or list(held)


def record_answer(
    tx: Tx,
    instruction: Instruction,
    held: Held,
    member: Member,
    path: AnswerPath,
    said_at: datetime,
    now: datetime,
) -> None:
    """Record one unit's acknowledgement; late or not by the time it was said."""
    late = instruction.deadline_at is not None and said_at > instruction.deadline_at
    answers.store_answer(tx, held.target, member.id, path, said_at, late, now)
    audit.record(
        tx,
        now,
        audit.by(member.id),
        "acknowledgement.give",
        path=path.value,
        instruction_id=instruction.id,
        unit_id=held.target.unit.id,
    )


def answering_as(tx: Tx, member: Member, held: Held) -> Named:
    """A member with the post for which they answer."""
    height = house.heights(tx).get(held.target.unit.tier, 0)
    return Named(member.name, held.kind, height, held.title)


def _already(tx: Tx, held: list[Held], member: Member) -> Answered:
    first = answers.first_answer(tx, held[0].target.id)
    if first is None:
        return InstructionEnded(InstructionState.CLOSED)
    own = first.member_id == member.id
    return AlreadyAnswered(first.member_name, own, first.said_at, held[0].target.id)
