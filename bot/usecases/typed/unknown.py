"""An unlinked person's typed answer in a group is kept like a press (answering)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.instructions.model import Instruction, InstructionState
from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.reader import read
from bot.messages.groups import UnknownWriterArgs
from bot.store.answering import answers
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.tx import Tx
from bot.usecases.cascade import bot_messages
from bot.usecases.typed.reply import Reply

_COUNTS = {Meaning.YES, Meaning.NOTE, Meaning.HELP}


def keep_unknown(
    tx: Tx, about: Sequence[Instruction], message: BotMessage, command: Reply, now: datetime
) -> None:
    """Keep an unlinked person's answer until they are linked, and say once how.

    Where everybody who is asked is linked already, nothing happens.
    """
    said = read(command.words or command.sticker or "", lexicon=command.lexicon)
    if said.meaning not in _COUNTS or not answers.has_unlinked(tx, message.id):
        return
    running = [each for each in about if each.state is InstructionState.RUNNING]
    facts = {"telegram_id": command.telegram_id, "now": command.said_at}
    new = [tx.run("insert_pending_press", instruction_id=each.id, **facts) for each in running]
    if any(new):
        _say_how(tx, command, now)


def _say_how(tx: Tx, command: Reply, now: datetime) -> None:
    saying = Saying(
        chat_id=command.chat_id,
        args=UnknownWriterArgs(),
        lane=Lane.REPLY,
        subject_id=bot_messages.group_id_of(tx, command.chat_id),
        reply_to=command.message_id,
    )
    outbox.say(tx, saying, now)


def newest_card(tx: Tx, chat_id: int) -> BotMessage | None:
    """The newest card in a chat."""
    row = tx.one("newest_card_in", chat_id=chat_id)
    return None if row is None else BotMessage.from_row(row)
