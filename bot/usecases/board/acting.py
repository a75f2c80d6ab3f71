"""What is done on the board's pages: the same as in chat, by the same use cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.errors import Refused
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.roster.model import Member
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.board import rows
from bot.store.cascade import instructions
from bot.store.tx import Tx
from bot.usecases.answering import pressing, proxying, recording, remarks
from bot.usecases.answering.proxying import AnswerFor
from bot.usecases.answering.recording import Answered, Given
from bot.usecases.answering.remarks import Note
from bot.usecases.board import own_help
from bot.usecases.board.own_help import NOTHING_SAID, HelpOnPage, SaidOnPage
from bot.usecases.board.own_notices import is_unseen, photos_of
from bot.usecases.board.pages import PageReader, reader, unit_by_code
from bot.usecases.escalation import reminding
from bot.usecases.escalation.reminding import Remind, Reminded
from bot.usecases.looking import navigating
from bot.usecases.looking.navigating import Asking, ShowPlace
from bot.usecases.screens import ScreenPlace


@dataclass(frozen=True, slots=True)
class RemindOnPage:
    """提醒未回复 for an instruction by its number, at a unit by its code ("": all in care)."""

    reader: PageReader
    number: int
    code: str = ""


def remind_on_page(tx: Tx, command: RemindOnPage, now: datetime) -> Reminded:
    """Remind the silent. Raises Refused."""
    number = rows.number_to_id(tx, command.number)
    unit = unit_by_code(tx, command.code).id if command.code else 0
    return reminding.remind(tx, Remind(chat_asking(command.reader), number, unit), now)


@dataclass(frozen=True, slots=True)
class ProxyOnPage:
    """代答 for ticked targets of an instruction."""

    reader: PageReader
    number: int
    targets: tuple[int, ...]


def proxy_on_page(tx: Tx, command: ProxyOnPage, now: datetime) -> tuple[str, ...]:
    """Answer for units; returns their names. Raises Refused."""
    number = rows.number_to_id(tx, command.number)
    for each in command.targets:
        try:
            its = instructions.target(tx, each).instruction_id
        except LookupError:
            its = 0
        if not its or its != number:
            raise Refused("not_allowed")
    if len(command.targets) > proxying.MOST:
        raise Refused("too_many_ticked", most=proxying.MOST)
    return proxying.answer_for(tx, AnswerFor(command.reader.account, command.targets), now)


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """收到, 收到并转达, 有困难 or 还没解决 of a reader for their own units. `version`: the one
    their page showed; `said`: what the trouble is, or what was written beside another button."""

    reader: PageReader
    number: int
    how: Literal["answer", "pass_on", "help", "still"]
    version: int = 0
    said: SaidOnPage = NOTHING_SAID


def answer_on_page(tx: Tx, command: OwnAnswer, now: datetime) -> Answered | HelpOnPage:
    """Answer for oneself; the log says that it came from the page. Raises Refused."""
    who = reader(tx, command.reader)
    number = rows.number_to_id(tx, command.number)
    if who.member is None or not number:
        raise Refused("not_allowed")
    instruction, held = _asked(tx, number, who.member)
    if command.how == "still":
        return own_help.still_on_page(tx, who.member, held, now)
    given, said = Given(shown=command.version), command.said
    helps = command.how == "help" or own_help.is_trouble(tx, who.member, said)
    if not helps and is_unseen(tx, who, instruction):
        raise Refused("file_unseen")
    if not helps and said.words:
        remarks.pass_up(tx, instruction, who.member, held[0], Note(said.words, 0, 0), now)
    if not helps and command.how == "pass_on":
        return pressing.relay_by(tx, instruction, who.member, None, now, given, AnswerPath.WEB)
    told = recording.answer(
        tx, instruction, who.member, AnswerPath.WEB, now, now, given=given, troubled=helps
    )
    return own_help.trouble_on_page(tx, instruction, who.member, held, said, now) if helps else told


def _asked(tx: Tx, instruction_id: int, member: Member) -> tuple[Instruction, list[Held]]:
    """A running instruction that has reached a unit of theirs."""
    instruction = instructions.instruction(tx, instruction_id)
    held = answers.held_by(tx, instruction_id, member.id)
    opened = [each for each in held if each.target.opened_at]
    if not opened or not instruction.needs_answer:
        raise Refused("not_allowed")
    if instruction.state is not InstructionState.RUNNING:
        raise Refused("instruction_ended")
    return instruction, opened


@dataclass(frozen=True, slots=True)
class AskPhoto:
    """A photo of an instruction by its number; `index`: which, from 0."""

    reader: PageReader
    number: int
    index: int


def own_photo(tx: Tx, command: AskPhoto, _now: datetime) -> str:
    """By what Telegram knows a photo that the reader is asked about. Raises Refused."""
    who = reader(tx, command.reader)
    number = rows.number_to_id(tx, command.number)
    if who.member is None or not number:
        raise Refused("not_allowed")
    instruction, _ = _asked(tx, number, who.member)
    found = photos_of(tx, instruction.id)
    if command.index >= len(found):
        raise Refused("not_allowed")
    return found[command.index]


@dataclass(frozen=True, slots=True)
class MendInChat:
    """A gap's button: the screen that mends it comes into the reader's chat."""

    reader: PageReader
    what: Literal["unit", "seat", "kinds"]
    subject: int = 0


def mend_in_chat(tx: Tx, command: MendInChat, now: datetime) -> None:
    """Show the screen in the chat. Raises Refused."""
    kind = "gaps" if command.what == "kinds" else "roster"
    ids = (command.subject,) if command.subject else ()
    place = ScreenPlace(command.what, ids)
    navigating.go(tx, ShowPlace(chat_asking(command.reader), kind, place), now)


def chat_asking(who: PageReader) -> Asking:
    """A reader as use cases of the chat know them."""
    return Asking(who.account, who.operators)
