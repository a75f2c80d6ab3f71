"""Help requests typed in private, with or without an open instruction (helping)."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.model import AnswerPath, Instruction
from bot.instructions.reading.meanings import Reading
from bot.messages.helping import NobodyToldArgs
from bot.roster.model import Member
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.helping import helps
from bot.store.helping.helps import HelpFor
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.answering import recording
from bot.usecases.answering.reading import read_from
from bot.usecases.answering.recording import Given
from bot.usecases.answering.remarks import Note
from bot.usecases.helping import handling, help_requests
from bot.usecases.helping.handling import Explanation
from bot.usecases.typed.told_writer import Reply, TypedAnswer, say_heard


def hear_trouble(tx: Tx, command: Reply, now: datetime) -> bool:
    """Open a request about the newest instruction that asks the writer, else about their unit;
    further words join the open one. False for an unlinked writer."""
    member = people.member_by_telegram(tx, command.telegram_id)
    if member is None:
        return False
    said = read_from(tx, member, command.words or "", command.lexicon)
    instruction, held = _about(tx, member, said)
    what = _what(tx, member, held)
    if what is None:
        say_nobody_told(tx, command, now, known=True)
        return True
    if instruction is not None and held is not None and held.owes:
        path, at, given = AnswerPath.REPLY, command.said_at, Given(command.chat_id)
        recording.answer(tx, instruction, member, path, at, now, given=given, troubled=True)
    if not _joins(tx, what, member, command, now):
        _open(tx, what, instruction, member, said, command, now)
    return True


def _about(tx: Tx, member: Member, said: Reading) -> tuple[Instruction | None, Held | None]:
    """The newest running instruction that asks one of their units, waiting ones first; the building
    they speak of, else their first."""
    for instruction in answers.instructions_asking(tx, member.id)[:1]:
        mine = answers.held_by(tx, instruction.id, member.id)
        held = recording.narrowed(mine, said.buildings)
        if held:
            return instruction, held[0]
    return None, None


def _what(tx: Tx, member: Member, held: Held | None) -> HelpFor | None:
    if held is not None:
        return HelpFor(held.target.unit.id, held.target.id)
    seats = sorted(people.posts_of(tx, member.id), key=lambda s: (-len(s.unit.path), s.rank))
    return HelpFor(seats[0].unit.id) if seats else None


def _joins(tx: Tx, what: HelpFor, member: Member, command: Reply, now: datetime) -> bool:
    found = helps.current_help(tx, what)
    if found is None or found.member_id != member.id:
        return False
    note = Note(command.text, command.chat_id, command.message_id, command.caption)
    more = Explanation(command.telegram_id, found.id, note=note, lexicon=command.lexicon)
    handling.explain(tx, more, now)
    return True


def _open(
    tx: Tx, what: HelpFor, instruction: Instruction | None, member: Member, said: Reading,
    command: Reply, now: datetime,
) -> None:  # fmt: skip
    words = None if said.cry else command.words
    told = help_requests.ask_for_help(tx, what, instruction, member, words, now, danger=said.danger)
    if words is not None or not told:
        say_heard(tx, what, TypedAnswer(member, said, command), told, now)


def say_nobody_told(tx: Tx, command: Reply, now: datetime, *, known: bool) -> None:
    """Answer trouble of somebody for whom nobody can be told: plainly, with the emergency
    numbers."""
    saying = Saying(
        chat_id=command.chat_id, args=NobodyToldArgs(known=known), lane=Lane.REPLY,
        reply_to=command.message_id,
    )  # fmt: skip
    outbox.say(tx, saying, now)
