"""What the board's page lists: units by name, their files, and whoever is searched for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.instructions.board import CellState
from bot.instructions.looks import OpenHelp
from bot.instructions.model import AnswerPath, Instruction, Target
from bot.roster.model import PostKind, Unit
from bot.store.board.cells import cell_state_of
from bot.store.cascade.instructions import to_target
from bot.store.looking.progress import Part
from bot.store.people.people import to_unit
from bot.store.tx import Row, Tx, instant, instant_or_none


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit asked by an instruction: how it stands, who answers for it, who answered first."""

    target: Target
    state: CellState
    upper: str | None
    holder: str | None
    holder_id: int | None
    said_by: str | None
    said_at: datetime | None
    proxy: bool
    help: OpenHelp | None

    @property
    def unit(self) -> Unit:
        """The unit."""
        return self.target.unit


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held a post of a unit from when to when."""

    kind: PostKind
    title: str | None
    name: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """How a unit stands with an instruction."""

    instruction_id: int
    state: CellState
    answered_at: datetime | None
    help: OpenHelp | None = None


@dataclass(frozen=True, slots=True)
class Findable:
    """A unit, and one of those who hold a post there."""

    unit: Unit
    upper: str | None
    person: str | None


def board_rows(tx: Tx, instruction: Instruction, part: Part, most: int) -> list[BoardRow]:
    """The units asked in a part of the tree, in tree order."""
    facts = {"instruction_id": instruction.id, "most": most}
    return [_row(row, instruction) for row in tx.all("board_rows", **facts, **part.range)]


def number_to_id(tx: Tx, number: int) -> int:
    """The id of an instruction, 0 where there is none with this number."""
    row = tx.one("instruction_by_number", number=number)
    return 0 if row is None else int(row["id"])


def next_due_target(tx: Tx, instruction_id: int, part: Part) -> Target | None:
    """The silent target whose next step is due first; None where no step is left."""
    row = tx.one("next_step_below", instruction_id=instruction_id, **part.range)
    return None if row is None else to_target(row)


def tenures(tx: Tx, unit_id: int, most: int) -> list[Tenure]:
    """Who has held which post of a unit, the newest first."""
    return [
        Tenure(
            PostKind(row["kind"]),
            row["title"],
            row["name"],
            instant(row["since"]),
            instant_or_none(row["until"]),
        )
        for row in tx.all("tenures_of_unit", unit_id=unit_id, most=most)
    ]


def asked_before(tx: Tx, unit_id: int, most: int) -> list[AskedBefore]:
    """The latest instructions that asked a unit."""
    return [
        AskedBefore(
            row["id"],
            cell_state_of(row, informing=not row["needs_answer"]),
            instant_or_none(row["answered_at"]),
            _help(row),
        )
        for row in tx.all("board_asked_of_unit", unit_id=unit_id, most=most)
    ]


def findable(tx: Tx, part: Part) -> Iterator[Findable]:
    """All units of a part of the tree, once for each holder of a post."""
    for row in tx.all("search_units", **part.range):
        yield Findable(to_unit(row), row["parent_name"], row["member_name"])


def open_notices_of(tx: Tx, member_id: int, most: int) -> list[int]:
    """The ids of running instructions that ask a unit in which somebody answers."""
    return [row["id"] for row in tx.all("open_for_member", member_id=member_id, most=most)]


def words_passed_on(tx: Tx, target_ids: Iterable[int]) -> tuple[str, ...]:
    """What was added when an instruction was passed on to these targets, each once."""
    found = [tx.one("words_passed_on", target_id=each) for each in target_ids]
    return tuple(dict.fromkeys(row["relay_words"] for row in found if row is not None))


def _row(row: Row, instruction: Instruction) -> BoardRow:
    return BoardRow(
        target=to_target(row),
        state=cell_state_of(row, informing=not instruction.needs_answer),
        upper=row["parent_name"],
        holder=row["holder"],
        holder_id=row["holder_id"],
        said_by=row["said_by"],
        said_at=instant_or_none(row["said_at"]),
        proxy=row["said_path"] == AnswerPath.PROXY,
        help=_help(row),
    )


def _help(row: Row) -> OpenHelp | None:
    if row["help_state"] is None:
        return None
    return OpenHelp(row["taken_by"], row["help_reason"], row["help_words"])
