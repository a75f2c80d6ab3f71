"""The cells of the board, counted by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from bot.instructions.board import (
    DONE,
    Cell,
    CellState,
    TargetFacts,
    UnitFacts,
    target_cell,
    unit_cell,
)
from bot.instructions.model import Instruction, TargetState
from bot.roster.model import Unit
from bot.store.looking.progress import Part
from bot.store.people.people import to_unit
from bot.store.tx import Row, Tx, instant

_MINUTE = 60_000_000


def cells_below(tx: Tx, instruction: Instruction, unit: Unit) -> list[Cell]:
    """The units right below one that an instruction reaches, in tree order."""
    rows = tx.all("board_children", instruction_id=instruction.id, unit_id=unit.id)
    return _by_unit(rows, instruction)


def cell_of(tx: Tx, instruction: Instruction, part: Part) -> Cell:
    """A part of the tree as one cell."""
    rows = tx.all("board_part", instruction_id=instruction.id, **part.range)
    return _cell(part.unit, rows, instruction)


def ready_below(tx: Tx, unit: Unit, before: datetime) -> list[Cell]:
    """The readiness of the units right below one, in tree order. `before`: who has shown no sign of
    life since then is silent."""
    return _by_unit(tx.all("board_ready_children", unit_id=unit.id, before=before), None)


def ready_in(tx: Tx, part: Part, before: datetime) -> Cell:
    """The readiness of a part of the tree."""
    return _cell(part.unit, tx.all("board_ready_part", before=before, **part.range), None)


def answered_minutes(tx: Tx, instruction_id: int, part: Part) -> dict[datetime, int]:
    """By minute, how many units in a part of the tree answered first."""
    rows = tx.all("answers_by_minute", instruction_id=instruction_id, **part.range)
    return {instant(row["minute"] * _MINUTE): row["n"] for row in rows}


def _by_unit(rows: list[Row], instruction: Instruction | None) -> list[Cell]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row["id"]].append(row)
    found = (_cell(to_unit(each[0]), each, instruction) for each in grouped.values())
    return [cell for cell in found if cell.total]


def _cell(unit: Unit, rows: Iterable[Row], instruction: Instruction | None) -> Cell:
    counts: dict[CellState, int] = defaultdict(int)
    done, alive = 0, 0
    for row in rows:
        state = _state(row, instruction)
        if state is None:
            continue
        counts[state] += row["n"]
        answered = instruction is not None and row["state"] == TargetState.ACKNOWLEDGED
        done += row["n"] if answered or state in DONE else 0
        alive = max(alive, row["alive_at"] or 0) if instruction is None else 0
    return Cell(unit, dict(counts), done, instant(alive) if alive else None)


def cell_state_of(row: Row, *, informing: bool) -> CellState:
    """How a target stands, from a row with `state` and `flags`."""
    return _target_state(row["state"], row["flags"], informing)


_TARGET = ("opened", "held", "present", "linked", "called", "paged", "helped", "late")
"""The bits of a target's `flags`, the lowest first: those of `board_target`, and whether its answer
came after the deadline."""


@cache
def _target_state(state: str, flags: int, informing: bool) -> CellState:
    facts = TargetFacts(state=TargetState(state), informing=informing, **_bits(flags, _TARGET))
    return target_cell(facts)


def _bits(flags: int, names: Sequence[str]) -> dict[str, bool]:
    return {name: bool(flags >> n & 1) for n, name in enumerate(names)}


def _state(row: Row, instruction: Instruction | None) -> CellState | None:
    if instruction is not None:
        return cell_state_of(row, informing=not instruction.needs_answer)
    return _ready_state(row["flags"])


_READY = ("lowest", "seats", "held", "present", "linked", "listening", "called", "muted", "unheard",
          "paged")  # fmt: skip
"""The bits of a unit's `flags`, the lowest first."""


@cache
def _ready_state(flags: int) -> CellState | None:
    return unit_cell(UnitFacts(**_bits(flags, _READY)))
