"""提醒未回复: remind the silent now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.places import SomeUnits
from bot.errors import Refused
from bot.instructions.model import Instruction, InstructionState, Target
from bot.roster.permissions import Right, of_post
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane
from bot.store.house import audit
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.tx import Tx
from bot.usecases import care, named
from bot.usecases.escalation import chasing
from bot.usecases.escalation.chasing import Reminders
from bot.usecases.looking.names_view import silent_told
from bot.usecases.looking.navigating import START, Asking, asker, pressed_screen, screen_told_by
from bot.usecases.rights import Actor

MOST = 300
"""Units reminded by one press; more would block other presses too long."""
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Remind:
    """提醒未回复 for an instruction below a unit (0: everything in the presser's care), or without
    an instruction for all units of the pressed message."""

    asking: Asking
    instruction_id: int | None = None
    unit_id: int = 0


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many people were told, for how many units; 0 units: nobody is silent.

    `lost`: units of these where nobody can be written to. `own`: only the presser's own are silent.
    `more`: press again for the rest.
    """

    people: int
    units: int
    lost: SomeUnits | None = None
    own: bool = False
    more: bool = False


def remind(tx: Tx, command: Remind, now: datetime) -> Reminded:
    """Remind the silent and update the pressed screen.

    Raises Refused("reminded_already") where all were reminded within AGAIN_AFTER.
    """
    reminded = _remind(tx, command, now)
    screen = pressed_screen(tx, command.asking)
    if screen is not None and screen.kind in START:
        outbox.refresh(tx, screen, now, lane=Lane.REPLY)
    return reminded


_NOBODY = Reminded(0, 0)


def _remind(tx: Tx, command: Remind, now: datetime) -> Reminded:
    who = asker(tx, command.asking)
    if command.instruction_id is None:
        return _remind_told(tx, who, _source(tx, command.asking), now)
    instruction, mine = care.seen_instruction(tx, who, command.instruction_id)
    if instruction.state is not InstructionState.RUNNING or not instruction.needs_answer:
        return _NOBODY
    here = [care.part_at(tx, mine, command.unit_id)] if command.unit_id else mine
    return _remind_in(tx, who, instruction, here, now)


def _remind_in(
    tx: Tx, who: Actor, instruction: Instruction, here: Sequence[Part], now: datetime
) -> Reminded:
    silent = _silent(tx, instruction, here, now)
    if not silent:
        return _NOBODY
    others = [each for each in silent if not _own(who, each)]
    if not others:
        return Reminded(0, len(silent), own=True)
    lately = _silent(tx, instruction, here, now - chasing.AGAIN_AFTER)
    found = [each for each in lately if not _own(who, each)]
    told = _tell(tx, who, instruction, found[:MOST], now) if found else Reminders()
    if not told.people and len(found) < len(others):
        raise Refused("reminded_already")
    return _reminded(tx, who, [told], found[:MOST], more=len(found) > MOST)


def _silent(
    tx: Tx, instruction: Instruction, here: Sequence[Part], since: datetime
) -> list[Target]:
    """The silent units that were not reminded since an instant, one more than MOST at most."""
    found: list[Target] = []
    for part in here:
        most = MOST + 1 - len(found)
        found += progress.to_remind(tx, instruction.id, part, since=since, most=most)
    return found


def _own(who: Actor, target: Target) -> bool:
    """Whether somebody answers for this unit: nobody is asked to remind themself."""
    seats = (seat for seat in who.seats if seat.unit.id == target.unit.id)
    return any(of_post(Right.ANSWER, seat.kind) for seat in seats)


def _reminded(
    tx: Tx, who: Actor, told: Sequence[Reminders], units: Sequence[Target], *, more: bool = False
) -> Reminded:
    people = frozenset(member for each in told for member in each.people)
    lost = list({unit.id: unit for each in told for unit in each.lost}.values())
    reader = who.member.id if who.member else 0
    spots = [named.spot(tx, unit, reader) for unit in lost[:_NAMED]]
    none_told = SomeUnits(len(lost), spots) if lost else None
    return Reminded(len(people), len(units), none_told, more=more)


def _source(tx: Tx, asking: Asking) -> int:
    """The message whose silent units are meant."""
    message = pressed_screen(tx, asking)
    found = None if message is None else screen_told_by(message)
    if found is None:
        raise Refused("stale_button")
    return found


def _remind_told(tx: Tx, who: Actor, message_id: int, now: datetime) -> Reminded:
    silent = silent_told(tx, who, message_id, who.telegram_id)
    if not silent:
        return _NOBODY
    since = now - chasing.AGAIN_AFTER
    others = [each for each in silent if not _own(who, each)]
    if not others:
        return Reminded(0, len(silent), own=True)
    found = [each for target in others for each in _not_since(tx, target, since)]
    if not found:
        raise Refused("reminded_already")
    told = []
    for instruction_id in sorted({each.instruction_id for each in found}):
        instruction = instructions.instruction(tx, instruction_id)
        its = [each for each in found if each.instruction_id == instruction_id]
        told.append(_tell(tx, who, instruction, its, now))
    if not any(each.people for each in told) and len(found) < len(others):
        raise Refused("reminded_already")
    return _reminded(tx, who, told, found)


def _not_since(tx: Tx, target: Target, since: datetime) -> list[Target]:
    part = Part(target.unit, deep=False)
    return progress.to_remind(tx, target.instruction_id, part, since=since, most=1)


def _tell(
    tx: Tx, who: Actor, instruction: Instruction, targets: Sequence[Target], now: datetime
) -> Reminders:
    own = care.wrote(tx, who, instruction)
    for target in targets:
        who.require(Right.REMIND, target.unit, issuer=own)
    told = chasing.remind_own(tx, instruction, targets, now)
    facts = {"units": len(targets), "people": len(told.people)}
    audit.record(tx, now, who.name, "reminder.send", instruction_id=instruction.id, facts=facts)
    return told
