"""The message that shows a branch lead the words they add when relaying."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import Instruction, Target
from bot.instructions.relay import RelayEnd
from bot.messages.answering import RelayWordsArgs
from bot.roster.permissions import Right, of_post
from bot.store.answering import answers
from bot.store.cascade import relay_drafts
from bot.store.cascade.relay_drafts import RelayDraft
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx

KIND = RelayWordsArgs.kind
NOT_TYPED = 0
"""In place of a message's id: the words came by a button."""


def to_relay_by(tx: Tx, instruction_id: int, member_id: int) -> list[Target]:
    """The targets that still have to be relayed and that this member may relay."""
    held = answers.held_by(tx, instruction_id, member_id)
    mine = [each.target for each in held if of_post(Right.RELAY, each.kind)]
    return [target for target in mine if target.to_relay]


def show_words(tx: Tx, draft: RelayDraft, now: datetime) -> None:
    """Update the message in place."""
    shown = _shown(tx, draft)
    if not shown:
        _say(tx, draft, now)
    for message in shown:
        outbox.refresh(tx, message, now, lane=Lane.REPLY)


def show_words_below(
    tx: Tx, draft: RelayDraft, now: datetime, *, reply_to: int | None = None
) -> None:
    """Show it as the last message of the chat."""
    for message in _shown(tx, draft):
        outbox.take_away(tx, message, now)
    _say(tx, draft, now, reply_to)


def _shown(tx: Tx, draft: RelayDraft) -> list[BotMessage]:
    return outbox.messages_about(tx, KIND, draft.id)


def _say(tx: Tx, draft: RelayDraft, now: datetime, reply_to: int | None = None) -> None:
    saying = Saying(
        chat_id=draft.chat_id, args=RelayWordsArgs(), lane=Lane.REPLY, subject_id=draft.id,
        member_id=draft.member_id, reply_to=reply_to,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def relayed(tx: Tx, instruction_id: int, now: datetime) -> None:
    """Something was relayed: the drafts of those who have nothing left to relay end."""
    for draft in relay_drafts.all_open(tx, instruction_id):
        if not to_relay_by(tx, instruction_id, draft.member_id):
            finish(tx, draft, RelayEnd.OVERTAKEN, now)


def instruction_ended(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """It was withdrawn or closed: all drafts end."""
    for draft in relay_drafts.all_open(tx, instruction.id):
        finish(tx, draft, RelayEnd.ENDED, now)


def finish(tx: Tx, draft: RelayDraft, outcome: RelayEnd, now: datetime) -> None:
    """End a draft and say so. Where its words were confirmed and did not go along, the writer
    reckons with them: a new message rings."""
    said = [part.said for part in relay_drafts.added_words(tx, draft.id) if part.said != NOT_TYPED]
    relay_drafts.end_relay_draft(tx, draft, outcome)
    if draft.due_at is not None and outcome not in (RelayEnd.PASSED, RelayEnd.DROPPED):
        show_words_below(tx, draft, now, reply_to=said[-1] if said else None)
    else:
        show_words(tx, draft, now)
