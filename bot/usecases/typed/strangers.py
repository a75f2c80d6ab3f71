"""Words of somebody who is not linked: in private, who they say they are; in a group, a typed
answer is kept like a press."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.instructions.model import Instruction, InstructionState
from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.reader import read, read_by_rules
from bot.messages.groups import UnknownWriterArgs
from bot.store.answering import answers
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import rights
from bot.usecases.cascade import bot_messages
from bot.usecases.people import linking
from bot.usecases.people.linking import SaidWho
from bot.usecases.typed import troubles
from bot.usecases.typed.form_replies import tells_form
from bot.usecases.typed.told_writer import Reply

_COUNTS = {Meaning.YES, Meaning.NOTE, Meaning.HELP}


def keep_unknown(
    tx: Tx, about: Sequence[Instruction], message: BotMessage, command: Reply, now: datetime
) -> None:
    """Keep an unlinked person's answer until they are linked, and say once how.

    Where everybody who is asked is linked already, nothing happens.
    """
    if not _may_count(tx, about, command, now) or not answers.has_unlinked(tx, message.id):
        return
    running = [each for each in about if each.state is InstructionState.RUNNING]
    facts = {"telegram_id": command.telegram_id, "now": command.said_at}
    new = [tx.run("insert_pending_press", instruction_id=each.id, **facts) for each in running]
    if any(new):
        _say_how(tx, command, now)


def _may_count(tx: Tx, about: Sequence[Instruction], command: Reply, now: datetime) -> bool:
    """Whether words are an answer, or figures for a form, whatever they mean besides: 否 3 20."""
    said = read(command.words or command.sticker or "", lexicon=command.lexicon)
    if said.meaning in _COUNTS:
        return True
    return any(tells_form(tx, each, command.words or "", now) for each in about)


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


def hear(tx: Tx, heard: tuple[SaidWho, Reply], now: datetime) -> None:
    """Take words for who somebody says they are; a call for help is never a name, and is answered
    with the truth: nobody can be told."""
    said_who, command = heard
    said = read_by_rules(command.words or "", lexicon=command.lexicon)
    if said.meaning is Meaning.HELP:
        who = rights.actor(tx, command.telegram_id, said_who.who.operators)
        known = who.operator or people.member_by_telegram(tx, command.telegram_id) is not None
        troubles.say_nobody_told(tx, command, now, known=known)
    else:
        linking.say_who(tx, said_who, now)
