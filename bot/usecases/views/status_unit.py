"""An instruction in one part of the tree: the branches with their counts, the units by name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.looking.values import (
    NAMES_A_PAGE,
    Heading,
    Offers,
    UnitView,
    Wall,
    pages,
)
from bot.instructions.looks import Branch, NameLine, Progress
from bot.instructions.model import Instruction, InstructionState
from bot.roster.model import Unit
from bot.roster.permissions import Right
from bot.store import people, progress
from bot.store.progress import Part
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.rights import Actor
from bot.usecases.screens import Place
from bot.usecases.views import named

Rows = list[Branch | NameLine]


def unit_view(tx: Tx, who: Actor, place: Place, wall: Wall) -> UnitView:
    """The screen of an instruction at a unit, or at the top of what one may see of it."""
    instruction, mine = care.seen(tx, who, place.id(0))
    top = place.id(1) == 0
    here = [care.part_at(tx, mine, place.id(1))] if not top else mine
    rows = _rows(tx, instruction.id, here)
    if top:
        here, rows = _descended(tx, instruction.id, here, rows)
    shown = pages(place.page, NAMES_A_PAGE, len(rows))
    found = _named(tx, instruction.id, shown.of(rows))
    heading = _heading(tx, instruction, here, rows)
    return UnitView(
        heading=heading,
        issuer=named.issuer(tx, instruction.issuer_id),
        unit=None if top else here[0].unit,
        unit_id=place.id(1),
        rows=tuple(found),
        pages=shown,
        offers=_offers(tx, who, heading, found, top),
        wall=wall,
    )


def _descended(
    tx: Tx, instruction_id: int, here: list[Part], rows: Rows
) -> tuple[list[Part], Rows]:
    """Further down while there is but one way: one branch, and nothing asked on the way."""
    while len(rows) == 1 and isinstance(only := rows[0], Branch) and not only.alone:
        here = [Part(only.unit)]
        rows = _rows(tx, instruction_id, here)
    return here, rows


def _width(unit: Unit) -> int:
    """How long the paths right below a unit are: each step adds eight digits and a dot."""
    return len(unit.path) + 9


def _own(tx: Tx, instruction_id: int, unit: Unit) -> list[NameLine]:
    return progress.names(tx, instruction_id, Part(unit, deep=False))


def _rows(tx: Tx, instruction_id: int, here: Sequence[Part]) -> Rows:
    """The unit itself where it is asked, then those right below; or all parts side by side."""
    if len(here) == 1:
        own: Rows = list(_own(tx, instruction_id, here[0].unit))
        if not here[0].deep:
            return own
        unit = here[0].unit
        return own + list(progress.branches(tx, instruction_id, unit, _width(unit)))
    return [row for part in here if (row := _side(tx, instruction_id, part)) is not None]


def _side(tx: Tx, instruction_id: int, part: Part) -> Branch | None:
    """A part as one row among others."""
    found = progress.progress_below(tx, instruction_id, part)
    own = progress.progress_below(tx, instruction_id, Part(part.unit, deep=False))
    if not found.total:
        return None
    return Branch(part.unit, found, to_relay=False, alone=found.total == own.total)


def _named(tx: Tx, instruction_id: int, rows: Sequence[Branch | NameLine]) -> Rows:
    """The rows of a page, units with nothing below them by name."""
    found: Rows = []
    for row in rows:
        alone = isinstance(row, Branch) and row.alone
        found += _own(tx, instruction_id, row.unit) if alone else [row]
    return found


def _heading(tx: Tx, instruction: Instruction, here: Sequence[Part], rows: Rows) -> Heading:
    branches = [row.progress for row in rows if isinstance(row, Branch)]
    alone = [row for row in rows if isinstance(row, NameLine)]
    done = sum(1 for row in alone if row.said_at is not None)
    sent = sum(1 for row in alone if row.target.sent_at is not None)
    own = Progress(len(alone), done, sent, sum(1 for row in alone if row.target.unanswered))
    helps = sum(progress.help_in(tx, instruction.id, part)[0] for part in here)
    return Heading(instruction, sum(branches, own), helps)


def _offers(tx: Tx, who: Actor, heading: Heading, rows: Rows, top: bool) -> Offers:
    instruction = heading.instruction
    export = heading.progress.total > 1
    if instruction.state is not InstructionState.RUNNING:
        return Offers(export=export)
    own = care.wrote(tx, who, instruction)
    close = top and who.may(Right.CLOSE, people.unit(tx, instruction.unit_id), issuer=own)
    if not instruction.needs_answer:
        return Offers(export=export, close=close)
    silent = heading.progress.silent > 0
    return Offers(
        remind=silent or any(_to_relay(row) for row in rows),
        proxy=silent and any(who.may(Right.ANSWER_FOR, row.unit) for row in rows),
        names=silent and any(isinstance(row, Branch) for row in rows),
        export=export,
        close=close,
        relay=_relay(who, own, rows),
    )


def _relay(who: Actor, own: bool, rows: Rows) -> int | None:
    """The target here that may be passed on over its holders' heads."""
    for row in rows:
        if isinstance(row, NameLine) and _to_relay(row):
            return row.target.id if who.may(Right.RELAY_OVER, row.unit, issuer=own) else None
    return None


def _to_relay(row: Branch | NameLine) -> bool:
    if isinstance(row, Branch):
        return row.to_relay
    return row.target.to_relay and row.target.opened_at is not None
