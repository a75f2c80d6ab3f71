"""The view of a summary, loaded when it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.chat.digests.digest import DigestView, NewGaps, Stuck
from bot.chat.looking.values import Heading
from bot.chat.places import Spot
from bot.instructions.digest import worth_saying
from bot.instructions.gaps import ROSTER_GAPS, Gap, GapKind
from bot.instructions.model import Instruction, Rung
from bot.messages.looking import DigestArgs
from bot.roster.model import ISSUING_POSTS, PostKind, Unit
from bot.roster.seats import Seat
from bot.store.cascade import instructions
from bot.store.delivery.outbox import BotMessage
from bot.store.digests import digests
from bot.store.house import house
from bot.store.looking import progress
from bot.store.looking.progress import Part, Running
from bot.store.people import people
from bot.store.tx import Tx, instant
from bot.usecases import care
from bot.usecases.looking import counted

_MOST = 50
"""Running instructions a summary loads at most: the newest and urgent ones."""
_SHOWN = 8
_NAMED = 5


def digest_view(tx: Tx, message: BotMessage, now: datetime) -> DigestView | None:
    """The summary; None where there is nothing to say any more."""
    seats = issuing_seats(tx, message.member_id or 0)
    if not seats:
        return None
    args = message.args_as(DigestArgs)
    found = matters(tx, seats, now)
    view = DigestView(
        due=instant(args.due),
        zone=house.zone(tx),
        stuck=found[0],
        unfinished=found[1][:_SHOWN],
        unfinished_more=len(found[1][_SHOWN:]),
        new=_named(tx, args.new, digest_parts(seats)),
        old=args.old,
    )
    worth = worth_saying(
        stuck=len(view.stuck),
        unfinished=len(view.unfinished),
        new_gaps=len(view.new),
        week_begins=args.week_begins,
    )
    return view if worth or message.telegram_id is not None else None


def issuing_seats(tx: Tx, member_id: int) -> list[Seat]:
    """The seats by which a member has a part of the tree in care."""
    return [seat for seat in people.posts_of(tx, member_id) if seat.kind in ISSUING_POSTS]


def digest_parts(seats: Iterable[Seat]) -> list[Part]:
    """The parts of the tree in these seats' care, each once."""
    return care.outermost_parts(Part(seat.unit) for seat in seats)


Matters = tuple[tuple[Stuck, ...], tuple[Heading, ...]]


def matters(tx: Tx, seats: Sequence[Seat], now: datetime) -> Matters:
    """What needs the holder of these seats, and what is unfinished."""
    mine = digest_parts(seats)
    running = {each.id: each for part in mine for each in progress.running_in(tx, part)}
    asked = [each for each in running.values() if each.needs_answer and not each.completed]
    stuck, unfinished = [], []
    for each in sorted(asked, key=_newest)[:_MOST]:
        instruction = instructions.instruction(tx, each.id)
        heading = counted.heading(tx, instruction, mine)
        if heading.progress.silent:
            unfinished.append(counted.with_sums(tx, heading, mine))
        if found := _stuck(tx, instruction, mine, seats, now):
            stuck.append(found)
    return tuple(stuck), tuple(unfinished)


def _newest(running: Running) -> tuple[bool, int]:
    return (not running.urgent, -running.number)


def _stuck(
    tx: Tx, instruction: Instruction, mine: Sequence[Part], seats: Sequence[Seat], now: datetime
) -> Stuck | None:
    """An instruction that needs its reader: it reached their rung, or its deadline has passed."""
    late = instruction.deadline_at is not None and instruction.deadline_at < now
    step = -1 if late else _step_of(instruction, seats)
    silent: list[Spot] = []
    if step is not None:
        found = [unit for part in mine for unit in digests.stuck(tx, instruction.id, part, step)]
        silent = digest_spots(tx, found, mine)
    helps = sum(progress.help_in(tx, instruction.id, part)[1] for part in mine)
    return Stuck(instruction, tuple(silent), helps) if silent or helps else None


def _step_of(instruction: Instruction, seats: Sequence[Seat]) -> int | None:
    """The step that tells the holder of these seats; None where none does."""
    kinds = {seat.kind for seat in seats}
    rung = Rung.LIAISON if PostKind.LIAISON in kinds else Rung.SUPERVISOR
    steps = instruction.ladder.steps if instruction.ladder else ()
    return next((number for number, step in enumerate(steps) if step.to is rung), None)


def digest_spots(tx: Tx, units: Sequence[Unit], mine: Sequence[Part]) -> list[Spot]:
    """The units by name, together with the unit above where names like 3 栋 repeat."""
    tops = {part.unit.id for part in mine}
    uppers: dict[int, str] = {}
    found = []
    for unit in units:
        upper = None if unit.id in tops or unit.parent_id in tops else unit.parent_id
        if upper is not None and upper not in uppers:
            uppers[upper] = people.unit(tx, upper).name
        found.append(Spot(unit.name, None if upper is None else uppers[upper]))
    return found


def new_by_kind(gaps: Iterable[Gap]) -> dict[GapKind, tuple[int, ...]]:
    """The new gaps as a message carries them: for each kind the number and the first few units."""
    found: dict[GapKind, list[int]] = {}
    for gap in gaps:
        counted = found.setdefault(gap.kind, [0])
        counted[0] += 1
        if len(counted) <= _NAMED:
            counted.append(gap.unit.id)
    return {kind: tuple(counted) for kind, counted in found.items()}


def _named(
    tx: Tx, new: Mapping[GapKind, Sequence[int]], mine: Sequence[Part]
) -> dict[GapKind, NewGaps]:
    found = {}
    for kind in ROSTER_GAPS:
        total, *ids = new.get(kind, (0,))
        if total:
            units = [people.unit(tx, each) for each in ids]
            found[kind] = NewGaps(tuple(digest_spots(tx, units, mine)), total)
    return found
