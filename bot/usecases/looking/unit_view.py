"""An instruction in one part of the tree: branches with counts, units by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.looking.values import (
    NAMES_A_PAGE,
    Heading,
    Offers,
    Pages,
    UnitView,
    Wall,
    pages,
)
from bot.instructions.looks import Branch, NameLine
from bot.instructions.model import Instruction, InstructionState
from bot.roster.model import Unit
from bot.roster.permissions import Right
from bot.store.forms import office_tables
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.tx import Tx
from bot.usecases import care, named, talks
from bot.usecases.looking import counted, own_units
from bot.usecases.rights import Actor
from bot.usecases.screens import ScreenPlace

Rows = list[Branch | NameLine]


@dataclass(frozen=True, slots=True)
class Looked:
    """A page of rows, and the number of all rows."""

    rows: Rows
    pages: Pages


def unit_view(tx: Tx, who: Actor, place: ScreenPlace, wall: Wall) -> UnitView:
    """The screen of an instruction at a unit, or at the top of what the reader may see."""
    instruction, mine = care.seen_instruction(tx, who, place.id(0))
    top = place.id(1) == 0
    here = mine if top else [care.part_at(tx, mine, place.id(1))]
    looked = _look(tx, instruction, here, place.page)
    while top and (only := _only_way(looked)):
        here = [Part(only.unit)]
        looked = _look(tx, instruction, here, place.page)
    heading = counted.with_helps(tx, counted.heading(tx, instruction, here), here)
    heading = counted.with_sums(tx, heading, here)
    reader = who.member.id if who.member else 0
    asked = [talks.talks_about(tx, instruction.id, reader, **part.range) for part in here]
    return UnitView(
        heading=heading,
        issuer=named.issuer(tx, instruction.issuer_id),
        unit=None if top else here[0].unit,
        unit_id=place.id(1),
        rows=tuple(looked.rows),
        pages=looked.pages,
        offers=_offers(tx, who, heading, here, looked.rows, top),
        wall=wall,
        talks=[each for talks, _ in asked for each in talks],
        more_talks=sum(more for _, more in asked),
    )


def top_branches(tx: Tx, instruction: Instruction, most: int) -> tuple[list[Branch], int]:
    """The first branches of a whole instruction, unfinished ones first, and how many there are;
    none where its units lie side by side."""
    units = progress.issued_units(tx, instruction.id)
    if len(units) > 1:
        sides = (_side(tx, instruction, Part(each)) for each in units[:most])
        return [each for each in sides if each and not each.alone], len(units)
    informing = not instruction.needs_answer
    while units:
        found = progress.branches(
            tx, instruction.id, units[0], skip=0, most=most, informing=informing
        )
        if found.count != 1 or found.page[0].alone:
            return [each for each in found.page if not each.alone], found.count
        units = [found.page[0].unit]
    return [], 0


def _only_way(looked: Looked) -> Branch | None:
    """The only branch, where nothing else is asked: the screen starts below it."""
    if looked.pages.total != 1 or not isinstance(looked.rows[0], Branch):
        return None
    return looked.rows[0]


def _look(tx: Tx, instruction: Instruction, here: Sequence[Part], page: int) -> Looked:
    """The unit itself where it is asked, then those right below; or all parts side by side."""
    if len(here) != 1:
        return _side_by_side(tx, instruction, here, page)
    own = _own(tx, instruction, here[0].unit)
    if not here[0].deep:
        return Looked(list(own), pages(0, NAMES_A_PAGE, len(own)))
    return _below(tx, instruction, here[0].unit, own, page)


def _below(
    tx: Tx, instruction: Instruction, unit: Unit, own: Sequence[NameLine], page: int
) -> Looked:
    skip = max(page * NAMES_A_PAGE - len(own), 0)
    most = NAMES_A_PAGE - (0 if page else len(own))
    informing = not instruction.needs_answer
    found = progress.branches(tx, instruction.id, unit, skip=skip, most=most, informing=informing)
    if not found.page and page:
        return _below(tx, instruction, unit, own, page=0)
    rows = ([] if page else list(own)) + _named(tx, instruction, found.page)
    return Looked(rows, pages(page, NAMES_A_PAGE, found.count + len(own)))


def _side_by_side(tx: Tx, instruction: Instruction, here: Sequence[Part], page: int) -> Looked:
    found = [row for part in here if (row := _side(tx, instruction, part)) is not None]
    shown = pages(page, NAMES_A_PAGE, len(found))
    return Looked(_named(tx, instruction, shown.of(found)), shown)


def _side(tx: Tx, instruction: Instruction, part: Part) -> Branch | None:
    """A part as one row among others."""
    found = counted.heading(tx, instruction, [part])
    own = _own(tx, instruction, part.unit)
    if not found.progress.total:
        return None
    return Branch(
        part.unit,
        found.progress.total,
        found.fates.delivered if found.fates else found.progress.done,
        to_relay=any(map(_to_relay, own)),
        relay_due_at=own[0].target.relay_due_at if own else None,
        alone=found.progress.total == len(own),
    )


def _own(tx: Tx, instruction: Instruction, unit: Unit) -> list[NameLine]:
    return progress.names(tx, instruction.id, Part(unit, deep=False))


def _named(tx: Tx, instruction: Instruction, branches: Sequence[Branch]) -> Rows:
    """The branches of a page; units without asked units below them by name."""
    found: Rows = []
    for branch in branches:
        found += _own(tx, instruction, branch.unit) if branch.alone else [branch]
    return found


def _offers(
    tx: Tx, who: Actor, heading: Heading, here: Sequence[Part], rows: Rows, top: bool
) -> Offers:
    instruction = heading.instruction
    export = heading.progress.total > 1
    table = export and office_tables.has_table(tx, instruction.id)
    if instruction.state is not InstructionState.RUNNING:
        return Offers(export=export, table=table)
    close = top and care.may_end(tx, who, Right.CLOSE, instruction)
    correct = top and care.may_end(tx, who, Right.CORRECT, instruction)
    if not instruction.needs_answer:
        return Offers(export=export, close=close, correct=correct)
    own = own_units.asked_of(tx, who, instruction)
    silent = heading.progress.silent > 0
    others = heading.progress.silent > sum(
        any(part.holds(each.target.unit) for part in here) for each in own.unanswered
    )
    return Offers(
        answer=own.may_answer,
        fills=own.fills_in(instruction),
        pass_on=own.may_pass_on,
        remind=others or any(_to_relay(row) and row.unit.id not in own.units for row in rows),
        proxy=silent and any(who.may(Right.ANSWER_FOR, row.unit) for row in rows),
        names=silent and any(isinstance(row, Branch) for row in rows),
        export=export,
        table=table,
        close=close,
        correct=correct,
        relay=_relay(who, care.wrote(tx, who, instruction), rows),
    )


def _relay(who: Actor, own: bool, rows: Rows) -> int | None:
    """The target here that may be relayed over its holders' heads."""
    for row in rows:
        if isinstance(row, NameLine) and _to_relay(row):
            return row.target.id if who.may(Right.RELAY_OVER, row.unit, issuer=own) else None
    return None


def _to_relay(row: Branch | NameLine) -> bool:
    if isinstance(row, Branch):
        return row.to_relay
    return row.target.to_relay and row.target.opened_at is not None
