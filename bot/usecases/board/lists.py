"""What files of the board hold: the units of an instruction, and whom to call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.board.data_files import DataFileView
from bot.chat.looking.names_file import NamesFileView
from bot.errors import Refused
from bot.instructions.board import DONE
from bot.instructions.data_table import DataSubject
from bot.instructions.model import Instruction
from bot.roster.model import UNIT_POSTS, Unit
from bot.roster.permissions import Right
from bot.store import meta
from bot.store.board import rows
from bot.store.house import audit, house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.board.data_files import WantedData, data_of, log_data
from bot.usecases.board.pages import AskInstruction, PageReader, reader, unit_by_code
from bot.usecases.looking.names_export import names_table_view

_MOST = 20_000


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A unit, and one of those who answer for it."""

    unit: Unit
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class BranchCalls:
    """Whom to call in one branch."""

    branch: Unit
    entries: Sequence[CallEntry]


@dataclass(frozen=True, slots=True)
class CallLists:
    """Whom to call, branch by branch; `instruction`: about what, None: everybody. `root`: where the
    page is found."""

    branches: Sequence[BranchCalls]
    instruction: Instruction | None
    root: str
    now: datetime
    zone: ZoneInfo


def instruction_list(tx: Tx, command: AskInstruction, now: datetime) -> NamesFileView:
    """All units of an instruction at a place. Raises Refused("not_allowed")."""
    who = reader(tx, command.reader)
    instruction, mine = care.seen_instruction(tx, who, rows.number_to_id(tx, command.number))
    here = [care.part_at(tx, mine, unit_by_code(tx, command.code).id)] if command.code else mine
    audit.record(tx, now, who.name, "status.export", path="web", instruction_id=instruction.id)
    return names_table_view(tx, instruction, here)


@dataclass(frozen=True, slots=True)
class DataOnPage:
    """A table as a file. `code`: the unit of facts, "": all in care; `number`: the instruction of
    calls."""

    reader: PageReader
    subject: DataSubject
    code: str = ""
    number: int = 0


def data_on_page(tx: Tx, command: DataOnPage, now: datetime) -> DataFileView:
    """What the chat's file of the same button holds. Raises Refused."""
    who = reader(tx, command.reader)
    about = unit_by_code(tx, command.code).id if command.code else 0
    if command.number:
        about = rows.number_to_id(tx, command.number)
    wanted = WantedData(command.subject, about)
    found = data_of(tx, who, wanted, now)
    log_data(tx, who, wanted, "web", now)
    return found


def call_lists(tx: Tx, command: AskInstruction, now: datetime) -> CallLists:
    """Whom to call where nobody has answered yet, for somebody who may see their numbers; it is in
    the log. Raises Refused("not_allowed")."""
    who = reader(tx, command.reader)
    instruction, mine = care.seen_instruction(tx, who, rows.number_to_id(tx, command.number))
    here = [care.part_at(tx, mine, unit_by_code(tx, command.code).id)] if command.code else mine
    if not care.may_dial_in(tx, who, here):
        raise Refused("not_allowed")
    found = [row for part in here for row in rows.board_rows(tx, instruction, part, _MOST)]
    units = [row.unit for row in found if row.state not in DONE]
    units = [each for each in units if who.may(Right.DIAL, each)]
    audit.record(tx, now, who.name, "calls.print", path="web", instruction_id=instruction.id)
    branches = _branches(tx, units)
    return CallLists(branches, instruction, meta.get(tx, meta.PAGE) or "", now, house.zone(tx))


def everybody_to_call(tx: Tx, _query: None, now: datetime) -> CallLists:
    """All who answer for a building, branch by branch: for when there is no net."""
    lowest = house.lowest_tier(tx)
    units = [each for top in people.roots(tx) for each in people.subtree(tx, top)]
    buildings = [each for each in units if each.tier == lowest]
    root = meta.get(tx, meta.PAGE) or ""
    return CallLists(_branches(tx, buildings), None, root, now, house.zone(tx))


def _branches(tx: Tx, units: Iterable[Unit]) -> list[BranchCalls]:
    lowest = house.lowest_tier(tx)
    grouped: dict[int, list[Unit]] = {}
    for each in units:
        above = each.parent_id if each.tier == lowest and each.parent_id else each.id
        grouped.setdefault(above, []).append(each)
    found = []
    for branch_id, those in grouped.items():
        branch = people.unit(tx, branch_id)
        entries = [entry for each in those for entry in _entries(tx, each)]
        found.append(BranchCalls(branch, entries))
    return found


def _entries(tx: Tx, unit: Unit) -> list[CallEntry]:
    seats = [each for each in people.holders_of(tx, unit.id) if each.kind in UNIT_POSTS]
    held = {each.member.id: each.member for each in seats if each.member}
    if not held:
        return [CallEntry(unit, "", "")]
    return [CallEntry(unit, each.name, each.phone or "") for each in held.values()]
