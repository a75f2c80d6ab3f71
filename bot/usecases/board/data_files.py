"""Tables as files, by a button in the chat or on the page, for whoever may see what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.board.data_files import (
    CalledLine,
    CallsFileView,
    DataFileAsked,
    DataFileView,
    FactsFileView,
    GapLine,
    GapsFileView,
    LogFileView,
    LogLine,
)
from bot.errors import Refused
from bot.instructions.data_table import DataFormat, DataSubject
from bot.instructions.gaps import Gap, GapKind
from bot.messages.board import DataFileArgs
from bot.roster.model import UNIT_POSTS, Unit
from bot.roster.permissions import Right
from bot.store.board import files
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit, house
from bot.store.looking import progress
from bot.store.looking.gaps import gaps_in, last_drill, unheard_in, without_phone_in
from bot.store.looking.progress import Part
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking.gaps_view import overdue
from bot.usecases.looking.known_facts import facts_in
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.rights import Actor, actor

MOST = 20_000
"""Rows of a file."""


@dataclass(frozen=True, slots=True)
class WantedData:
    """Which table; `about`: the instruction of calls, the unit of facts, 0: all in care."""

    subject: DataSubject
    about: int = 0


@dataclass(frozen=True, slots=True)
class SendData:
    """[Excel] or [CSV] under a screen."""

    asking: Asking
    wanted: WantedData
    form: DataFormat


def send_data(tx: Tx, command: SendData, now: datetime) -> None:
    """Send a table as a file to the asker's private chat. Raises Refused."""
    who, wanted = asker(tx, command.asking), command.wanted
    require_data(tx, who, wanted)
    args = DataFileArgs(
        subject=wanted.subject, form=command.form, about=wanted.about, operator=who.operator
    )
    outbox.say(tx, Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY), now)
    log_data(tx, who, wanted, "chat", now)


def log_data(tx: Tx, who: Actor, wanted: WantedData, path: str, now: datetime) -> None:
    """The log says who took which table out."""
    calls, facts = wanted.subject is DataSubject.CALLS, wanted.subject is DataSubject.FACTS
    audit.record(
        tx,
        now,
        who.name,
        f"{wanted.subject.value}.export",
        path=path,
        instruction_id=wanted.about if calls else None,
        unit_id=(wanted.about or None) if facts else None,
    )


def data_file_view(tx: Tx, message: BotMessage, now: datetime) -> DataFileAsked | None:
    """The table of a file; None where its reader may not see it any more."""
    args = message.args_as(DataFileArgs)
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if args.operator else ()))
    try:
        view = data_of(tx, who, WantedData(args.subject, args.about), now)
    except Refused:
        return None
    return DataFileAsked(view, args.form)


def require_data(tx: Tx, who: Actor, wanted: WantedData) -> list[Part]:
    """The parts of the tree a table is about. Raises Refused where the reader may not see it."""
    match wanted.subject:
        case DataSubject.CALLS:
            _, mine = care.seen_instruction(tx, who, wanted.about)
            if not care.may_dial_in(tx, who, mine):
                raise Refused("not_allowed")
            return mine
        case DataSubject.FACTS:
            mine = [each for each in care.parts(tx, who) if who.may(Right.SEE, each.unit)]
            if not mine:
                raise Refused("not_allowed")
            return [care.part_at(tx, mine, wanted.about)] if wanted.about else mine
        case DataSubject.LOG if not who.operator:
            raise Refused("not_allowed")
    return care.parts(tx, who)


def data_of(tx: Tx, who: Actor, wanted: WantedData, now: datetime) -> DataFileView:
    """A table as its reader may see it. Raises Refused."""
    here = require_data(tx, who, wanted)
    match wanted.subject:
        case DataSubject.GAPS:
            return GapsFileView(_gaps(tx, here, now)[:MOST])
        case DataSubject.CALLS:
            return _calls(tx, who, wanted.about, here)
        case DataSubject.FACTS:
            return FactsFileView(facts_in(tx, here)[:MOST])
    lines = (LogLine(*each) for each in files.newest_log(tx, MOST))
    return LogFileView(list(lines), house.zone(tx))


def _calls(tx: Tx, who: Actor, about: int, here: list[Part]) -> CallsFileView:
    instruction, _ = care.seen_instruction(tx, who, about)
    found = (row for part in here for row in files.calls_below(tx, about, part, MOST))
    rows = [
        CalledLine(
            upper=row.upper,
            unit=row.unit.name,
            name=row.name,
            phone=row.phone,
            answered=row.answered,
            last=row.last,
        )
        for row in found
        if who.may(Right.DIAL, row.unit)
    ]
    return CallsFileView(instruction, rows, house.zone(tx))


def _gaps(tx: Tx, here: list[Part], now: datetime) -> list[GapLine]:
    """All kinds, in the order of the screen."""
    uppers: dict[int | None, str] = {None: ""}

    def upper(unit: Unit) -> str:
        if unit.parent_id not in uppers:
            uppers[unit.parent_id] = people.unit(tx, unit.parent_id or 0).name
        return uppers[unit.parent_id]

    def line(kind: GapKind, unit: Unit, *names: str) -> GapLine:
        return GapLine(kind=kind, upper=upper(unit), unit=unit.name, people=names)

    roster = [line(gap.kind, gap.unit, *_named(tx, gap)) for gap in gaps_in(tx, here)]
    zone, before = house.zone(tx), now - house.unheard_after(tx)
    unheard = []
    for each in unheard_in(tx, here, before, MOST):
        drilled = last_drill(tx, each.unit.id)
        unheard.append(
            GapLine(
                kind=GapKind.UNHEARD,
                upper=upper(each.unit),
                unit=each.unit.name,
                people=(each.name,),
                days=(now - each.heard_at).days,
                drilled=drilled.astimezone(zone).date() if drilled else None,
            )
        )
    phones = [line(GapKind.PHONE, each.unit, each.name) for each in without_phone_in(tx, here)]
    return [*roster, *unheard, *phones, *_silent(tx, here, now)]


def _silent(tx: Tx, here: list[Part], now: datetime) -> list[GapLine]:
    """The units that did not answer by the deadline."""
    found = []
    for heading in overdue(tx, here, now):
        instruction = heading.instruction
        names = (
            name for part in here for name in progress.names(tx, instruction.id, part, silent=True)
        )
        found += [
            GapLine(
                kind=GapKind.SILENT,
                upper=name.upper or "",
                unit=name.unit.name,
                people=(name.holder,) if name.holder else (),
                about=instruction,
            )
            for name in names
        ]
    return found


def _named(tx: Tx, gap: Gap) -> list[str]:
    """Those who hold a post there, where the gap is about people."""
    if gap.kind in (GapKind.VACANCY, GapKind.UNBOUND, GapKind.MUTED):
        return []
    seats = people.holders_of(tx, gap.unit.id)
    return list(
        dict.fromkeys(each.member.name for each in seats if each.member and each.kind in UNIT_POSTS)
    )
