"""Silent units by name: of one instruction below a unit, or of all units of a message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.looking.values import (
    NAMES_A_PAGE,
    Heading,
    NameRow,
    NamesView,
    Offers,
    Wall,
    pages,
)
from bot.instructions.counts import Progress
from bot.instructions.looks import NameLine
from bot.instructions.model import Instruction, InstructionState, Target
from bot.roster.model import Unit
from bot.roster.permissions import Right, of_post
from bot.store.cascade import instructions
from bot.store.looking import progress
from bot.store.looking.progress import Part
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking import counted
from bot.usecases.rights import Actor
from bot.usecases.screens import Screen


def silent_view(tx: Tx, who: Actor, screen: Screen, wall: Wall) -> NamesView:
    """The silent units below a unit; or the same list for ticking and answering."""
    place, picking = screen.place, screen.place.what == "pick"
    instruction, mine = care.seen_instruction(tx, who, place.id(0))
    here = [care.part_at(tx, mine, place.id(1))] if place.id(1) else mine
    counts = [counted.progress_in(tx, instruction, [part]) for part in here]
    found = sum(counts, Progress())
    shown = pages(place.page, NAMES_A_PAGE, found.silent)
    names = _page(tx, instruction.id, here, counts, shown.skip)
    may_tick = _may_tick(who, [each.target for each in names])
    return NamesView(
        heading=Heading(instruction, found),
        rows=tuple(NameRow(instruction, each) for each in names),
        pages=shown,
        wall=wall,
        unit_id=place.id(1),
        unit=here[0].unit if place.id(1) else None,
        tops=_tops(here),
        ticked=screen.ticked if picking else None,
        may_tick=may_tick,
        offers=_offers(instruction, _others(who, [each.unit for each in names]), may_tick),
    )


def _tops(parts: Sequence[Part]) -> frozenset[int]:
    return frozenset(part.unit.id for part in parts)


def _page(
    tx: Tx, instruction_id: int, here: Sequence[Part], counts: Sequence[Progress], skip: int
) -> list[NameLine]:
    """The page that begins after `skip` names, counted over all parts in turn."""
    found: list[NameLine] = []
    for part, count in zip(here, counts, strict=True):
        most = NAMES_A_PAGE - len(found)
        if skip < count.silent and most:
            found += progress.names(
                tx, instruction_id, part, silent=True, most=most, skip=max(skip, 0)
            )
        skip -= count.silent
    return found


def _others(who: Actor, units: Sequence[Unit]) -> bool:
    """Whether some of these units are not the reader's own."""
    own = {seat.unit.id for seat in who.seats if of_post(Right.ANSWER, seat.kind)}
    return any(each.id not in own for each in units)


def _offers(instruction: Instruction, others: bool, may_tick: frozenset[int]) -> Offers:
    if instruction.state is not InstructionState.RUNNING or not instruction.needs_answer:
        return Offers()
    return Offers(remind=others, proxy=bool(may_tick))


def _may_tick(who: Actor, targets: Sequence[Target]) -> frozenset[int]:
    silent = [each for each in targets if each.unanswered]
    return frozenset(each.id for each in silent if who.may(Right.ANSWER_FOR, each.unit))


def told_view(tx: Tx, who: Actor, screen: Screen, chat_id: int, wall: Wall) -> NamesView:
    """The units of a message in this chat that are still silent."""
    targets = silent_told(tx, who, screen.place.id(0), chat_id)
    shown = pages(screen.place.page, NAMES_A_PAGE, len(targets))
    may_tick = _may_tick(who, targets)
    return NamesView(
        heading=None,
        rows=tuple(_row(tx, each) for each in shown.of(targets)),
        pages=shown,
        wall=wall,
        tops=_tops(care.parts(tx, who)),
        ticked=screen.ticked if screen.place.what == "pick_told" else None,
        may_tick=may_tick,
        offers=Offers(remind=_others(who, [each.unit for each in targets]), proxy=bool(may_tick)),
    )


def silent_told(tx: Tx, who: Actor, message_id: int, chat_id: int) -> list[Target]:
    """The silent targets of a message in this chat that the reader may see."""
    message = progress.message_in_chat(tx, message_id, chat_id)
    told = [] if message is None else instructions.targets_on(tx, message.id)
    role = "above" if any(role == "above" for _, role in told) else "own"
    silent = [] if message is None else instructions.silent_on(tx, message.id)
    seen = [each for each, its in silent if its == role and who.may(Right.SEE, each.unit)]
    return sorted(seen, key=lambda each: (each.instruction_id, each.unit.path))


def _row(tx: Tx, target: Target) -> NameRow:
    instruction = instructions.instruction(tx, target.instruction_id)
    part = Part(target.unit, deep=False)
    return NameRow(instruction, progress.names(tx, target.instruction_id, part)[0])
