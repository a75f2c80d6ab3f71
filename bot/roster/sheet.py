"""What a spreadsheet says, row by row, before it is held against the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Fact: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One post of a written row, blank unit cells filled; `row` counts from 1 as in the file.

    `units` names the units from the top tier down to the one the post stands in. A row may hold
    several posts: `part` tells them apart. `title` is the office's word for the post as it is
    kept, `noted` whether the row says what the post's note is. In a `wide` table the same post may
    stand in many rows.
    """

    row: int
    units: tuple[str, ...]
    post: str = ""
    name: str = ""
    phone: str = ""
    code: str = ""
    note: str = ""
    title: str = ""
    part: int = 0
    noted: bool = True
    wide: bool = False

    @property
    def at(self) -> tuple[int, int]:
        """By which the post of a file is known."""
        return (self.row, self.part)


@dataclass(frozen=True, slots=True)
class Mend:
    """What was left out of a row that is carried out, and why (see `bot.roster.reasons`)."""

    row: int
    reason: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is not carried out, and why (see `bot.roster.reasons`).

    `units` is how far down the row could be placed. A row that is not `placed` might stand
    anywhere below that.
    """

    row: int
    reason: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole spreadsheet as read. `tiers` are the codes that have a column, top first.

    `unread` names the other visible sheets of a workbook, which were not looked at; `mends` is
    what the reader itself could not use of rows it took.
    """

    tiers: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    faults: tuple[RowFault, ...] = ()
    notes: bool = True
    title: str = ""
    unread: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
