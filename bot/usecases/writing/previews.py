"""The issuer's message about an instruction: a preview first, a summary after sending."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.instructions.model import Instruction
from bot.messages.writing import PreviewArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx

KIND = PreviewArgs.kind
_PLAIN = PreviewArgs()

_STILL_IN_SIGHT = timedelta(seconds=5)
"""A preview this recent is directly below the writer's message where that one's id is not known."""


def show_preview(
    tx: Tx, instruction: Instruction, chat_id: int, now: datetime, args: PreviewArgs = _PLAIN
) -> None:
    """Update the issuer's message in place."""
    message = _of(tx, instruction, chat_id)
    if message is None:
        _say(tx, instruction, chat_id, now, args)
    else:
        outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)


def show_preview_below(
    tx: Tx, instruction: Instruction, chat_id: int, now: datetime, said: int | None = None,
    args: PreviewArgs = _PLAIN,
) -> None:  # fmt: skip
    """As `show`, but below the message `said` that the issuer has just written."""
    message = _of(tx, instruction, chat_id)
    if message is not None and _out_of_sight(tx, message, said, now):
        outbox.take_away(tx, message, now)
    show_preview(tx, instruction, chat_id, now, args)


def bring_below(tx: Tx, instruction: Instruction, chat_id: int, now: datetime) -> None:
    """Show the issuer's message anew as the last one of a chat."""
    message = _of(tx, instruction, chat_id)
    if message is not None:
        outbox.take_away(tx, message, now)
    _say(tx, instruction, chat_id, now, _PLAIN)


def shown_in(tx: Tx, instruction: Instruction, chat_id: int) -> PreviewArgs:
    """What the issuer's message shows in a chat."""
    message = _of(tx, instruction, chat_id)
    return message.args_as(PreviewArgs) if message else _PLAIN


def _out_of_sight(tx: Tx, message: BotMessage, said: int | None, now: datetime) -> bool:
    """Whether it stands further up or may not have arrived.

    Parts of an album come together: a preview after the first may be below the last.
    """
    if message.sent_at is None:
        return outbox.given_up(tx, message)
    if said is not None and message.telegram_id is not None:
        return message.telegram_id < said
    return now - message.sent_at >= _STILL_IN_SIGHT


def refresh_preview(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Update it for everybody who sees it."""
    for message in outbox.messages_about(tx, KIND, instruction.id):
        if not message.args_as(PreviewArgs).handed_over:
            outbox.refresh(tx, message, now, args=_PLAIN)


def part(tx: Tx, instruction: Instruction, reason: str, now: datetime) -> None:
    """The draft is about to be deleted: its preview gives the reason. Call this before."""
    for message in outbox.messages_about(tx, KIND, instruction.id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY, args=PreviewArgs(gone=reason))


def _of(tx: Tx, instruction: Instruction, chat_id: int) -> BotMessage | None:
    living = outbox.messages_about(tx, KIND, instruction.id)
    mine = [each for each in living if each.chat_id == chat_id]
    return mine[-1] if mine else None


def _say(tx: Tx, instruction: Instruction, chat_id: int, now: datetime, args: PreviewArgs) -> None:
    saying = Saying(
        chat_id=chat_id,
        args=args,
        lane=Lane.REPLY,
        subject_id=instruction.id,
        member_id=instruction.issuer_id,
    )
    outbox.say(tx, saying, now)
