"""Ending instructions: withdrawn or closed, by button or by the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from bot.errors import Refused
from bot.instructions.deadline import CLOSES_AFTER
from bot.instructions.model import Instruction, InstructionState
from bot.messages.cascade import CompleteArgs, UrgentNoticeArgs
from bot.messages.writing import ConfirmArgs, WithdrawnNoteArgs
from bot.roster.permissions import Right
from bot.store.cascade import ends, instructions, versions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases import care, rights
from bot.usecases.cascade import bot_messages, cards, opening, own_words, refreshing
from bot.usecases.cascade.bot_messages import OwnPress, own_message_pressed
from bot.usecases.forms import filling
from bot.usecases.writing import approvals, drafting, previews

_TOLD_OF = (CompleteArgs.kind, UrgentNoticeArgs.kind)


def show_ended(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Update cards, chases, nudges, the summary, and the notices to others."""
    refreshing.refresh_about(tx, instructions.targets(tx, instruction.id), now)
    refreshing.refresh_summary(tx, instruction, now)
    own_words.instruction_ended(tx, instruction, now)
    for draft in versions.corrections_of(tx, instruction.id):
        drafting.throw_away(tx, draft, audit.CLOCK, "correction_over", now)
    filling.instruction_over(tx, instruction, now)
    for kind in _TOLD_OF:
        for message in outbox.messages_about(tx, kind, instruction.id):
            outbox.refresh(tx, message, now)


def undo_sending(tx: Tx, instruction: Instruction, actor: str, now: datetime) -> None:
    """Undo sending: nothing has left, so it is a draft again and its number is free."""
    approvals.undo_request(tx, instruction.id, instruction.issuer_id, now)
    draft = replace(
        instruction,
        state=InstructionState.DRAFT,
        number=None,
        sends_at=None,
        deadline_at=instruction.deadline_of_its_own,
    )
    drafts.save(tx, drafting.touched_draft(draft, now))
    previews.refresh_preview(tx, draft, now)
    audit.record(tx, now, actor, "instruction.undo", instruction_id=instruction.id)


def withdraw(tx: Tx, instruction: Instruction, actor: str, now: datetime) -> None:
    """Withdraw: every card shows it and gets a short reply; nobody is chased any more."""
    ended = replace(instruction, state=InstructionState.WITHDRAWN, ended_at=now)
    drafts.save(tx, ended)
    ends.withdraw_targets(tx, ended.id)
    audit.record(tx, now, actor, "instruction.withdraw", instruction_id=ended.id)
    _cards(tx, ended, now)
    opening.ring_again(tx, ended, WithdrawnNoteArgs(), actor, now)
    show_ended(tx, ended, now)


def _cards(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Drop unsent cards; reply to sent ones."""
    for kind in ("files", "card"):
        for message in ends.unsent(tx, kind, instruction.id):
            outbox.take_away(tx, message, now)
    for card in outbox.messages_about(tx, "card", instruction.id):
        _note(tx, instruction, card, now)
        outbox.refresh(tx, card, now)


def _note(tx: Tx, instruction: Instruction, card: BotMessage, now: datetime) -> None:
    quiet = instruction.ladder.quiet if instruction.ladder else None
    saying = Saying(
        chat_id=card.chat_id,
        args=WithdrawnNoteArgs(),
        lane=cards.card_lane(instruction),
        subject_id=instruction.id,
        reply_to=card.telegram_id,
        silent=quiet is not None and quiet.covers(now),
    )
    outbox.say(tx, saying, now)


def close(tx: Tx, instruction: Instruction, actor: str, now: datetime) -> None:
    """Close: nobody is waited for any more; the acknowledgements stay."""
    ended = replace(instruction, state=InstructionState.CLOSED, ended_at=now)
    drafts.save(tx, ended)
    ends.close_targets(tx, ended.id)
    audit.record(tx, now, actor, "instruction.close", instruction_id=ended.id)
    show_ended(tx, ended, now)
    refreshing.report_drill(tx, ended, now)


def close_due(tx: Tx, most: int, now: datetime) -> int:
    """Close instructions long past their deadline, `most` at a time; returns how many were due."""
    found = drafts.to_close(tx, now - CLOSES_AFTER, most)
    for instruction in found:
        close(tx, instruction, audit.CLOCK, now)
    return len(found)


KIND = ConfirmArgs.kind
_ACTS = {Right.WITHDRAW: withdraw, Right.CLOSE: close}


@dataclass(frozen=True, slots=True)
class Ending:
    """A press to withdraw or close, on any message of the instruction's issuer."""

    telegram_id: int
    chat_id: int
    message_id: int
    instruction_id: int
    act: Right
    operators: frozenset[int] = frozenset()


class EndingOutcome(Enum):
    """The result of such a press."""

    UNDONE = auto()
    """Nothing had left: it is a draft again."""
    ASKED = auto()
    DONE = auto()
    ALREADY = auto()
    """It had ended before."""


def press_ending(tx: Tx, command: Ending, now: datetime) -> EndingOutcome:
    """撤回 or 关闭: undo where nothing has left, else ask for confirmation."""
    pressed = _message(tx, command, now)
    instruction, actor = _allowed(tx, command)
    if instruction.state is InstructionState.PENDING and command.act is Right.WITHDRAW:
        undo_sending(tx, instruction, actor, now)
        return EndingOutcome.UNDONE
    if instruction.state is not InstructionState.RUNNING:
        return EndingOutcome.ALREADY
    _ask(tx, command, pressed, now)
    return EndingOutcome.ASKED


def sure(tx: Tx, command: Ending, now: datetime) -> EndingOutcome:
    """The confirmation."""
    message = _question(tx, command, now)
    instruction, actor = _allowed(tx, command)
    outbox.take_away(tx, message, now)
    if instruction.state is not InstructionState.RUNNING:
        return EndingOutcome.ALREADY
    _ACTS[command.act](tx, instruction, actor, now)
    under = outbox.message(tx, message.args_as(ConfirmArgs).under)
    outbox.refresh(tx, under, now, lane=Lane.REPLY)
    return EndingOutcome.DONE


def keep(tx: Tx, command: OwnPress, now: datetime) -> None:
    """再看看: delete the question, change nothing."""
    outbox.take_away(tx, own_message_pressed(tx, command, KIND, now), now)


def _message(tx: Tx, command: Ending, now: datetime) -> BotMessage:
    if command.chat_id != command.telegram_id:
        raise Refused("stale_button")
    return bot_messages.message_pressed(tx, command.chat_id, command.message_id, now)


def _question(tx: Tx, command: Ending, now: datetime) -> BotMessage:
    message = _message(tx, command, now)
    if (message.kind, message.subject_id) != (KIND, command.instruction_id):
        raise Refused("stale_button")
    if message.args_as(ConfirmArgs).act is not command.act:
        raise Refused("stale_button")
    return message


def _allowed(tx: Tx, command: Ending) -> tuple[Instruction, str]:
    """The instruction, if the presser may end it by the present roster, and the actor's name."""
    try:
        instruction = instructions.instruction(tx, command.instruction_id)
    except LookupError:
        raise Refused("stale_button") from None
    who = rights.actor(tx, command.telegram_id, command.operators)
    if not care.may_end(tx, who, command.act, instruction):
        raise Refused("not_allowed")
    return instruction, who.name


def _ask(tx: Tx, command: Ending, pressed: BotMessage, now: datetime) -> None:
    for message in outbox.messages_about(tx, KIND, command.instruction_id):
        if message.chat_id == command.chat_id:
            outbox.take_away(tx, message, now)
    saying = Saying(
        chat_id=command.chat_id,
        args=ConfirmArgs(act=command.act, under=pressed.id),
        lane=Lane.REPLY,
        subject_id=command.instruction_id,
    )
    outbox.say(tx, saying, now)
