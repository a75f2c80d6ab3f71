"""The progress of instructions, counted by the database: no target is loaded for a count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.instructions.counts import Counted, Fates, Progress, fates_from, progress_from
from bot.instructions.looks import Branch, NameLine, OpenHelp, mark
from bot.instructions.model import AnswerPath, Target, TargetState, Urgency
from bot.roster.model import Unit
from bot.store.cascade.instructions import to_target
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people.people import path_end, to_unit
from bot.store.tx import Row, Tx, instant_or_none

EVERYTHING = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the tree: a unit and, where `deep`, everything below it."""

    unit: Unit
    deep: bool = True

    @property
    def range(self) -> dict[str, object]:
        """Its range of paths, as query parameters."""
        # "/" sorts right after the "." that ends a path, so the range holds the unit alone.
        end = path_end(self.unit.path) if self.deep else self.unit.path + "/"
        return {"path": self.unit.path, "path_end": end}

    def holds(self, unit: Unit) -> bool:
        """Whether a unit lies in it."""
        return self.unit.holds(unit) if self.deep else self.unit.id == unit.id


@dataclass(frozen=True, slots=True)
class Running:
    """A running instruction with the fields that lists are sorted by."""

    id: int
    number: int
    urgent: bool
    needs_answer: bool
    completed: bool
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True)
class Branches:
    """A page of branches, and the number of all."""

    page: tuple[Branch, ...]
    count: int


def progress_of(tx: Tx, instruction_id: int) -> Progress:
    """The progress of a whole instruction."""
    rows = tx.all("states_of_instruction", instruction_id=instruction_id)
    return progress_from(_counted(tx, rows))


def progress_below(tx: Tx, instruction_id: int, part: Part) -> Progress:
    """The progress of an instruction in a part of the tree."""
    rows = tx.all("states_below", instruction_id=instruction_id, **part.range)
    return progress_from(_counted(tx, rows))


def fates_of(tx: Tx, instruction_id: int) -> Fates:
    """What became of the cards of a whole instruction."""
    rows = tx.all("unanswered_of_instruction", instruction_id=instruction_id)
    waiting = _unanswered(tx, rows)
    behind = any(not each.opened for each in waiting)
    passes_at = _passes_at(tx, instruction_id) if behind else None
    return fates_from(progress_of(tx, instruction_id), waiting, passes_at)


def fates_below(tx: Tx, instruction_id: int, part: Part) -> Fates:
    """What became of its cards in a part of the tree."""
    rows = tx.all("unanswered_below", instruction_id=instruction_id, **part.range)
    asked = progress_below(tx, instruction_id, part)
    return fates_from(asked, _unanswered(tx, rows), None)


def _passes_at(tx: Tx, instruction_id: int) -> datetime | None:
    """When the last of what waits goes on by itself; None where that is not known of each."""
    row = tx.need("relays_open", instruction_id=instruction_id)
    return instant_or_none(row["latest"]) if row["timed"] == row["gates"] else None


def branches(
    tx: Tx, instruction_id: int, unit: Unit, *, skip: int, most: int, informing: bool
) -> Branches:
    """A page of the units right below `unit` that an instruction reaches, unfinished ones first.

    A page past the end is empty and has no count.
    """
    facts = {"instruction_id": instruction_id, "unit_id": unit.id, "skip": skip, "most": most}
    rows = tx.all("branches_of_instruction", informing=informing, **facts)
    return Branches(tuple(map(_branch, rows)), rows[0]["all_branches"] if rows else 0)


def names(
    tx: Tx,
    instruction_id: int,
    part: Part,
    *,
    silent: bool = False,
    most: int = EVERYTHING,
    skip: int = 0,
) -> list[NameLine]:
    """The state of each unit in a part of the tree, in tree order."""
    facts = {"instruction_id": instruction_id, "silent": silent, "most": most, "skip": skip}
    return [_name(row) for row in tx.all("names_below", **facts, **part.range)]


def to_remind(
    tx: Tx, instruction_id: int, part: Part, *, since: datetime, most: int
) -> list[Target]:
    """The silent units in a part of the tree whose holders were not reminded since `since`."""
    facts = {"instruction_id": instruction_id, "since": since, "most": most}
    return [to_target(row) for row in tx.all("silent_to_remind", **facts, **part.range)]


def running_in(tx: Tx, part: Part) -> list[Running]:
    """The running instructions that reach into a part of the tree."""
    return [_running(row) for row in tx.all("running_in", **part.range)]


def running_of(tx: Tx, member_id: int) -> list[Running]:
    """The running instructions a member issued."""
    return [_running(row) for row in tx.all("running_of_issuer", member_id=member_id)]


def issued_units(tx: Tx, instruction_id: int) -> list[Unit]:
    """The topmost units an instruction reaches; all its targets lie at or below them."""
    found: list[Unit] = []
    for row in tx.all("reach_of_instruction", instruction_id=instruction_id):
        unit = to_unit(row)
        if not found or not found[-1].holds(unit):
            found.append(unit)
    return found


def help_in(tx: Tx, instruction_id: int, part: Part) -> tuple[int, int]:
    """The help requests in a part of the tree: how many are unsolved, and how many of
    those untaken."""
    row = tx.need("help_below", instruction_id=instruction_id, **part.range)
    return row["unsolved"], row["open"]


def _counted(tx: Tx, rows: list[Row]) -> list[Counted]:
    found = ((house.tier(tx, row["tier"]), TargetState(row["state"]), row["n"]) for row in rows)
    return [Counted(tier, state, n) for tier, state, n in found]


def _unanswered(tx: Tx, rows: list[Row]) -> list[Counted]:
    """The same, with how the units stand."""
    return [
        replace(each, opened=bool(row["opened"]), vacant=bool(row["vacant"]))
        for each, row in zip(_counted(tx, rows), rows, strict=True)
    ]


def _branch(row: Row) -> Branch:
    return Branch(
        unit=to_unit(row),
        total=row["total"],
        done=row["done"],
        to_relay=bool(row["to_relay"]),
        relay_due_at=instant_or_none(row["relay_due_at"]),
        alone=row["below"] == 0,
    )


def _running(row: Row) -> Running:
    return Running(
        id=row["id"],
        number=row["number"],
        urgent=row["urgency"] == Urgency.URGENT,
        needs_answer=bool(row["needs_answer"]),
        completed=row["completed_at"] is not None,
        deadline_at=instant_or_none(row["deadline_at"]),
    )


def _name(row: Row) -> NameLine:
    target = to_target(row)
    return NameLine(
        target=target,
        mark=mark(
            target,
            row["holder"] is not None,
            row["linked"] > 0,
            row["called"] > 0,
            row["paged"] > 0,
        ),
        upper=row["parent_name"],
        holder=row["holder"],
        said_by=row["said_by"],
        said_at=instant_or_none(row["said_at"]),
        proxy=row["said_path"] == AnswerPath.PROXY,
        late=bool(row["late"]),
        help=None if row["help_state"] is None else OpenHelp(row["taken_by"]),
        people=(row["done"], row["people"]) if row["everyone"] else None,
        older=(row["said_version"] or 0) < (target.asked_version or 0) and bool(row["said_by"]),
    )


def message_in_chat(tx: Tx, message_id: int, chat_id: int) -> BotMessage | None:
    """The bot's message with this id if it stands in this very chat."""
    row = tx.one("message_by_id", message_id=message_id)
    return None if row is None or row["chat_id"] != chat_id else BotMessage.from_row(row)
