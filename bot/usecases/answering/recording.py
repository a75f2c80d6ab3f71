"""Recording acknowledgements, and their possible results."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.persons import Named
from bot.instructions import correction
from bot.instructions.model import AnswerPath, Instruction, InstructionState, Target
from bot.instructions.reading.reader import building_number
from bot.messages.answering import NothingNew, NothingNewArgs, ThanksArgs
from bot.roster.model import Member, PostKind
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.answering.answers import Former, Held
from bot.store.cascade import versions
from bot.store.house import audit, house
from bot.store.people import people
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


@dataclass(frozen=True, slots=True)
class Outdated:
    """The text was corrected, and this was an answer to an older one."""


@dataclass(frozen=True, slots=True)
class ToFillIn:
    """Nothing was recorded: these targets answer by filling in a form."""

    instruction: Instruction
    targets: tuple[Target, ...]


Answered = (
    Recorded
    | Outdated
    | ToFillIn
    | AlreadyAnswered
    | FormerHolder
    | Outsider
    | NotLinked
    | InstructionEnded
)


@dataclass(frozen=True, slots=True)
class Given:
    """Where an answer was given.

    `shown`: the newest version that the message pressed can have shown, 0 where that is not known;
    None where no message was pressed: then any card counts that the member can see. `by_time`:
    only when it was said counts.
    """

    chat_id: int | None = None
    shown: int | None = None
    by_time: bool = False


NOWHERE = Given()


def best(results: Sequence[Answered]) -> Answered:
    """Of the results for several instructions, the one to show, with all recorded units."""
    order = (
        *(Recorded, Outdated, ToFillIn, AlreadyAnswered, FormerHolder, Outsider, NotLinked),
        InstructionEnded,
    )
    first = min(results, key=lambda each: order.index(type(each)))
    if not isinstance(first, Recorded):
        return first
    units = dict.fromkeys(
        unit for each in results if isinstance(each, Recorded) for unit in each.units
    )
    return Recorded(tuple(units), first.who, first.passed_to)


def thanks_to(who: Named, units: Sequence[str], passed: int | None = None) -> ThanksArgs:
    """What the reply to typed words carries where they were counted, and passed on to so many."""
    return ThanksArgs(
        units=tuple(units), name=who.name, post=who.kind, height=who.height, title=who.title,
        passed=passed,
    )  # fmt: skip


def nothing_new(told: Answered) -> NothingNewArgs:
    """What the reply to typed words carries where they recorded nothing; ids, no names."""
    match told:
        case AlreadyAnswered():
            return NothingNewArgs(why=NothingNew.ALREADY, target=told.target_id)
        case FormerHolder():
            return NothingNewArgs(why=NothingNew.FORMER)
        case Outdated():
            return NothingNewArgs(why=NothingNew.OUTDATED)
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
    given: Given = NOWHERE,
    *,
    troubled: bool = False,
) -> Answered:
    """Record a member's answer for every waiting unit in which they hold a post, except where a
    form is to be filled in. An answer to a text that was corrected does not count.

    `part`: only for the buildings with these numbers; `troubled`: they ask for help, which counts
    also where a form is asked for.
    """
    mine = narrowed(answers.held_by(tx, instruction.id, member.id), part)
    held = [each for each in mine if of_post(Right.ANSWER, each.kind)]
    if not held:
        return _former(tx, instruction, member)
    waiting = [each for each in held if each.owes]
    if not waiting:
        return _already(tx, held, member)
    given = _seen(tx, instruction, member, waiting, given)
    if any(_outdated(tx, each.target, given, said_at) for each in waiting):
        return Outdated()
    plain = [each for each in waiting if troubled or not _by_form(instruction, each)]
    if not plain:
        return ToFillIn(instruction, tuple(each.target for each in waiting))
    waiting = plain
    for each in waiting:
        record_answer(tx, instruction, each, member, path, said_at, now, given)
    refreshing.after_answer(tx, instruction, [each.target for each in waiting], now)
    units = tuple(each.target.unit.name for each in waiting)
    return Recorded(units, answering_as(tx, member, waiting[0]))


def _seen(
    tx: Tx, instruction: Instruction, member: Member, waiting: Sequence[Held], given: Given
) -> Given:
    """With the newest version the member can have seen, where it matters and is not known."""
    anew = any(each.target.asked_version is not None for each in waiting)
    if given.by_time or given.shown is not None or not anew:
        return given
    chat = member.telegram_id or 0
    return replace(given, shown=versions.shown_to(tx, instruction.id, member.id, chat))


def _outdated(tx: Tx, target: Target, given: Given, said_at: datetime) -> bool:
    asked = target.asked_version
    if asked is None or not target.unanswered:
        return False
    at = versions.version(tx, asked).at
    return correction.outdated(asked, at, None if given.by_time else given.shown, said_at)


def answers_older_text(tx: Tx, target: Target, said_at: datetime) -> bool:
    """Whether what was said of a target is from before the text it is asked about now."""
    return _outdated(tx, target, Given(by_time=True), said_at)


def answers_older_version(tx: Tx, target: Target, shown: int, now: datetime) -> bool:
    """Whether whoever was shown a version is asked about a newer one now."""
    return _outdated(tx, target, Given(shown=shown), now)


def unseen(
    tx: Tx, instruction: Instruction, member: Member, target: Target, said_at: datetime
) -> bool:
    """Whether no message can have shown a member the text that a target is asked about now,
    although they wrote after it was corrected."""
    if answers_older_text(tx, target, said_at):
        return False
    given = _seen(tx, instruction, member, [Held(target, PostKind.LEAD)], NOWHERE)
    return _outdated(tx, target, given, said_at)


def _by_form(instruction: Instruction, held: Held) -> bool:
    return instruction.asks_form(held.target.unit.tier)


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
    given: Given = NOWHERE,
) -> None:
    """Record one unit's acknowledgement with the version and the chat it was given to; late or not
    by the time it was said."""
    late = instruction.deadline_at is not None and said_at > instruction.deadline_at
    people.mark_alive(tx, member.id, said_at)
    version = versions.answered_version(tx, instruction, given.shown)
    answers.store_answer(
        tx, held.target, member.id, path, said_at, late, now, version, given.chat_id,
        whole=not instruction.everyone or path is AnswerPath.PROXY,
    )  # fmt: skip
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
