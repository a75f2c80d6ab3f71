"""Names and states of an instruction as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.looking.names_file import FiledAnswer, NamesFileView
from bot.errors import Refused
from bot.instructions.data_table import DataFormat
from bot.instructions.forms.question import QuestionKind
from bot.instructions.model import Instruction
from bot.messages.looking import StatusFileArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.forms import forms, questions
from bot.store.forms.forms import FormAnswer
from bot.store.forms.photos import photo_link
from bot.store.forms.questions import Asked
from bot.store.house import audit, house
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.rights import actor


@dataclass(frozen=True, slots=True)
class ExportNames:
    """Export an instruction below a unit (0: everything in the asker's care)."""

    asking: Asking
    instruction_id: int
    unit_id: int = 0
    form: DataFormat = DataFormat.EXCEL


def export_names(tx: Tx, command: ExportNames, now: datetime) -> None:
    """Send the file to the asker's private chat."""
    who = asker(tx, command.asking)
    instruction, mine = care.seen_instruction(tx, who, command.instruction_id)
    if command.unit_id:
        care.part_at(tx, mine, command.unit_id)
    saying = Saying(
        chat_id=who.telegram_id,
        args=StatusFileArgs(unit=command.unit_id, operator=who.operator, form=command.form),
        lane=Lane.REPLY,
        subject_id=instruction.id,
    )
    outbox.say(tx, saying, now)
    unit = command.unit_id or None
    audit.record(tx, now, who.name, "status.export", instruction_id=instruction.id, unit_id=unit)


def status_file_view(tx: Tx, message: BotMessage, _now: datetime) -> NamesFileView | None:
    """All units of the file; None where its reader may not see it any more."""
    args = message.args_as(StatusFileArgs)
    operators = frozenset({message.chat_id} if args.operator else ())
    who = actor(tx, message.chat_id, operators)
    try:
        instruction, mine = care.seen_instruction(tx, who, message.subject_id or 0)
        here = [care.part_at(tx, mine, args.unit)] if args.unit else mine
    except Refused:
        return None
    return replace(names_table_view(tx, instruction, here), form=args.form)


def names_table_view(tx: Tx, instruction: Instruction, here: Sequence[Part]) -> NamesFileView:
    """All units of an instruction in these parts."""
    names = [name for part in here for name in progress.names(tx, instruction.id, part)]
    asked = questions.asked_in(tx, instruction.id)
    return NamesFileView(
        instruction,
        names,
        house.zone(tx),
        [each.question for each in asked],
        _filled(tx, instruction.id, asked, here) if asked else {},
    )


def _filled(
    tx: Tx, instruction_id: int, asked: Sequence[Asked], here: Sequence[Part]
) -> dict[int, list[FiledAnswer]]:
    """The answers of these parts, by target, one to each question."""
    return {
        target: [_filed(tx, target, each, answers.get(each.id)) for each in asked]
        for part in here
        for target, answers in forms.answers_below(tx, instruction_id, part.range).items()
    }


def _filed(tx: Tx, target_id: int, asked: Asked, answer: FormAnswer | None) -> FiledAnswer:
    if answer is None:
        return FiledAnswer()
    photo = asked.question.kind is QuestionKind.PHOTO
    value = photo_link(tx, target_id, asked.id) if photo else answer.value
    return FiledAnswer(value, answer.unusual)
