"""What a spreadsheet says, row by row, before it is held against the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Fact: TypeAlias = str | int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One written row, blank unit cells filled; `row` counts from 1 as in the file.

    `units` names the units from the top tier down to the one the post stands in.
    """

    row: int
    units: tuple[str, ...]
    post: str = ""
    name: str = ""
    phone: str = ""
    code: str = ""
    note: str = ""

    @property
    def only_unit(self) -> bool:
        """Whether the row names a unit and no post."""
        return not (self.post or self.name or self.phone)


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

    `unread` names the other visible sheets of a workbook, which were not looked at.
    """

    tiers: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    faults: tuple[RowFault, ...] = ()
    notes: bool = True
    title: str = ""
    unread: tuple[str, ...] = ()
