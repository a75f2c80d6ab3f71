"""Where words in a private chat belong, looked up before anything is done with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.instructions.reading.reader import is_small_talk
from bot.roster.model import ISSUING_POSTS, Member
from bot.store.answering import answers
from bot.store.delivery import outbox
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.store.writing.expectations import Expectation
from bot.usecases import rights
from bot.usecases.cascade import bot_messages
from bot.usecases.cascade.bot_messages import ANSWERABLE, REMARKS, Touched


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody wrote in private; `text` is None where it was no text. `touched`: the message
    they reply to, where that says which it is."""

    telegram_id: int
    text: str | None
    reply_to: int | None
    operators: frozenset[int] = frozenset()
    touched: Touched | None = None


class Destination(Enum):
    """Who takes words up."""

    EXPECTED = auto()
    """A question was open."""
    REPLY = auto()
    """They reply to something we said about an instruction."""
    ANSWER = auto()
    """An instruction waits for the writer."""
    DRAFT = auto()
    """The writer may issue: it is the beginning, or a part, of an instruction."""
    STRANGER = auto()
    """Nobody we know."""
    NOWHERE = auto()


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where words belong, and the open question where there is one."""

    place: Destination
    expectation: Expectation | None = None


def belongs(tx: Tx, heard: Heard, now: datetime) -> Belongs:
    """Decide by what is open: a question, a reply, a draft, an instruction that waits.

    收到 in reply to a card is an answer to that, whatever else has been asked.
    """
    asked = expectations.expected(tx, heard.telegram_id, now)
    replies = heard.reply_to is not None and _about_instruction(tx, heard)
    if asked is not None and heard.text is not None and not (replies and _small(heard)):
        return Belongs(Destination.EXPECTED, asked)
    if replies:
        return Belongs(Destination.REPLY)
    member = people.member_by_telegram(tx, heard.telegram_id)
    if member is None:
        return Belongs(Destination.STRANGER)
    return Belongs(_of_member(tx, member, heard))


def _about_instruction(tx: Tx, heard: Heard) -> bool:
    if heard.touched is not None:
        message = bot_messages.copied(tx, heard.touched)
    else:
        message = outbox.message_at(tx, heard.telegram_id, heard.reply_to or 0)
    if message is None or message.kind not in ANSWERABLE:
        return False
    return message.kind not in REMARKS or _asked(tx, heard, message.subject_id or 0)


def _asked(tx: Tx, heard: Heard, instruction_id: int) -> bool:
    """Whether the writer is asked about it; who only looks on may be writing something new."""
    member = people.member_by_telegram(tx, heard.telegram_id)
    return member is not None and bool(answers.held_by(tx, instruction_id, member.id))


def _of_member(tx: Tx, member: Member, heard: Heard) -> Destination:
    waiting = bool(answers.waiting_for(tx, member.id))
    who = rights.actor(tx, heard.telegram_id, heard.operators)
    issues = who.operator or any(seat.kind in ISSUING_POSTS for seat in who.seats)
    if issues and not _small(heard):
        return Destination.DRAFT
    return Destination.ANSWER if waiting else Destination.NOWHERE


def _small(heard: Heard) -> bool:
    return heard.text is not None and is_small_talk(heard.text)
