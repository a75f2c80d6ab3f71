"""A spreadsheet's contents row by row, before comparison with the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Fact: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One post of a written row, with blank unit cells filled; `row` counts from 1 as in the file.

    `units`: the names from the top tier down to the post's unit. `part` tells several posts of one
    row apart. `title`: the office's word for the post; `noted`: the row sets the post's note. In a
    `wide` table the same post may appear in many rows.
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
        """The identity of a post in the file."""
        return (self.row, self.part)


@dataclass(frozen=True, slots=True)
class Mend:
    """A part left out of a row that is carried out, and why (see `bot.roster.reasons`)."""

    row: int
    reason: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that is not carried out, and why (see `bot.roster.reasons`).

    `units`: how far down the row could be placed; one that is not `placed` may belong anywhere
    below.
    """

    row: int
    reason: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole spreadsheet.

    `tiers`: the codes of tiers with a column, top first. `unread`: other visible worksheets, which
    were ignored; `mends`: what the reader left out of rows it took.
    """

    tiers: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    faults: tuple[RowFault, ...] = ()
    notes: bool = True
    title: str = ""
    unread: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
