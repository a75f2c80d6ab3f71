"""A table for reading, before it is written as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

TableCell = str | int | float | date | datetime | None


class DataFormat(StrEnum):
    """How a table is written."""

    EXCEL = "xlsx"
    CSV = "csv"


class DataSubject(StrEnum):
    """What tables there are besides those of an instruction."""

    GAPS = "gaps"
    CALLS = "calls"
    FACTS = "facts"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table: its title, its headings, and rows of as many cells. Instants are in the reader's
    zone; `totals`: a last row, below the filters."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[TableCell]]
    totals: Sequence[TableCell] = ()
