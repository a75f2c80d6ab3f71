"""What files of the board hold: the units of an instruction, and whom to call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.instructions.board import DONE
from bot.instructions.model import Instruction
from bot.roster.model import UNIT_POSTS, Unit
from bot.roster.permissions import Right
from bot.store import meta
from bot.store.board import rows
from bot.store.board.rows import BoardRow
from bot.store.house import audit, house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.board.pages import AskInstruction, reader, unit_by_code

_MOST = 20_000


@dataclass(frozen=True, slots=True)
class InstructionList:
    """An instruction, and the units of it that the reader may see."""

    instruction: Instruction
    rows: Sequence[BoardRow]
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A unit, and one of those who answer for it."""

    unit: Unit
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class BranchCalls:
    """Whom to call in one branch; `path`: where the page shows it."""

    branch: Unit
    entries: Sequence[CallEntry]
    path: str


@dataclass(frozen=True, slots=True)
class CallLists:
    """Whom to call, branch by branch; `instruction`: about what, None: everybody. `root`: where the
    page is found."""

    branches: Sequence[BranchCalls]
    instruction: Instruction | None
    root: str
    now: datetime
    zone: ZoneInfo


def instruction_list(tx: Tx, command: AskInstruction, now: datetime) -> InstructionList:
    """All units of an instruction at a place. Raises Refused("not_allowed")."""
    who = reader(tx, command.reader)
    instruction, mine = care.seen_instruction(tx, who, rows.number_to_id(tx, command.number))
    here = [care.part_at(tx, mine, unit_by_code(tx, command.code).id)] if command.code else mine
    found = [row for part in here for row in rows.board_rows(tx, instruction, part, _MOST)]
    audit.record(tx, now, who.name, "status.export", path="web", instruction_id=instruction.id)
    return InstructionList(instruction, found, now, house.zone(tx))


def call_lists(tx: Tx, command: AskInstruction, now: datetime) -> CallLists:
    """Whom to call where nobody has answered yet, for somebody who may see their numbers; it is in
    the log. Raises Refused("not_allowed")."""
    who = reader(tx, command.reader)
    instruction, mine = care.seen_instruction(tx, who, rows.number_to_id(tx, command.number))
    here = [care.part_at(tx, mine, unit_by_code(tx, command.code).id)] if command.code else mine
    if not any(who.may(Right.DIAL, part.unit) for part in here):
        raise Refused("not_allowed")
    found = [row for part in here for row in rows.board_rows(tx, instruction, part, _MOST)]
    units = [row.unit for row in found if row.state not in DONE]
    units = [each for each in units if who.may(Right.DIAL, each)]
    audit.record(tx, now, who.name, "calls.print", path="web", instruction_id=instruction.id)
    branches = _branches(tx, units, f"/i/{instruction.number}/")
    return CallLists(branches, instruction, meta.get(tx, meta.PAGE) or "", now, house.zone(tx))


def everybody_to_call(tx: Tx, _query: None, now: datetime) -> CallLists:
    """All who answer for a building, branch by branch: for when there is no net."""
    lowest = house.lowest_tier(tx)
    units = [each for top in people.roots(tx) for each in people.subtree(tx, top)]
    buildings = [each for each in units if each.tier == lowest]
    root = meta.get(tx, meta.PAGE) or ""
    return CallLists(_branches(tx, buildings, "/u/"), None, root, now, house.zone(tx))


def _branches(tx: Tx, units: Iterable[Unit], path: str) -> list[BranchCalls]:
    lowest = house.lowest_tier(tx)
    grouped: dict[int, list[Unit]] = {}
    for each in units:
        above = each.parent_id if each.tier == lowest and each.parent_id else each.id
        grouped.setdefault(above, []).append(each)
    found = []
    for branch_id, those in grouped.items():
        branch = people.unit(tx, branch_id)
        entries = [entry for each in those for entry in _entries(tx, each)]
        found.append(BranchCalls(branch, entries, f"{path}{branch.code}"))
    return found


def _entries(tx: Tx, unit: Unit) -> list[CallEntry]:
    seats = [each for each in people.holders_of(tx, unit.id) if each.kind in UNIT_POSTS]
    held = {each.member.id: each.member for each in seats if each.member}
    if not held:
        return [CallEntry(unit, "", "")]
    return [CallEntry(unit, each.name, each.phone or "") for each in held.values()]
