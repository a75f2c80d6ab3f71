"""What somebody typed to the bot, and what they are told who typed an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat.persons import Named
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.instructions.reading.meanings import Reading
from bot.instructions.reading.phrases import Lexicon
from bot.messages.answering import NothingNew, NothingNewArgs, PartCountedArgs
from bot.messages.helping import HelpHeardArgs
from bot.roster.model import Member
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.helping import helps
from bot.store.helping.helps import HelpFor
from bot.store.tx import Tx
from bot.usecases.answering import recording
from bot.usecases.answering.recording import InstructionEnded, Recorded
from bot.usecases.cascade import cards


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody wrote.

    `text` is None for a voice message, photo or sticker, which may have a `caption`. `reply_to`:
    the id of our message; None in a private chat without one.
    """

    telegram_id: int
    chat_id: int
    message_id: int
    reply_to: int | None
    text: str | None
    said_at: datetime
    caption: str | None = None
    sticker: str | None = None
    """The emoji of a sticker."""
    photo: str | None = None
    """Telegram's id of a photo."""
    lexicon: Lexicon | None = None
    """The word lists in use."""

    @property
    def words(self) -> str | None:
        """The text or caption."""
        return self.text or self.caption

    @property
    def private(self) -> bool:
        """Whether it came in the writer's private chat with the bot."""
        return self.chat_id == self.telegram_id


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What somebody who is asked wrote, and what it means."""

    member: Member
    said: Reading
    command: Reply
    part: tuple[str, ...] = ()
    """The numbers of the buildings they speak of; empty for all of the writer's."""


def say_why_not(tx: Tx, about: Instruction, member: Member, command: Reply, now: datetime) -> None:
    """收到 from somebody an instruction does not ask, or not any more: say why it needs none."""
    if about.state is not InstructionState.RUNNING:
        facts = recording.nothing_new(InstructionEnded(about.state))
    elif not about.needs_answer or cards.informs(tx, about, member):
        facts = NothingNewArgs(why=NothingNew.INFORMS)
    else:
        path, at = AnswerPath.REPLY, command.said_at
        facts = recording.nothing_new(recording.answer(tx, about, member, path, at, now))
    say_nothing_new(tx, about, member, facts, command, now)


def say_nothing_new(
    tx: Tx, about: Instruction, member: Member, facts: NothingNewArgs, command: Reply,
    now: datetime,
) -> None:  # fmt: skip
    """Say why words changed nothing."""
    saying = Saying(
        chat_id=command.chat_id, args=facts, lane=Lane.REPLY, subject_id=about.id,
        member_id=member.id, reply_to=command.message_id,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def say_part(
    tx: Tx, about: Instruction, told: Recorded, spoken: TypedAnswer, now: datetime
) -> None:
    """Say in private for which units it counted, with a button for the others."""
    member, command = spoken.member, spoken.command
    if not member.reachable:
        return
    saying = Saying(
        chat_id=member.telegram_id or 0, args=PartCountedArgs(units=told.units), lane=Lane.REPLY,
        subject_id=about.id, member_id=member.id,
        reply_to=command.message_id if command.private else None,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def say_heard(
    tx: Tx, what: HelpFor, spoken: TypedAnswer, told: Sequence[Member], now: datetime
) -> None:
    """Say who was told of a request.

    Where life is in danger, emergency numbers are included, and the group is told too if the writer
    cannot be written to.
    """
    member, said, command = spoken.member, spoken.said, spoken.command
    private = command.private or member.reachable
    if not private and not said.danger:
        return
    request = helps.current_help(tx, what)
    saying = Saying(
        chat_id=(member.telegram_id or 0) if private else command.chat_id,
        args=HelpHeardArgs(
            said=(command.words or "")[:200],
            told=tuple(each.id for each in told),
            danger=said.danger,
            alone=not told and request is not None and request.opened_at == now,
        ),
        lane=Lane.REPLY,
        subject_id=request.id if request else None,
        member_id=member.id,
        reply_to=command.message_id if command.private or not private else None,
    )
    outbox.say(tx, saying, now)


def say_thanks(tx: Tx, units: Sequence[str], who: Named, command: Reply, now: datetime) -> None:
    """Confirm a typed answer in private; in a group the card shows it."""
    saying = Saying(
        chat_id=command.chat_id, args=recording.thanks_to(who, units), lane=Lane.REPLY,
        reply_to=command.message_id,
    )  # fmt: skip
    outbox.say(tx, saying, now)
