"""Somebody types an answer, as a reply to one of our messages or alone in a private chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.instructions.reading.reader import Meaning, Reading, Why, read
from bot.roster.model import Member
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.helping import helps
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import recording, remarks
from bot.usecases.answering.recording import Answered, Recorded, best
from bot.usecases.cascade import bot_messages
from bot.usecases.escalation import living
from bot.usecases.escalation.living import SilentUnits
from bot.usecases.helping import help_requests


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody wrote: `text` is None for a voice message, a photo, a sticker, which may
    have a `caption`.

    `reply_to` is the number of our message they replied to; None in a private chat without one.
    """

    telegram_id: int
    chat_id: int
    message_id: int
    reply_to: int | None
    text: str | None
    said_at: datetime
    caption: str | None = None

    @property
    def words(self) -> str | None:
        """What they wrote, be it below a picture."""
        return self.text or self.caption

    @property
    def private(self) -> bool:
        """Whether it was said in the writer's own chat with us."""
        return self.chat_id == self.telegram_id


def reply(tx: Tx, command: Reply, now: datetime) -> bool:
    """A reply to one of our messages; False where it is not about an instruction.

    Only those whom the instruction asks are heard; nobody else gets an answer.
    """
    number = command.reply_to or 0
    message = bot_messages.asked_by(tx, command.chat_id, number, None, now)
    if message is None or message.kind not in bot_messages.ANSWERABLE:
        return False
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is not None:
        _hear(tx, bot_messages.instructions_on(tx, message, None), member, command, now)
    return True


def private_words(tx: Tx, command: Reply, now: datetime) -> bool:
    """Words in a private chat that reply to nothing; False where nothing waits for the writer.

    With one instruction waiting they count for it; with more, the writer is shown them.
    """
    member = people.member_by_telegram(tx, command.telegram_id)
    waiting = answers.waiting_for(tx, member.id) if member else []
    if member is None or not waiting:
        return False
    if len(waiting) == 1:
        _hear(tx, waiting, member, command, now)
        return True
    for instruction in waiting:
        held = answers.held_by(tx, instruction.id, member.id)
        targets = [each.target for each in held if each.target.unanswered]
        first = instruction is waiting[0]
        living.tell(tx, member, SilentUnits(instruction, targets, "own"), now, ring=first)
    return True


_Asked = list[tuple[Instruction, list[Held]]]


def _hear(
    tx: Tx, about: Sequence[Instruction], member: Member, command: Reply, now: datetime
) -> None:
    """Words count for every instruction they are about; the writer is told of it once."""
    asked = [
        (each, held)
        for each in about
        if each.state is InstructionState.RUNNING and each.needs_answer
        if (held := answers.held_by(tx, each.id, member.id))
    ]
    said = _read(command)
    if asked and said.meaning in _COUNT:
        _count(tx, asked, member, said, command, now)
    elif asked:
        _not_counted(tx, asked, member, command, now)


_COUNT = {Meaning.YES, Meaning.NOTE, Meaning.HELP}


def _read(command: Reply) -> Reading:
    """A picture goes up even where the words below it are but an answer."""
    said = read(command.words) if command.words else Reading(Meaning.NOTE, Why.MORE)
    picture = command.text is None and said.meaning is Meaning.YES
    return replace(said, meaning=Meaning.NOTE) if picture else said


def _count(
    tx: Tx, asked: _Asked, member: Member, said: Reading, command: Reply, now: datetime
) -> None:
    path, at = AnswerPath.REPLY, command.said_at
    told = [recording.answer(tx, each, member, path, at, now) for each, _ in asked]
    instruction, held = asked[0]
    if said.meaning is Meaning.HELP and helps.current(tx, held[0].target.id) is None:
        words = None if said.cry else command.words
        help_requests.open_help(tx, instruction, member, held, words, now)
        return
    if said.meaning is not Meaning.YES:
        for instruction, held in asked:
            remarks.pass_up(tx, instruction, member, held[0], _note(command), now)
    if command.private:
        _thank(tx, best(told), command, now)


def _note(command: Reply) -> remarks.Note:
    return remarks.Note(command.text, command.chat_id, command.message_id, command.caption)


def _not_counted(tx: Tx, asked: _Asked, member: Member, command: Reply, now: datetime) -> None:
    """A negation or a question goes up, and the writer is told kindly that it did not count."""
    told = {
        up.id: None
        for instruction, held in asked
        for up in remarks.pass_up(tx, instruction, member, held[0], _note(command), now, doubt=True)
    }
    saying = Saying(
        chat_id=command.chat_id,
        kind="not_counted",
        lane=Lane.REPLY,
        subject_id=asked[0][0].id,
        args={"said": (command.words or "")[:200], "told": list(told)},
        reply_to=command.message_id,
    )
    outbox.say(tx, saying, now)


def _thank(tx: Tx, told: Answered, command: Reply, now: datetime) -> None:
    """In private a typed answer is thanked for; in a group the card shows it."""
    if not isinstance(told, Recorded):
        return
    saying = Saying(
        chat_id=command.chat_id,
        kind="thanks",
        lane=Lane.REPLY,
        args={
            "units": list(told.units),
            "name": told.who.name,
            "post": told.who.kind,
            "height": told.who.height,
            "title": told.who.title,
        },
        reply_to=command.message_id,
    )
    outbox.say(tx, saying, now)
