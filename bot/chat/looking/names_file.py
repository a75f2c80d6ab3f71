"""Names and states as a spreadsheet file, without phone numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.forms.question_words import value_words
from bot.chat.looking.rows import title
from bot.chat.outgoing import NewFile, Outgoing
from bot.chat.texts import N_, Translator
from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.instructions.looks import NameLine, UnitMark
from bot.instructions.model import Instruction

_STATES = {
    UnitMark.ANSWERED: N_("received"),
    UnitMark.VACANT: N_("nobody in post"),
    UnitMark.UNLINKED: N_("not linked"),
    UnitMark.CALLED: N_("by telephone"),
    UnitMark.UNREACHABLE: N_("cannot be reached"),
    UnitMark.BEHIND: N_("not passed on yet"),
    UnitMark.LEAVING: N_("about to be sent"),
    UnitMark.WAITING: N_("waiting"),
    UnitMark.UNANSWERED: N_("no answer"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class NamesFileView:
    """An instruction and the units of it that the reader may see."""

    instruction: Instruction
    names: Sequence[NameLine]
    zone: ZoneInfo
    questions: Sequence[FormQuestion] = ()
    filled: Mapping[int, Sequence[FiledAnswer]] = field(default_factory=dict)
    """By target: the answer to each question."""


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """An answer in a file; `unusual`: far off, and confirmed. No value where none was given."""

    value: str | None = None
    unusual: bool = False


def render_names_file(view: NamesFileView, t: Translator) -> Outgoing:
    """The file, with the title as its caption."""
    rows = [[*_headings(t), *(_question(each) for each in view.questions)]]
    rows += [[*_row(each, view, t), *_answers(each, view, t)] for each in view.names]
    name = t("notice-{number}-names.csv", number=view.instruction.number or view.instruction.id)
    caption = title(view.instruction, t)
    return Outgoing(text=caption, new_file=NewFile(name, names_as_csv(rows)))


def names_as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV that Excel and WPS read as UTF-8; no cell is a formula."""
    out = io.StringIO()
    csv.writer(out).writerows([_guarded(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


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


def _answers(name: NameLine, view: NamesFileView, t: Translator) -> list[str]:
    found = view.filled.get(name.target.id, ())
    pairs = zip(view.questions, found, strict=False)
    return [_cell(question, each.value, t) for question, each in pairs]


def _cell(question: FormQuestion, value: str | None, t: Translator) -> str:
    """Numbers and dates stay as they are, so that a spreadsheet reckons with them."""
    if value is None or question.kind in (QuestionKind.NUMBER, QuestionKind.DATE):
        return value or ""
    return value_words(question, value, t)


def _row(name: NameLine, view: NamesFileView, t: Translator) -> list[str]:
    return [
        name.upper or "",
        name.unit.name,
        name.holder or "",
        t(_STATES[name.mark]),
        _time(name.said_at, view.zone),
        name.said_by or "",
        t(", ").join(_remarks(name, view, t)),
    ]


def _time(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


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
