"""填报 and 收到: a press answers what a word answers, and opens the form of the rest in private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.roster.model import Member
from bot.roster.permissions import Right
from bot.store.cascade import instructions
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import pressing, proxying
from bot.usecases.answering.pressing import Press
from bot.usecases.answering.proxying import ProxyTick
from bot.usecases.answering.recording import Answered, Outdated, ToFillIn
from bot.usecases.forms import filling as filled
from bot.usecases.looking.navigating import asker

FORM_LINK = "form_"
"""What the payload of a link to a form begins with; the instruction's id follows."""


@dataclass(frozen=True, slots=True)
class FormOpened:
    """A form waits in the presser's private chat; `reachable`: it was sent there, else it comes
    when they open the chat by the link."""

    instruction_id: int
    unit: str
    reachable: bool


def open_instead(
    tx: Tx, answered: ToFillIn, telegram_id: int, now: datetime
) -> ToFillIn | FormOpened:
    """收到 was pressed where a form is asked for: that opens."""
    member = people.member_by_telegram(tx, telegram_id)
    if member is None:
        return answered
    return open_form_by(tx, answered.instruction, member, now) or answered


def press_fill_in(tx: Tx, command: Press, now: datetime) -> Answered | FormOpened:
    """填报: acknowledge what asks for no form, and open the form of the rest; one that was handed
    in opens once more, to be changed."""
    found = pressing.asked(tx, command, now)
    result = pressing.answer_asked(tx, command, found, now)
    if isinstance(result, Outdated):
        return result
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None:
        return result
    opened = (open_form_by(tx, each, member, now) for each in found.instructions)
    return next((each for each in opened if each is not None), result)


def open_form_by(
    tx: Tx, instruction: Instruction, member: Member, now: datetime
) -> FormOpened | None:
    """Open the form of the member's first unit, one that has not answered before others; None
    without such a unit."""
    targets = filled.to_fill_in(tx, instruction, member.id)
    if not targets:
        return None
    if member.reachable:
        filled.begin_form(tx, member, targets[0], AnswerPath.BUTTON, now)
    return FormOpened(instruction.id, targets[0].unit.name, member.reachable)


def press_name(tx: Tx, command: ProxyTick, now: datetime) -> bool:
    """A unit was pressed to answer for it: it is ticked, or its form opens (代填). True where a
    form opened. Raises Refused."""
    try:
        target = instructions.target(tx, command.target_id)
    except LookupError:
        raise Refused("not_allowed") from None
    instruction = instructions.instruction(tx, target.instruction_id)
    if not instruction.asks_form(target.unit.tier):
        proxying.tick_proxy(tx, command, now)
        return False
    who = asker(tx, command.asking)
    who.require(Right.FILL_IN, target.unit)
    if who.member is None:
        raise Refused("not_allowed")
    if instruction.state is not InstructionState.RUNNING or target.state in filled.OVER:
        raise Refused("instruction_ended")
    filled.begin_form(tx, who.member, target, AnswerPath.PROXY, now)
    return True
