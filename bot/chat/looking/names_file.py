"""Names and states as a spreadsheet file, without phone numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.chat.forms.fact_words import number_of, typed_value
from bot.chat.looking.rows import title
from bot.chat.outgoing import NewFile, Outgoing
from bot.chat.texts import N_, Translator
from bot.instructions.data_table import DataFormat, DataTable, TableCell
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.looks import NameLine, UnitMark
from bot.instructions.model import Instruction

_STATES = {
    UnitMark.ANSWERED: N_("received"),
    UnitMark.VACANT: N_("nobody in post"),
    UnitMark.UNLINKED: N_("not linked"),
    UnitMark.CALLED: N_("by telephone"),
    UnitMark.PAGED: N_("by page"),
    UnitMark.UNREACHABLE: N_("cannot be reached"),
    UnitMark.BEHIND: N_("not passed on yet"),
    UnitMark.LEAVING: N_("about to be sent"),
    UnitMark.WAITING: N_("waiting"),
    UnitMark.UNANSWERED: N_("no answer"),
}


@dataclass(frozen=True, slots=True)
class NamesFileView:
    """An instruction and the units of it that the reader may see."""

    instruction: Instruction
    names: Sequence[NameLine]
    zone: ZoneInfo
    questions: Sequence[FormQuestion] = ()
    filled: Mapping[int, Sequence[FiledAnswer]] = field(default_factory=dict)
    """By target: the answer to each question."""
    form: DataFormat = DataFormat.EXCEL


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """An answer in a file; `unusual`: far off, and confirmed. No value where none was given."""

    value: str | None = None
    unusual: bool = False


def render_names_file(view: NamesFileView, t: Translator) -> Outgoing:
    """The file, with the title as its caption; its table is written when it is sent."""
    number = view.instruction.number or view.instruction.id
    name = t("notice-{number}-names.{ending}", number=number, ending=view.form.value)
    file = NewFile(name, data=names_table(view, t), form=view.form)
    return Outgoing(text=title(view.instruction, t), new_file=file)


def names_table(view: NamesFileView, t: Translator) -> DataTable:
    """A row for each unit, and a column for each question."""
    headings = [*_headings(t), *(_question(each) for each in view.questions)]
    rows = [[*_row(each, view, t), *_answers(each, view, t)] for each in view.names]
    answered = sum(each.said_at is not None for each in view.names)
    total: list[TableCell] = [t("Sum"), len(rows), "", t("received: {n}", n=answered), "", "", ""]
    return DataTable(f"#{view.instruction.number}", headings, rows, [*total, *_sums(view)])


def _sums(view: NamesFileView) -> list[TableCell]:
    """The sum of each question that asks for a number."""
    numbers = [
        [number_of(found[n].value) for found in view.filled.values() if n < len(found)]
        if each.kind is QuestionKind.NUMBER
        else []
        for n, each in enumerate(view.questions)
    ]
    return [sum(each for each in found if each is not None) if found else "" for found in numbers]


def _headings(t: Translator) -> list[str]:
    return [
        t("Above"),
        t("Unit"),
        t("In post"),
        t("State"),
        t("Time"),
        t("Answered by"),
        t("Remark"),
    ]


def _question(question: FormQuestion) -> str:
    words = question.words
    return words if question.tells_measure else f"{words} ({question.measure})"


def _answers(name: NameLine, view: NamesFileView, t: Translator) -> list[TableCell]:
    found = view.filled.get(name.target.id, ())
    pairs = zip(view.questions, found, strict=False)
    return [_answer_cell(question, each.value, t) for question, each in pairs]


def _answer_cell(question: FormQuestion, value: str | None, t: Translator) -> TableCell:
    """A photo is a link; all else as it is typed."""
    if question.kind is QuestionKind.PHOTO:
        return value
    return typed_value(question, value, t)


def _row(name: NameLine, view: NamesFileView, t: Translator) -> list[TableCell]:
    return [
        name.upper or "",
        name.unit.name,
        name.holder or "",
        t(_STATES[name.mark]),
        name.said_at.astimezone(view.zone) if name.said_at else None,
        name.said_by or "",
        t(", ").join(_remarks(name, view, t)),
    ]


def _remarks(name: NameLine, view: NamesFileView, t: Translator) -> list[str]:
    found = [t("older version")] if name.older else []
    if name.proxy:
        found.append(t("answered for them"))
    if name.late:
        found.append(t("late"))
    if name.help is not None:
        found.append(t("needs help"))
    if name.target.to_relay and name.mark is UnitMark.ANSWERED:
        found.append(t("not passed on yet"))
    if any(each.unusual for each in view.filled.get(name.target.id, ())):
        found.append(t("far off, confirmed"))
    return found
