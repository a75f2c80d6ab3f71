"""From a press to what it is about. Callback data names, it does not authorise: the message
pressed must be one of ours in that very chat, and decides what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import Instruction
from bot.store.answering import threads
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.cascade import clocks


@dataclass(frozen=True, slots=True)
class Touched:
    """A message somebody pressed or replied to: its number in the chat, and which of ours its
    buttons say that it is. They may be forged: what they say is but a hint."""

    chat_id: int
    number: int
    message_id: int


def recognise(tx: Tx, touched: Touched, now: datetime) -> None:
    """Where a message stands under a number we were never told, it is known from now on; the
    copy that is one too many goes."""
    lost = _copied(tx, touched)
    if lost is not None:
        _adopt(tx, lost, touched.number, now)


def copied(tx: Tx, touched: Touched) -> BotMessage | None:
    """The message of ours that somebody touched, be it under a number we were never told."""
    known = outbox.message_at(tx, touched.chat_id, touched.number)
    return known or _copied(tx, touched)


def _copied(tx: Tx, touched: Touched) -> BotMessage | None:
    lost = outbox.doubtful(tx, touched.chat_id)
    found = next((each for each in lost if each.id == touched.message_id), None)
    known = found and outbox.message_at(tx, touched.chat_id, touched.number)
    return None if known else found


def _adopt(tx: Tx, lost: BotMessage, number: int, now: datetime) -> None:
    if not outbox.adopt(tx, lost, number, now):
        return
    if lost.gone_at is not None:
        outbox.take_away(tx, outbox.message(tx, lost.id), now)
    elif lost.kind == "card":
        clocks.cards_arrived(tx, [lost], now)


def message_pressed(tx: Tx, chat_id: int, telegram_id: int, now: datetime) -> BotMessage:
    """Our message under that number; Refused("stale_button") where there is none."""
    message = outbox.message_at(tx, chat_id, telegram_id)
    message = message or _turned_up(tx, chat_id, telegram_id, now)
    if message is None or message.gone_at is not None:
        raise Refused("stale_button")
    return message


def _turned_up(tx: Tx, chat_id: int, telegram_id: int, now: datetime) -> BotMessage | None:
    """The screen that was last in doubt in a chat. Callers look whether it fits what was pressed,
    and refuse where it does not, which undoes this."""
    lost = [each for each in outbox.doubtful(tx, chat_id) if each.kind not in ANSWERABLE]
    if not lost:
        return None
    outbox.adopt(tx, lost[0], telegram_id, now)
    return outbox.message(tx, lost[0].id)


def asked_by(
    tx: Tx, chat_id: int, telegram_id: int, named: int | None, now: datetime
) -> BotMessage | None:
    """The message under that number; or, where we were never told how a sending ended, the one
    that has turned up under it: the answer counts all the same, and an extra copy goes."""
    message = outbox.message_at(tx, chat_id, telegram_id)
    if message is not None:
        # A chase goes when a newer one comes: who pressed it in that moment has answered.
        return message if message.gone_at is None or message.kind == "chase" else None
    for lost in outbox.doubtful(tx, chat_id):
        if lost.kind in ANSWERABLE and named in (None, lost.subject_id):
            _adopt(tx, lost, telegram_id, now)
            return lost
    return None


def instructions_on(tx: Tx, message: BotMessage, named: int | None) -> list[Instruction]:
    """What a message asks: a card its instruction, a chase every one it speaks of.

    Refused("stale_button") where the press names an instruction the message is not about.
    """
    found = _about(tx, message)
    if named is not None:
        found = [each for each in found if each.id == named]
    if not found:
        raise Refused("stale_button")
    return found


def about_any(tx: Tx, message: BotMessage) -> bool:
    """Whether a message is about an instruction: what was written back to a request for help need
    not be."""
    return message.kind not in REPLIES or bool(_about(tx, message))


def _about(tx: Tx, message: BotMessage) -> list[Instruction]:
    if message.kind in ONE_INSTRUCTION and message.subject_id is not None:
        return [instructions.instruction(tx, message.subject_id)]
    if message.kind in REPLIES:
        named = threads.remark(tx, message.subject_id or 0).instruction_id
        return [] if named is None else [instructions.instruction(tx, named)]
    if message.kind == "again":
        asked = {outbox.message(tx, each).subject_id or 0 for each in message.args["cards"]}
    else:
        asked = {target.instruction_id for target, _ in instructions.targets_on(tx, message.id)}
    return [instructions.instruction(tx, each) for each in sorted(asked)]


REMARKS = frozenset({"note", "copy"})
"""What somebody below remarked: whoever reads it may be asked about the same themselves."""

ONE_INSTRUCTION = REMARKS | {"card", "nudge", "files", "not_counted", "withdrawn_note"}
"""Kinds whose subject is an instruction, and which people answer by replying to them."""

ANSWERABLE = ONE_INSTRUCTION | {"chase", "again"}
"""Kinds a reply to which is an answer."""

REPLIES = frozenset({"reply", "reply_posted"})
"""What somebody above wrote back: 收到 to it is an answer to the instruction, further words are a
new question."""


def group_of(tx: Tx, chat_id: int) -> int | None:
    """The id of the work group with this chat, where the chat is one."""
    row = tx.one("group_id_of_chat", chat_id=chat_id)
    return None if row is None else int(row["id"])
