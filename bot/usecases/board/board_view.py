"""The view of the board; permissions are checked at every look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.board.values import BoardMap, BoardView
from bot.chat.looking.values import Heading, Wall
from bot.errors import Refused
from bot.instructions.board import Cell, Timeline, TimelineStep
from bot.instructions.ladder import next_due
from bot.instructions.model import Instruction
from bot.messages.board import BoardArgs
from bot.store.board import cells, maps
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.looking.progress import Part
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking import counted
from bot.usecases.looking.status_view import list_view
from bot.usecases.rights import Actor, actor

MOST = 120
"""Cells of one drawing."""


def board_view(tx: Tx, message: BotMessage, now: datetime) -> BoardView | None:
    """The board of a message; None for a reader who may not see the place any more."""
    args = message.args_as(BoardArgs)
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if args.operator else ()))
    try:
        found = board_at(tx, who, args.instruction, args.unit, now)
    except Refused:
        return None
    found = replace(found, others=_others(tx, who, args.instruction, now))
    if found.map is None or found.unit is None or not found.map.code:
        return found
    whole = replace(found.map, content=maps.plan_content(tx, found.unit.id))
    return replace(found, map=whole)


def board_at(tx: Tx, who: Actor, instruction_id: int, unit_id: int, now: datetime) -> BoardView:
    """An instruction, or with 0 the readiness of the units, at a unit, or with 0 at the top of what
    somebody may see. Raises Refused."""
    if not instruction_id:
        return _ready(tx, who, unit_id, now)
    instruction, mine = care.seen_instruction(tx, who, instruction_id)
    here = [care.part_at(tx, mine, unit_id)] if unit_id else mine
    own, found = _cells(tx, instruction, here)
    while not unit_id and own is None and len(found) == 1 and found[0].total > 1:
        here = [Part(found[0].unit)]  # nothing is asked beside this one: begin there
        own, found = _cells(tx, instruction, here)
    heading = counted.with_helps(tx, counted.heading(tx, instruction, here), here)
    wall = Wall(now, house.zone(tx))
    return BoardView(
        heading=heading,
        unit=here[0].unit if len(here) == 1 else None,
        unit_id=unit_id,
        own=own,
        cells=tuple(found[:MOST]),
        undrawn=tuple(found[MOST:]),
        now=now,
        zone=wall.zone,
        timeline=_timeline(tx, instruction, here, heading.progress.total, now),
        map=map_of(tx, here, found),
    )


def _others(tx: Tx, who: Actor, instruction_id: int, now: datetime) -> tuple[Heading, ...]:
    """The open instructions beside this one."""
    if not who.seats and not who.operator:
        return ()
    found = list_view(tx, who, 0, Wall(now, house.zone(tx))).headings
    return tuple(each for each in found if each.instruction.id != instruction_id)


def _cells(
    tx: Tx, instruction: Instruction, here: Sequence[Part]
) -> tuple[Cell | None, list[Cell]]:
    """The unit itself where it is asked, and those right below; or all parts side by side."""
    if len(here) != 1:
        found = (cells.cell_of(tx, instruction, each) for each in here)
        return None, [each for each in found if each.total]
    unit = here[0].unit
    own = cells.cell_of(tx, instruction, Part(unit, deep=False))
    below = cells.cells_below(tx, instruction, unit) if here[0].deep else []
    return (own if own.total else None), below


def map_of(tx: Tx, here: Sequence[Part], found: Sequence[Cell]) -> BoardMap | None:
    """Where the cells lie: on the plan of the unit above them, else by their outlines."""
    unit = here[0].unit if len(here) == 1 else None
    size = maps.plan_size(tx, unit.id) if unit else None
    if unit is not None and size is not None:
        spots, ratio = maps.spots_on(tx, unit.id), size.height / size.width
        version = int(size.set_at.timestamp())
        return BoardMap(spots, {}, ratio, unit.code, version)
    if unit is not None:
        outlines = maps.outlines_below(tx, unit.id)
    else:
        outlines = maps.outlines_of(tx, [each.unit.id for each in found])
    shown = {each.unit.id for each in found}
    kept = {key: rings for key, rings in outlines.items() if key in shown}
    return BoardMap({}, kept) if kept else None


def _ready(tx: Tx, who: Actor, unit_id: int, now: datetime) -> BoardView:
    mine = care.parts(tx, who)
    here = [care.part_at(tx, mine, unit_id)] if unit_id else mine
    before = now - house.unheard_after(tx)
    own, found = _ready_cells(tx, here, before)
    while not unit_id and own is None and len(found) == 1 and found[0].total > 1:
        here = [Part(found[0].unit)]
        own, found = _ready_cells(tx, here, before)
    wall = Wall(now, house.zone(tx))
    return BoardView(
        heading=None,
        unit=here[0].unit if len(here) == 1 else None,
        unit_id=unit_id,
        own=own,
        cells=tuple(found[:MOST]),
        undrawn=tuple(found[MOST:]),
        now=now,
        zone=wall.zone,
        map=map_of(tx, here, found),
    )


def _ready_cells(tx: Tx, here: Sequence[Part], before: datetime) -> tuple[Cell | None, list[Cell]]:
    if len(here) != 1:
        found = (cells.ready_in(tx, part, before) for part in here)
        return None, [each for each in found if each.total]
    unit = here[0].unit
    own = cells.ready_in(tx, Part(unit, deep=False), before)
    below = cells.ready_below(tx, unit, before) if here[0].deep else []
    return (own if own.total else None), below


def _timeline(
    tx: Tx, instruction: Instruction, here: Sequence[Part], total: int, now: datetime
) -> Timeline | None:
    """From its start to its end, the last step that has come, or now."""
    started = instruction.started_at
    if started is None or not instruction.needs_answer or not total:
        return None
    answers: Counter[datetime] = Counter()
    for part in here:
        answers.update(cells.answered_minutes(tx, instruction.id, part))
    minute = now.replace(second=0, microsecond=0)  # within one, a live page need not move it
    until = instruction.ended_at or instruction.completed_at or minute
    until = max(until, started, *answers)
    return Timeline(
        started=started,
        until=until,
        total=total,
        answers=tuple(sorted(answers.items())),
        steps=tuple(_steps(instruction, started, until)),
        deadline=instruction.deadline_at,
    )


def _steps(instruction: Instruction, started: datetime, until: datetime) -> list[TimelineStep]:
    """The steps of the ladder that have come, for whoever got the card at once."""
    policy = instruction.ladder
    if policy is None:
        return []
    own = instruction.deadline_of_its_own
    due = [(next_due(policy, n, started, own), each.to) for n, each in enumerate(policy.steps)]
    return [TimelineStep(at, to) for at, to in due if at is not None and at <= until]
