"""Files refused by a chat: the card goes without them and says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.instructions.model import Instruction
from bot.messages.cascade import FilesArgs
from bot.roster.permissions import Right, of_post
from bot.store.cascade import instructions, opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.people import people
from bot.store.tx import Tx

KIND = FilesArgs.kind


def files_refused(tx: Tx, message: BotMessage) -> None:
    """Telegram refused the files of an instruction in this chat."""
    outbox.set_args(tx, message, replace(message.args_as(FilesArgs), refused=True))


def missing(tx: Tx, instruction_id: int, chat_id: int) -> bool:
    """Whether the files of an instruction were refused in a chat."""
    rows = tx.all("unsent_files_in_chat", instruction_id=instruction_id, chat_id=chat_id)
    return any(BotMessage.from_row(row).args_as(FilesArgs).refused for row in rows)


def send_apart(
    tx: Tx, instruction: Instruction, cards: Iterable[BotMessage], now: datetime
) -> None:
    """Send the files in private to people on cards in groups that refused them."""
    if not opening.attachments(tx, instruction.id):
        return
    for card in cards:
        if card.chat_id < 0 and missing(tx, instruction.id, card.chat_id):
            _send(tx, instruction, card, now)


def _send(tx: Tx, instruction: Instruction, card: BotMessage, now: datetime) -> None:
    had = {each.chat_id for each in outbox.messages_about(tx, KIND, instruction.id)}
    for chat_id in _people_on(tx, card):
        if chat_id not in had:
            saying = Saying(
                chat_id=chat_id,
                args=FilesArgs(apart=True),
                lane=Lane.URGENT if instruction.urgent else Lane.ROUTINE,
                subject_id=instruction.id,
                silent=instruction.quiet_first,
            )
            outbox.say(tx, saying, now)


def _people_on(tx: Tx, card: BotMessage) -> list[int]:
    lines = [each for each, role in instructions.targets_on(tx, card.id) if role == "line"]
    seats = [seat for each in lines for seat in people.holders_of(tx, each.unit.id)]
    asked = (seat.member for seat in seats if of_post(Right.ANSWER, seat.kind))
    found = [member for member in asked if member is not None and member.listening]
    return [*dict.fromkeys(each.telegram_id for each in found if each.telegram_id is not None)]
