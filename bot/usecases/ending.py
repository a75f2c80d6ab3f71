"""撤回 and 关闭 as they are pressed: who may, and 再确认 where cards have left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.errors import Refused
from bot.instructions.model import Instruction, InstructionState
from bot.roster.permissions import Right
from bot.store import instructions, outbox, people
from bot.store.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx
from bot.usecases import care, closing, pressing, rights, withdrawing

KIND = "confirm"
_ACTS = {Right.WITHDRAW: withdrawing.withdraw, Right.CLOSE: closing.close}


@dataclass(frozen=True, slots=True)
class Ending:
    """Somebody wants to withdraw or close; the button may stand on any message of theirs."""

    telegram_id: int
    chat_id: int
    message_id: int
    instruction_id: int
    act: Right
    operators: frozenset[int] = frozenset()


class Ended(Enum):
    """What became of it."""

    UNDONE = auto()
    """Nothing had left yet: it is a draft again."""
    ASKED = auto()
    DONE = auto()
    ALREADY = auto()
    """It had ended before."""


def press(tx: Tx, command: Ending, now: datetime) -> Ended:
    """撤回 or 关闭: undone where nothing has left, else asked again."""
    pressed = _message(tx, command, now)
    instruction, actor = _allowed(tx, command)
    if instruction.state is InstructionState.PENDING and command.act is Right.WITHDRAW:
        withdrawing.undo(tx, instruction, actor, now)
        return Ended.UNDONE
    if instruction.state is not InstructionState.RUNNING:
        return Ended.ALREADY
    _ask(tx, command, pressed, now)
    return Ended.ASKED


def sure(tx: Tx, command: Ending, now: datetime) -> Ended:
    """The second press."""
    message = _question(tx, command, now)
    instruction, actor = _allowed(tx, command)
    outbox.take_away(tx, message, now)
    if instruction.state is not InstructionState.RUNNING:
        return Ended.ALREADY
    _ACTS[command.act](tx, instruction, actor, now)
    outbox.refresh(tx, outbox.message(tx, message.args["under"]), now, lane=Lane.REPLY)
    return Ended.DONE


@dataclass(frozen=True, slots=True)
class Keeping:
    """Somebody would rather not, after all."""

    telegram_id: int
    chat_id: int
    message_id: int


def keep(tx: Tx, command: Keeping, now: datetime) -> None:
    """再看看: the question goes away, nothing happens."""
    message = pressing.message_pressed(tx, command.chat_id, command.message_id, now)
    if message.kind != KIND or command.chat_id != command.telegram_id:
        raise Refused("stale_button")
    outbox.take_away(tx, message, now)


def _message(tx: Tx, command: Ending, now: datetime) -> BotMessage:
    if command.chat_id != command.telegram_id:
        raise Refused("stale_button")
    return pressing.message_pressed(tx, command.chat_id, command.message_id, now)


def _question(tx: Tx, command: Ending, now: datetime) -> BotMessage:
    message = _message(tx, command, now)
    asked = (message.kind, message.subject_id, message.args.get("act"))
    if asked != (KIND, command.instruction_id, command.act.value):
        raise Refused("stale_button")
    return message


def _allowed(tx: Tx, command: Ending) -> tuple[Instruction, str]:
    """The instruction, where the presser may end it as the roster stands now; and who they are."""
    try:
        instruction = instructions.instruction(tx, command.instruction_id)
    except LookupError:
        raise Refused("stale_button") from None
    who = rights.actor(tx, command.telegram_id, command.operators)
    unit = people.unit(tx, instruction.unit_id)
    who.require(command.act, unit, issuer=care.wrote(tx, who, instruction))
    return instruction, who.name


def _ask(tx: Tx, command: Ending, pressed: BotMessage, now: datetime) -> None:
    for message in outbox.messages_about(tx, KIND, command.instruction_id):
        if message.chat_id == command.chat_id:
            outbox.take_away(tx, message, now)
    saying = Saying(
        chat_id=command.chat_id,
        kind=KIND,
        lane=Lane.REPLY,
        subject_id=command.instruction_id,
        args={"act": command.act.value, "under": pressed.id},
    )
    outbox.say(tx, saying, now)
