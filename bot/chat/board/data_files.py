"""Tables as files: gaps, calls, facts, the log. No cell is a formula, no number is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.chat.forms.fact_words import FactOfUnit, fact_table
from bot.chat.looking.gaps import KINDS
from bot.chat.looking.rows import title
from bot.chat.outgoing import NewFile, Outgoing
from bot.chat.people.calls import called_words
from bot.chat.texts import N_, Translator
from bot.instructions.calls import LastCall
from bot.instructions.data_table import DataFormat, DataSubject, DataTable, TableCell
from bot.instructions.gaps import GapKind
from bot.instructions.model import Instruction
from bot.roster.phone import mask


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A gap with those whom it concerns; `about`: the notice that was not answered."""

    kind: GapKind
    upper: str
    unit: str
    people: Sequence[str] = ()
    days: int | None = None
    drilled: date | None = None
    about: Instruction | None = None


@dataclass(frozen=True, slots=True)
class GapsFileView:
    """All gaps in somebody's care."""

    rows: Sequence[GapLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledLine:
    """Somebody to be called, or who was; `answered`: their unit has."""

    upper: str
    unit: str
    name: str
    phone: str | None
    answered: bool
    last: LastCall | None


@dataclass(frozen=True, slots=True)
class CallsFileView:
    """Who is to be called about an instruction, and what came of the last calls."""

    instruction: Instruction
    rows: Sequence[CalledLine]
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class FactsFileView:
    """What is known of units."""

    rows: Sequence[FactOfUnit]


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log: ids, no names."""

    id: int
    at: datetime
    actor: str
    action: str
    path: str
    instruction: int | None
    unit: int | None
    member: int | None
    facts: str


@dataclass(frozen=True, slots=True)
class LogFileView:
    """The newest lines of the log."""

    rows: Sequence[LogLine]
    zone: ZoneInfo


DataFileView = GapsFileView | CallsFileView | FactsFileView | LogFileView
_TITLES = {
    DataSubject.GAPS: N_("Gaps"),
    DataSubject.CALLS: N_("Calls"),
    DataSubject.FACTS: N_("What is known"),
    DataSubject.LOG: N_("Log"),
}


@dataclass(frozen=True, slots=True)
class DataFileAsked:
    """A table that was asked for, and its format."""

    view: DataFileView
    form: DataFormat


def render_data_file(asked: DataFileAsked, t: Translator) -> Outgoing:
    """The file; its table is written when it is sent."""
    table = data_table(asked.view, t)
    return Outgoing(
        text=table.title,
        new_file=NewFile(data_name(table, asked.form), data=table, form=asked.form),
    )


def data_name(table: DataTable, form: DataFormat) -> str:
    """The name of a table's file."""
    return f"{table.title.replace('/', ' ').replace('#', '')}.{form.value}"


def data_table(view: DataFileView, t: Translator) -> DataTable:
    """A view as a table, in the reader's language."""
    match view:
        case GapsFileView():
            return _gaps(view, t)
        case CallsFileView():
            return _calls(view, t)
        case FactsFileView():
            headings, rows = fact_table(view.rows, t)
            title_ = t(_TITLES[DataSubject.FACTS])
            return DataTable(title_, headings, rows, [t("Sum"), len(rows)])
        case LogFileView():
            return _log(view, t)


def _gaps(view: GapsFileView, t: Translator) -> DataTable:
    headings = [t("Gap"), t("Above"), t("Unit"), t("In post"), t("Days silent"), t("Last drill"),
                t("Notice")]  # fmt: skip
    rows: list[list[TableCell]] = [
        [t(KINDS[each.kind]), each.upper, each.unit, t(", ").join(each.people), each.days,
         each.drilled, title(each.about, t) if each.about else ""]
        for each in view.rows
    ]  # fmt: skip
    return DataTable(t(_TITLES[DataSubject.GAPS]), headings, rows, [t("Sum"), len(rows)])


def _calls(view: CallsFileView, t: Translator) -> DataTable:
    headings = [t("Above"), t("Unit"), t("In post"), t("Phone"), t("State"), t("Last call"),
                t("Time"), t("Calls in vain today")]  # fmt: skip
    rows = [_called(each, view, t) for each in view.rows]
    left = sum(not each.answered for each in view.rows)
    name = t("Calls #{number}", number=view.instruction.number or 0)
    total: list[TableCell] = [t("Sum"), len(rows), "", "", t("to be called: {n}", n=left)]
    return DataTable(name, headings, rows, total)


def _called(line: CalledLine, view: CallsFileView, t: Translator) -> list[TableCell]:
    last = line.last
    return [
        line.upper,
        line.unit,
        line.name,
        mask(line.phone) if line.phone else "",
        t("received") if line.answered else t("no answer"),
        called_words(t)[last.outcome] if last else "",
        last.at.astimezone(view.zone) if last else None,
        last.missed if last else None,
    ]


def _log(view: LogFileView, t: Translator) -> DataTable:
    headings = [t("Number"), t("Time"), t("Who"), t("What"), t("Path"), t("Notice"), t("Unit"),
                t("Person"), t("More")]  # fmt: skip
    rows: list[list[TableCell]] = [
        [each.id, each.at.astimezone(view.zone), each.actor, each.action, each.path,
         each.instruction, each.unit, each.member, each.facts]
        for each in view.rows
    ]  # fmt: skip
    return DataTable(t(_TITLES[DataSubject.LOG]), headings, rows, [len(rows)])
