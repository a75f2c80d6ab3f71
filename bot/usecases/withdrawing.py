"""Withdrawing: within the undo time without a trace, later on every card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.instructions.model import Instruction, InstructionState
from bot.store import audit, drafts, ends, outbox
from bot.store.outbox import BotMessage, Saying
from bot.store.tx import Tx
from bot.usecases import cards, drafting, previews, tidying, urgent


def undo(tx: Tx, instruction: Instruction, actor: str, now: datetime) -> None:
    """Nothing has left yet: it is a draft again, and its number is given back."""
    draft = replace(instruction, state=InstructionState.DRAFT, number=None, sends_at=None)
    drafts.save(tx, drafting.touched(draft, now))
    previews.refresh(tx, draft, now)
    audit.record(tx, now, actor, "instruction.undo", instruction_id=instruction.id)


def withdraw(tx: Tx, instruction: Instruction, actor: str, now: datetime) -> None:
    """Every card says so and is answered by a short message; nobody is chased any more."""
    ended = replace(instruction, state=InstructionState.WITHDRAWN, ended_at=now)
    drafts.save(tx, ended)
    ends.withdraw_targets(tx, ended.id)
    audit.record(tx, now, actor, "instruction.withdraw", instruction_id=ended.id)
    _cards(tx, ended, now)
    urgent.ring_again(tx, ended, "withdrawn_note", actor, now)
    tidying.show_ended(tx, ended, now)


def _cards(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """What has not left never will; what has is answered."""
    for kind in ("files", "card"):
        for message in ends.unsent(tx, kind, instruction.id):
            outbox.take_away(tx, message, now)
    for card in outbox.messages_about(tx, "card", instruction.id):
        _note(tx, instruction, card, now)


def _note(tx: Tx, instruction: Instruction, card: BotMessage, now: datetime) -> None:
    quiet = instruction.ladder.quiet if instruction.ladder else None
    saying = Saying(
        chat_id=card.chat_id,
        kind="withdrawn_note",
        lane=cards.card_lane(instruction),
        subject_id=instruction.id,
        reply_to=card.telegram_id,
        silent=quiet is not None and quiet.covers(now),
    )
    outbox.say(tx, saying, now)
