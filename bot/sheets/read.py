"""From the bytes of a file to the rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from bot.errors import Refused
from bot.roster.customs import USUAL, Customs
from bot.roster.model import Tier
from bot.roster.sheet import Mend, Sheet
from bot.sheets import delimited, workbook
from bot.sheets.body import Body
from bot.sheets.grid import Grid
from bot.sheets.headings import NOTE, STAIRWELL, Headings, Layout
from bot.sheets.limits import HEADING_WITHIN
from bot.sheets.sniff import is_workbook

_TELLING = ("missing_columns", "heading_twice", "no_rows")
_NOT_TELLING = ("no_headings",)


def read_sheet(data: bytes, name: str, tiers: Sequence[Tier], customs: Customs = USUAL) -> Sheet:
    """The first visible worksheet with headings, by the file's content; `name` is only for
    messages. Raises Refused when the file cannot be read (see `bot.roster.reasons`)."""
    grids = workbook.grids(data) if is_workbook(data) else delimited.delimited_grids(data, name)
    headings = Headings(tiers, customs)
    refusals: list[Refused] = []
    for grid in grids:
        try:
            sheet = _read(grid, headings)
        except Refused as refused:
            refusals.append(refused)
        else:
            return _with_unread(sheet, [each for each in grids if _is_table(each, headings)])
    raise min(refusals, key=_rank, default=Refused("sheet_empty"))


def _read(grid: Grid, headings: Headings) -> Sheet:
    written = (line for line in grid.lines if any(line[1]))
    first = list(islice(written, HEADING_WITHIN))
    layout = headings.find(first, grid.merges)
    body = Body(layout, grid.merges)
    body.read(chain((line for line in first if line[0] > layout.row), written))
    if not body.rows and not body.faults:
        raise Refused("no_rows")
    tiers = tuple(tier.code for tier in layout.tiers)
    rows, faults = tuple(body.rows), tuple(body.faults)
    notes = NOTE in layout.columns or STAIRWELL in layout.columns
    mends = (*_left_out(layout), *body.mends)
    return Sheet(tiers, rows, faults, notes, grid.title, grid.beside, mends)


def _left_out(layout: Layout) -> Iterator[Mend]:
    """The columns that were not read, named beside the line of headings."""
    if layout.unread:
        yield Mend(layout.row, "columns_unread", {"said": "、".join(layout.unread)})


def _is_table(grid: Grid, headings: Headings) -> bool:
    """Whether another worksheet holds a table of the same kind."""
    try:
        written = (line for line in grid.lines if any(line[1]))
        headings.find(list(islice(written, HEADING_WITHIN)), grid.merges)
    except Refused:
        return False
    return True


def _with_unread(sheet: Sheet, others: Sequence[Grid]) -> Sheet:
    """The sheet with the names of further tables of the workbook, which were not read."""
    if not others:
        return sheet
    said = "、".join(grid.title for grid in others)
    return replace(sheet, mends=(Mend(1, "sheets_unread", {"said": said}), *sheet.mends))


def _rank(refused: Refused) -> int:
    """The most helpful of several readings' refusals: one that found headings."""
    return (refused.reason in _NOT_TELLING) - (refused.reason in _TELLING)
