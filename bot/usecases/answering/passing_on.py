"""Relaying over a branch's head, and relaying with added words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.model import Instruction, InstructionState, RelayPath
from bot.messages.answering import RelayWordsArgs
from bot.roster.model import Member
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases import care, rights
from bot.usecases.answering import pressing
from bot.usecases.answering.pressing import Press
from bot.usecases.answering.recording import Answered, Recorded
from bot.usecases.cascade import relaying
from bot.usecases.cascade.relaying import Passing
from bot.usecases.looking.navigating import Asking, current
from bot.usecases.screens import show

WORDS_WAIT = timedelta(minutes=10)
_MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Overtaking:
    """A liaison, a supervisor or the issuer relays for a branch that has not."""

    telegram_id: int
    target_id: int
    operators: frozenset[int] = frozenset()


def relay_over(tx: Tx, command: Overtaking, now: datetime) -> int:
    """Relay over a branch's head; returns the number of units opened.

    Raises Refused where it was relayed already or the actor may not.
    """
    try:
        target = instructions.target(tx, command.target_id)
    except LookupError:
        raise Refused("stale_button") from None
    instruction = instructions.instruction(tx, target.instruction_id)
    who = rights.actor(tx, command.telegram_id, command.operators)
    own = care.wrote(tx, who, instruction)
    who.require(Right.RELAY_OVER, target.unit, issuer=own)
    if instruction.state is not InstructionState.RUNNING:
        raise Refused("instruction_ended")
    passing = Passing(RelayPath.OVER, who.member.id if who.member else None)
    if not relaying.pass_on(tx, instruction, target, passing, now):
        raise Refused("already_relayed")
    return len(instructions.targets_behind(tx, target))


def ask_for_words(tx: Tx, command: Press, now: datetime) -> None:
    """加一句再转达: the next words in the private chat are added to the relayed instruction."""
    instruction = pressing.asked(tx, command, now).instructions[0]
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None or command.chat_id != command.telegram_id:
        raise Refused("not_allowed")
    if instruction.state is not InstructionState.RUNNING:
        raise Refused("instruction_ended")
    _check_to_relay(tx, instruction, member)
    saying = Saying(
        chat_id=command.chat_id, args=RelayWordsArgs(), lane=Lane.REPLY, subject_id=instruction.id,
        member_id=member.id,
    )  # fmt: skip
    outbox.say(tx, saying, now)
    args = {"card": command.message_id}
    until = now + WORDS_WAIT
    expectations.expect(tx, command.chat_id, "relay_words", instruction.id, args, until)


def _check_to_relay(tx: Tx, instruction: Instruction, member: Member) -> None:
    """Raise Refused where the member has nothing to relay, or it was relayed already."""
    held = answers.held_by(tx, instruction.id, member.id)
    mine = [each.target for each in held if of_post(Right.RELAY, each.kind) and each.target.gates]
    if not mine:
        raise Refused("not_allowed")
    if not any(target.to_relay for target in mine):
        raise Refused("already_relayed")


def relay_with_words(tx: Tx, command: Press, now: datetime) -> Answered:
    """The words have come: acknowledge and relay with them."""
    expectations.clear(tx, command.chat_id)
    if len(command.words or "") > _MOST_WORDS:
        raise Refused("words_too_long", most=_MOST_WORDS)
    told = pressing.press(tx, command, now)
    if isinstance(told, Recorded) and told.passed_to is not None:
        for question in outbox.messages_about(tx, "relay_words", command.instruction_id or 0):
            if question.chat_id == command.chat_id:
                passed = RelayWordsArgs(passed=told.passed_to)
                outbox.refresh(tx, question, now, lane=Lane.REPLY, args=passed)
    return told


@dataclass(frozen=True, slots=True)
class PassOver:
    """The target to relay for, and the screen that was pressed."""

    asking: Asking
    target_id: int


def pass_over(tx: Tx, command: PassOver, now: datetime) -> int:
    """Relay and update the screen; returns the number of units opened."""
    asking = command.asking
    message, screen = current(tx, asking)
    overtake = Overtaking(asking.telegram_id, command.target_id, asking.operators)
    passed = relay_over(tx, overtake, now)
    show(tx, message.kind, message.chat_id, screen, message, now)
    return passed
