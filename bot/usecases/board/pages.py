"""What the board's pages show. Every page asks anew what its reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.board.values import BoardView
from bot.chat.forms.fact_words import FactLine
from bot.chat.looking.gaps import GapKindView, GapsView
from bot.chat.looking.values import Heading, Wall
from bot.chat.persons import Named
from bot.chat.posts import SeatName
from bot.errors import Refused
from bot.instructions.board import CellState
from bot.instructions.counts import Progress
from bot.instructions.gaps import GapKind
from bot.instructions.model import Instruction, InstructionState, Target
from bot.roster.model import PARTY_POSTS, Unit
from bot.roster.permissions import Right
from bot.roster.seats import Seat
from bot.store.board import rows
from bot.store.board.rows import AskedBefore, BoardRow, Tenure
from bot.store.cascade import instructions
from bot.store.forms import facts
from bot.store.groups import groups
from bot.store.house import house
from bot.store.looking.gaps import SignOfLife, last_drill, signs_of
from bot.store.looking.progress import Part
from bot.store.people import page_links, people
from bot.store.people.page_links import PageLink
from bot.store.tx import Tx
from bot.usecases import care, named, rights
from bot.usecases.board.board_view import board_at
from bot.usecases.board.next_step import NextStep, next_step
from bot.usecases.board.own_notices import OwnNotice, own_notices
from bot.usecases.board.searching import Found, search_places
from bot.usecases.forms import filling as filled
from bot.usecases.looking import counted
from bot.usecases.looking.gaps_view import gaps_place
from bot.usecases.looking.known_facts import known_fact
from bot.usecases.looking.status_view import list_view
from bot.usecases.rights import Actor
from bot.usecases.screens import ScreenPlace

_ROWS = 300
"""Units on one page."""
_LATEST = 12
_OPEN = 40


@dataclass(frozen=True, slots=True)
class PageReader:
    """Whose page it is: the Telegram account, and the operators that the settings name. `member`:
    they read on a device that was let in, with no account."""

    account: int
    operators: frozenset[int] = frozenset()
    member: int = 0


def who_reads(tx: Tx, who: PageReader) -> Actor:
    """The reader as an actor; on a device that was let in nobody is an operator."""
    if who.member:
        return replace(rights.of_member(tx, who.member), operator=False)
    return rights.actor(tx, who.account, who.operators)


def reader(tx: Tx, who: PageReader) -> Actor:
    """The reader as an actor. Raises Refused for somebody without a post."""
    found = who_reads(tx, who)
    care.parts(tx, found)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NowPage:
    """What is open, what is missing, and what was searched for. `mine`: how many notices wait for
    the reader's own answer; `log`: they may take the log out."""

    headings: tuple[Heading, ...]
    gaps: Mapping[GapKind, int]
    ready: BoardView
    found: tuple[Found, ...]
    mine: int
    wall: Wall
    log: bool


@dataclass(frozen=True, slots=True)
class AskNow:
    """`words`: what is searched for."""

    reader: PageReader
    words: str = ""


def now_page(tx: Tx, command: AskNow, now: datetime) -> NowPage:
    """The first page. Raises Refused."""
    who = reader(tx, command.reader)
    wall = Wall(now, house.zone(tx))
    gaps = gaps_place(tx, who, care.parts(tx, who), ScreenPlace("kinds"), now)
    found = list_view(tx, who, 0, wall).headings
    return NowPage(
        headings=found,
        gaps=gaps.counts if isinstance(gaps, GapsView) else {},
        ready=board_at(tx, who, 0, 0, now),
        found=tuple(search_places(tx, care.parts(tx, who), command.words)),
        mine=sum(each.waits for each in own_notices(tx, who)),
        wall=wall,
        log=who.operator,
    )


@dataclass(frozen=True, slots=True)
class AskInstruction:
    """An instruction by its number, at a unit by its code ("": at the top); `show`: only units in
    this state; `ready`: how ready the units there are instead of how they stand with it; `page`: of
    the units by name."""

    reader: PageReader
    number: int
    code: str = ""
    show: CellState | None = None
    ready: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionPage:
    """An instruction at a place. `ready`: its second view, 就绪, where that was asked for.
    `crumbs`: the units above it that the reader may see. `answer_for`, `fill_in`, `dial`: the
    targets and members for which the reader may do that; `page` and `pages`: which of how many of
    the units by name."""

    board: BoardView
    ready: BoardView | None
    heading: Heading
    issuer: Named
    crumbs: tuple[Unit, ...]
    unit: Unit | None
    rows: tuple[BoardRow, ...]
    page: int
    pages: int
    show: CellState | None
    remind: bool
    may_print: bool
    answer_for: frozenset[int]
    fill_in: frozenset[int]
    dial: frozenset[int]
    next: NextStep | None
    wall: Wall


def instruction_page(tx: Tx, command: AskInstruction, now: datetime) -> InstructionPage:
    """An instruction as its reader may see it. Raises Refused("not_allowed")."""
    who = reader(tx, command.reader)
    instruction, mine = care.seen_instruction(tx, who, rows.number_to_id(tx, command.number))
    unit = unit_by_code(tx, command.code) if command.code else None
    here = [care.part_at(tx, mine, unit.id)] if unit else mine
    board = board_at(tx, who, instruction.id, unit.id if unit else 0, now)
    listed = [] if command.ready else _listed(tx, instruction, here, board, command.show)
    pages = max(-(-len(listed) // _ROWS), 1)
    page = min(command.page, pages - 1)
    listed = listed[page * _ROWS : (page + 1) * _ROWS]
    heading = board.heading or Heading(instruction, Progress())
    heading = counted.with_sums(tx, heading, here)
    open_ = instruction.state is InstructionState.RUNNING and instruction.needs_answer
    silent = open_ and heading.progress.silent > 0
    waiting = _to_answer(who, listed) if open_ else []
    asks_form = instruction.asks_form
    return InstructionPage(
        board=board,
        ready=board_at(tx, who, 0, unit.id if unit else 0, now) if command.ready else None,
        heading=heading,
        issuer=named.issuer(tx, instruction.issuer_id),
        crumbs=_crumbs(tx, mine, unit),
        unit=unit,
        rows=tuple(listed),
        page=page,
        pages=pages,
        show=command.show,
        remind=silent,
        may_print=silent and care.may_dial_in(tx, who, here),
        answer_for=frozenset(each.id for each in waiting if not asks_form(each.unit.tier)),
        fill_in=_to_fill_in(who, listed, instruction) if open_ else frozenset(),
        dial=frozenset(_to_dial(tx, who, listed)) if open_ else frozenset(),
        next=next_step(tx, instruction, here) if silent else None,
        wall=Wall(now, house.zone(tx)),
    )


def unit_by_code(tx: Tx, code: str) -> Unit:
    """A living unit. Raises Refused("not_allowed"), as for one that is not the reader's to see."""
    found = people.unit_by_code(tx, code)
    if found is None:
        raise Refused("not_allowed")
    return found


def _listed(
    tx: Tx,
    instruction: Instruction,
    here: list[Part],
    board: BoardView,
    show: CellState | None,
) -> list[BoardRow]:
    """The units by name where the cells are single units, or where one state is asked for."""
    if show is None and not board.single:
        here = [Part(board.unit, deep=False)] if board.unit and board.own else []
    found = [row for part in here for row in rows.board_rows(tx, instruction, part, 10_000)]
    kept = [row for row in found if show is None or row.state is show]
    return sorted(kept, key=_urgency) if show is None else kept


def _urgency(row: BoardRow) -> int:
    return list(CellState).index(row.state)


def _to_answer(who: Actor, listed: list[BoardRow]) -> list[Target]:
    """Those that wait and that the reader may answer for: by a tick, or by filling in a form."""
    waiting = (row.target for row in listed if row.target.unanswered)
    return [each for each in waiting if who.may(Right.ANSWER_FOR, each.unit)]


def _to_fill_in(who: Actor, listed: list[BoardRow], instruction: Instruction) -> frozenset[int]:
    """The targets whose form the reader may fill in, or change where it was handed in."""
    asked = (row.target for row in listed if instruction.asks_form(row.unit.tier))
    open_ = (each for each in asked if each.state not in filled.OVER)
    return frozenset(each.id for each in open_ if who.may(Right.FILL_IN, each.unit))


def _to_dial(tx: Tx, who: Actor, listed: list[BoardRow]) -> list[int]:
    """Those who have not answered, whom the reader may call, and who have a number."""
    found = {row.holder_id for row in listed if row.holder_id and row.target.unanswered}
    callable_ = (each for each in found if people.member(tx, each).phone)
    return [each for each in callable_ if care.may_dial(tx, who, each)]


def _crumbs(tx: Tx, mine: list[Part], unit: Unit | None) -> tuple[Unit, ...]:
    if unit is None:
        return ()
    above = reversed(people.ancestors(tx, unit.id))
    return tuple(
        each for each in above if each.id != unit.id and any(part.holds(each) for part in mine)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPage:
    """The file of a unit: posts and who has held them, group, what it was asked lately, and how
    ready those below are. `signs`: by post, when its holder last answered anything; `parties`: the
    property company and the owners' committee of its branch; `drilled`: when a drill last reached
    it; `dial`: whom the reader may call;
    `plan`: the reader may set the unit's plan."""

    unit: Unit
    crumbs: tuple[Unit, ...]
    seats: tuple[tuple[SeatName, Seat], ...]
    signs: Mapping[int, SignOfLife]
    parties: tuple[tuple[SeatName, Seat], ...]
    drilled: datetime | None
    tenures: tuple[tuple[SeatName, Tenure], ...]
    facts: tuple[FactLine, ...]
    group: str | None
    muted: bool
    asked: tuple[tuple[Instruction, AskedBefore], ...]
    ready: BoardView
    dial: frozenset[int]
    plan: bool
    wall: Wall


@dataclass(frozen=True, slots=True)
class AskUnit:
    """A unit by its code."""

    reader: PageReader
    code: str


def unit_page(tx: Tx, command: AskUnit, now: datetime) -> UnitPage:
    """The file of a unit. Raises Refused("not_allowed")."""
    who = reader(tx, command.reader)
    mine = care.parts(tx, who)
    unit = care.part_at(tx, mine, unit_by_code(tx, command.code).id).unit
    height = house.heights(tx).get(unit.tier, 0)
    seats = [each for each in people.seats_of(tx, unit.id) if each.kind not in PARTY_POSTS]
    group = groups.group_of(tx, unit.id)
    asked = rows.asked_before(tx, unit.id, _LATEST)
    parties = _parties(tx, mine, unit)
    there = {
        seat.member.id: seat.member
        for seat in (*seats, *parties)
        if seat.member and seat.member.phone
    }
    return UnitPage(
        unit=unit,
        crumbs=_crumbs(tx, mine, unit),
        seats=tuple((_seat_name(seat, height), seat) for seat in seats),
        signs=signs_of(tx, unit.id),
        parties=tuple((_seat_name(seat, height), seat) for seat in parties),
        drilled=last_drill(tx, unit.id),
        tenures=tuple(
            (SeatName(unit.name, each.kind, height, each.title), each)
            for each in rows.tenures(tx, unit.id, _OPEN)
        ),
        facts=tuple(_facts(tx, who, unit)),
        group=group.title if group else None,
        muted=bool(group and not group.may_write),
        asked=tuple(
            (instructions.instruction(tx, each.instruction_id), each)
            for each in asked
            if _sees(tx, who, each.instruction_id)
        ),
        ready=board_at(tx, who, 0, unit.id, now),
        dial=frozenset(each for each in there if care.may_dial(tx, who, each)),
        plan=care.may_bind(tx, who, unit) and len(people.subtree(tx, unit)) > 1,
        wall=Wall(now, house.zone(tx)),
    )


def _facts(tx: Tx, who: Actor, unit: Unit) -> list[FactLine]:
    """What is known of a unit, for those who may see it."""
    if not who.may(Right.SEE, unit):
        return []
    return [known_fact(tx, each, linked=False) for each in facts.facts_of(tx, unit.id)[:_OPEN]]


def _parties(tx: Tx, mine: list[Part], unit: Unit) -> list[Seat]:
    """The parties of the branch a unit is or lies in, as far as the reader has it in care."""
    there = [unit, *people.ancestors(tx, unit.id)]
    seen = [each for each in there if any(part.holds(each) for part in mine)]
    found = (seat for each in seen for seat in people.holders_of(tx, each.id))
    return [seat for seat in found if seat.kind in PARTY_POSTS]


def _seat_name(seat: Seat, height: int) -> SeatName:
    return SeatName(seat.unit.name, seat.kind, height, seat.post.title)


def _sees(tx: Tx, who: Actor, instruction_id: int) -> bool:
    try:
        care.seen_instruction(tx, who, instruction_id)
    except Refused:
        return False
    return True


@dataclass(frozen=True, slots=True)
class AskGaps:
    """All kinds of gaps, or a page of one."""

    reader: PageReader
    kind: GapKind | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class GapsPage:
    """The gaps in the reader's care. `chosen`: one kind."""

    kinds: GapsView
    chosen: GapKindView | None
    wall: Wall


def gaps_page(tx: Tx, command: AskGaps, now: datetime) -> GapsPage:
    """What is missing. Raises Refused."""
    who = reader(tx, command.reader)
    mine = care.parts(tx, who)
    kinds = gaps_place(tx, who, mine, ScreenPlace("kinds"), now)
    place = ScreenPlace(command.kind.value, page=command.page) if command.kind else None
    chosen = gaps_place(tx, who, mine, place, now) if place else None
    return GapsPage(
        kinds if isinstance(kinds, GapsView) else GapsView({}),
        chosen if isinstance(chosen, GapKindView) else None,
        Wall(now, house.zone(tx)),
    )


@dataclass(frozen=True, slots=True)
class MinePage:
    """What waits for the reader's own answer, and what they have answered. `device`: the one that
    was let in for them, where they read on it."""

    notices: tuple[OwnNotice, ...]
    seats: tuple[SeatName, ...]
    wall: Wall
    device: PageLink | None = None


def mine_page(tx: Tx, command: PageReader, now: datetime) -> MinePage:
    """A lead's own page. Raises Refused."""
    who = reader(tx, command)
    seats = named.seat_names_of(tx, who.seats)
    found = page_links.page_links_of(tx, command.member, now) if command.member else []
    device = next((each for each in found if each.state == "approved"), None)
    return MinePage(tuple(own_notices(tx, who)), seats, Wall(now, house.zone(tx)), device)
