"""The call sheet that comes back: what was ticked on paper is entered in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.errors import Refused
from bot.instructions.calls import CallOutcome
from bot.instructions.leave import LONGEST_LEAVE
from bot.instructions.model import Instruction, InstructionState
from bot.roster.model import UNIT_POSTS, Member, Unit
from bot.roster.permissions import Right
from bot.store.answering import answers
from bot.store.board import rows
from bot.store.cascade import calls, instructions
from bot.store.house import house
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.board.acting import chat_asking
from bot.usecases.board.pages import PageReader, reader, unit_by_code
from bot.usecases.calls import phoning
from bot.usecases.calls.phoning import CallOnPage
from bot.usecases.rights import Actor

MOST_LINES = 150
"""Lines of a sheet on the page; a form has two fields for each."""


@dataclass(frozen=True, slots=True)
class AskSheet:
    """The sheet of a unit, by its code, about a notice by its number; 0: about none."""

    reader: PageReader
    number: int
    code: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Somebody on a sheet, with the units they answer for. `to_fill_in`: those that answer by a
    form; `told`: a call since the notice began told them."""

    member_id: int
    name: str
    units: tuple[str, ...]
    phone: str | None
    to_fill_in: tuple[Unit, ...] = ()
    told: bool = False


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet to be entered; `today`, `latest`: the first and last day of a leave."""

    unit: Unit
    instruction: Instruction | None
    lines: Sequence[SheetLine]
    today: date
    latest: date


def sheet_page(tx: Tx, command: AskSheet, now: datetime) -> SheetPage:
    """Whom the reader may call there and who has not answered. Raises Refused("not_allowed")."""
    who, unit, about = _place(tx, command)
    today = now.astimezone(house.zone(tx)).date()
    found = _lines(tx, who, unit, about)
    return SheetPage(unit, about, found[:MOST_LINES], today, today + LONGEST_LEAVE)


def _place(tx: Tx, command: AskSheet) -> tuple[Actor, Unit, Instruction | None]:
    who = reader(tx, command.reader)
    about, mine = None, care.parts(tx, who) if not command.number else []
    if command.number:
        about, mine = care.seen_instruction(tx, who, rows.number_to_id(tx, command.number))
    part = care.part_at(tx, mine, unit_by_code(tx, command.code).id)
    if not care.may_dial_in(tx, who, [part]):
        raise Refused("not_allowed")
    return who, part.unit, about


def _lines(tx: Tx, who: Actor, unit: Unit, about: Instruction | None) -> list[SheetLine]:
    units: dict[int, list[Unit]] = {}
    for each in _asked(tx, unit, about):
        if who.may(Right.DIAL, each):
            for seat in people.holders_of(tx, each.id):
                if seat.member is not None and seat.kind in UNIT_POSTS:
                    units.setdefault(seat.member.id, []).append(each)
    found = ((people.member(tx, each), theirs) for each, theirs in units.items())
    return [
        _line(tx, member, theirs, about)
        for member, theirs in found
        if care.may_dial(tx, who, member.id)
    ]


def _line(tx: Tx, member: Member, units: list[Unit], about: Instruction | None) -> SheetLine:
    names = tuple(each.name for each in units)
    if about is None:
        return SheetLine(member.id, member.name, names, member.phone)
    forms = tuple(each for each in units if about.asks_form(each.tier))
    last, begun = calls.last_call(tx, member.id), about.started_at
    told = last is not None and last.outcome is CallOutcome.TOLD
    told = told and begun is not None and last is not None and last.at >= begun
    return SheetLine(member.id, member.name, names, member.phone, forms, told)


def _asked(tx: Tx, unit: Unit, about: Instruction | None) -> list[Unit]:
    """The units that have not answered; without a notice all there."""
    if about is None:
        return [unit, *people.children(tx, unit.id)]
    found = rows.board_rows(tx, about, Part(unit), 4 * MOST_LINES)
    return [row.unit for row in found if row.target.unanswered]


@dataclass(frozen=True, slots=True)
class Ticked:
    """What is ticked in a line; `until`: the last day of somebody who is away."""

    member_id: int
    outcome: CallOutcome
    until: date | None = None


@dataclass(frozen=True, slots=True)
class EnterSheet:
    """A sheet that came back."""

    sheet: AskSheet
    ticked: Sequence[Ticked]


@dataclass(slots=True)
class Entered:
    """What became of the lines: how many calls were noted, which units were answered for, whose
    form is still to be filled in, who had answered meanwhile, and whose line the reader may not
    enter (any more)."""

    calls: int = 0
    units: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    meanwhile: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def enter_sheet(tx: Tx, command: EnterSheet, now: datetime) -> Entered:
    """Enter each line as if its outcome had been pressed in the chat; one that may not be entered
    changes nothing. Raises Refused for a sheet that is not the reader's."""
    who, _, about = _place(tx, command.sheet)
    told = Entered()
    for line in command.ticked[:MOST_LINES]:
        _enter(tx, who, line, about, command.sheet.reader, told, now)
    return told


def _enter(
    tx: Tx,
    who: Actor,
    line: Ticked,
    about: Instruction | None,
    account: PageReader,
    told: Entered,
    now: datetime,
) -> None:
    try:
        name = people.member(tx, line.member_id).name
    except LookupError:
        raise Refused("not_allowed") from None
    if not care.may_dial(tx, who, line.member_id):
        told.refused.append(name)
    elif about is not None and _answered(tx, about, line.member_id):
        told.meanwhile.append(name)
    else:
        call = CallOnPage(
            chat_asking(account),
            line.member_id,
            about.id if about else 0,
            line.outcome,
            line.until,
        )
        _called(tx, call, name, told, now)


def _called(tx: Tx, call: CallOnPage, name: str, told: Entered, now: datetime) -> None:
    try:
        with tx.savepoint():
            found = phoning.called_on_page(tx, call, now)
    except Refused:
        told.refused.append(name)
    else:
        told.calls += 1
        told.units += found.units
        told.forms += [name] if found.form else []


def _answered(tx: Tx, about: Instruction, member_id: int) -> bool:
    """Whether nothing of theirs waits for an answer any more, or the notice has ended."""
    if instructions.instruction(tx, about.id).state is not InstructionState.RUNNING:
        return True
    held = answers.held_by(tx, about.id, member_id)
    return bool(held) and not any(each.owes for each in held)
