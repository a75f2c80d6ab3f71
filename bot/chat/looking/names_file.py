"""Names and states as a spreadsheet file, without phone numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.looking.rows import title
from bot.chat.outgoing import NewFile, Outgoing
from bot.chat.texts import N_, Translator
from bot.instructions.looks import NameLine, UnitMark
from bot.instructions.model import Instruction

_STATES = {
    UnitMark.ANSWERED: N_("received"),
    UnitMark.VACANT: N_("nobody in post"),
    UnitMark.UNLINKED: N_("not linked"),
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


def render_names_file(view: NamesFileView, t: Translator) -> Outgoing:
    """The file, with the title as its caption."""
    rows = [_headings(t), *(_row(each, view.zone, t) for each in view.names)]
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


def _row(name: NameLine, zone: ZoneInfo, t: Translator) -> list[str]:
    return [
        name.upper or "",
        name.unit.name,
        name.holder or "",
        t(_STATES[name.mark]),
        _time(name.said_at, zone),
        name.said_by or "",
        t(", ").join(_remarks(name, t)),
    ]


def _time(at: datetime | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def _remarks(name: NameLine, t: Translator) -> list[str]:
    found = [t("older version")] if name.older else []
    if name.proxy:
        found.append(t("answered for them"))
    if name.late:
        found.append(t("late"))
    if name.help is not None:
        found.append(t("needs help"))
    if name.target.to_relay and name.mark is UnitMark.ANSWERED:
        found.append(t("not passed on yet"))
    return found
