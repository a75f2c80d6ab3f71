"""Finds the bot's message behind a press or reply.

Callback data only names: the pressed message must be one of ours in that very chat, and it decides
what is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.errors import Refused
from bot.instructions.model import Instruction
from bot.messages.cascade import AgainArgs
from bot.store.answering import threads
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.cascade import clocks
from bot.usecases.screens import ScreenPlace, screen_of


@dataclass(frozen=True, slots=True)
class Touched:
    """A pressed message or one replied to: its id, and which of ours its buttons claim it to be.

    That claim may be forged and is only a hint.
    """

    chat_id: int
    number: int
    message_id: int


def recognise(tx: Tx, touched: Touched, now: datetime) -> None:
    """Record the id of a message whose arrival was uncertain, and delete a surplus copy."""
    lost = _copied(tx, touched)
    if lost is not None:
        _adopt(tx, lost, touched.number, now)


def copied(tx: Tx, touched: Touched) -> BotMessage | None:
    """Our message that was touched, even under an unknown id."""
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
    """Our message with that id. Raises Refused("stale_button")."""
    message = outbox.message_at(tx, chat_id, telegram_id)
    message = message or _turned_up(tx, chat_id, telegram_id, now)
    if message is None or message.gone_at is not None:
        raise Refused("stale_button")
    return message


class PrivatePress(Protocol):
    """A press on a message: by whom, in which chat, on which message."""

    @property
    def telegram_id(self) -> int: ...

    @property
    def chat_id(self) -> int: ...

    @property
    def message_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class OwnPress:
    """A press that says no more than that."""

    telegram_id: int
    chat_id: int
    message_id: int


def own_message_pressed(tx: Tx, press: PrivatePress, kind: str, now: datetime) -> BotMessage:
    """The message of that kind in the presser's own private chat. Raises Refused("stale_button")
    for other kinds and in other chats."""
    message = message_pressed(tx, press.chat_id, press.message_id, now)
    if message.kind != kind or press.chat_id != press.telegram_id:
        raise Refused("stale_button")
    return message


def _turned_up(tx: Tx, chat_id: int, telegram_id: int, now: datetime) -> BotMessage | None:
    """The last screen with an uncertain outcome in a chat.

    Callers check that it fits the press and refuse otherwise, which rolls this back.
    """
    lost = [each for each in outbox.doubtful(tx, chat_id) if each.kind not in ANSWERABLE]
    if not lost:
        return None
    outbox.adopt(tx, lost[0], telegram_id, now)
    return outbox.message(tx, lost[0].id)


def asked_by(
    tx: Tx, chat_id: int, telegram_id: int, named: int | None, now: datetime
) -> BotMessage | None:
    """Our message with that id, or one with an uncertain outcome that turned up under it: the
    answer counts, and a surplus copy is deleted."""
    message = outbox.message_at(tx, chat_id, telegram_id)
    if message is not None:
        # A new chase deletes the old one: a press on the old in that moment still counts.
        return message if message.gone_at is None or message.kind == "chase" else None
    for lost in outbox.doubtful(tx, chat_id):
        if lost.kind in ANSWERABLE and named in (None, lost.subject_id):
            _adopt(tx, lost, telegram_id, now)
            return lost
    return None


def instructions_on(tx: Tx, message: BotMessage, named: int | None) -> list[Instruction]:
    """The instructions a message asks about: a card's own, or all of a chase.

    Raises Refused("stale_button") where the press names another instruction.
    """
    found = _shown(tx, message, named) if message.kind == "status" else _about(tx, message)
    if named is not None:
        found = [each for each in found if each.id == named]
    if not found:
        raise Refused("stale_button")
    return found


def _shown(tx: Tx, message: BotMessage, named: int | None) -> list[Instruction]:
    """The instruction a status screen offers to answer: the one it is about, or one of its list."""
    place = screen_of(message, ScreenPlace("list")).place
    if named is None or (place.what == "unit" and place.id(0) != named):
        return []
    try:
        found = instructions.instruction(tx, named)
    except LookupError:
        return []
    return [found] if found.started_at is not None else []


def about_any(tx: Tx, message: BotMessage) -> bool:
    """Whether a message is about an instruction; replies to help requests need not be."""
    return message.kind not in REPLIES or bool(_about(tx, message))


def _about(tx: Tx, message: BotMessage) -> list[Instruction]:
    if message.kind in ONE_INSTRUCTION and message.subject_id is not None:
        return [instructions.instruction(tx, message.subject_id)]
    if message.kind in REPLIES:
        named = threads.remark(tx, message.subject_id or 0).instruction_id
        return [] if named is None else [instructions.instruction(tx, named)]
    if message.kind == "again":
        cards = message.args_as(AgainArgs).cards
        asked = {outbox.message(tx, each).subject_id or 0 for each in cards}
    else:
        asked = {target.instruction_id for target, _ in instructions.targets_on(tx, message.id)}
    return [instructions.instruction(tx, each) for each in sorted(asked)]


REMARKS = frozenset({"note", "copy"})
"""Messages with somebody's remark: their readers may be asked about the same instruction."""

ONE_INSTRUCTION = REMARKS | {
    "card",
    "nudge",
    "files",
    "not_counted",
    "part_counted",
    "withdrawn_note",
    "correction_note",
}
"""Kinds about one instruction that people answer by replying to them."""

ANSWERABLE = ONE_INSTRUCTION | {"chase", "again"}
"""Kinds whose replies are answers."""

REPLIES = frozenset({"reply", "reply_posted"})
"""Replies from above: 收到 to one acknowledges the instruction, other words are a new question."""


def group_id_of(tx: Tx, chat_id: int) -> int | None:
    """The id of the work group in this chat."""
    row = tx.one("group_id_of_chat", chat_id=chat_id)
    return None if row is None else int(row["id"])
