"""Where rows are inserted for units that the office's own table does not list, so that each stands
above (or below) the subtotal of what it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.instructions.forms.office_table import ListedUnits, OfficeTable, SumRow, TableRow
from bot.roster.fold import fold

_MOST_PARTS, _MOST_ROWS = 12, 20_000
"""So many parts of a table grow, and so many rows are passed over: each part is a pass over the
file. What else is not listed stands below all."""

Placed = list[tuple[int, TableRow]]
"""Rows of the file, with what stands in them."""


def placed_rows(table: OfficeTable, rows: Sequence[TableRow]) -> tuple[Placed, list[TableRow]]:
    """The rows that the table lists; and those that it does not, or not clearly."""
    listed = ListedUnits(table)
    found = [(listed.row_of(row.names), row) for row in rows]
    meant = Counter(at for at, _ in found)
    placed = [(at, row) for at, row in found if at is not None and meant[at] == 1]
    return placed, [row for at, row in found if at is None or meant[at] > 1]


@dataclass(frozen=True, slots=True)
class Growth:
    """So many rows are inserted below a row."""

    after: int
    by: int


class Parts:
    """The parts of a table that have a subtotal each, by the name of what they add up."""

    def __init__(self, table: OfficeTable) -> None:
        self._table = table
        self._spans: dict[str, tuple[int, int]] = {}
        for each in table.sums:
            if each.span is not None and (name := self._name(each.span)):
                self._spans[name] = each.span

    def _name(self, span: tuple[int, int]) -> str:
        """The folded name of the unit above all that are listed in a span; empty where they belong
        to several or none."""
        listed = [each.names for each in self._table.rows if span[0] <= each.row <= span[1]]
        uppers = {fold(names[-2]) if len(names) > 1 else "" for names in listed}
        return uppers.pop() if len(uppers) == 1 else ""

    def span_of(self, row: TableRow) -> tuple[int, int] | None:
        """The span to which the unit of a row belongs."""
        return self._spans.get(fold(row.names[-2])) if len(row.names) > 1 else None

    def span_at(self, at: int) -> tuple[int, int] | None:
        """The span in which a row of the file lies."""
        return next((each for each in self._spans.values() if each[0] <= at <= each[1]), None)

    def growths(self, rest: Sequence[TableRow], free: Sequence[int]) -> list[Growth]:
        """Where rows are inserted for units that have none, the lowest first."""
        wanted = Counter(span for row in rest if (span := self.span_of(row)) is not None)
        found = []
        for (start, end), units in wanted.items():
            by = units - sum(start <= at <= end for at in free)
            if by > 0:
                found.append(Growth(end, by))
        most = min(_MOST_PARTS, _MOST_ROWS // max(len(self._table.rows), 1))
        largest = sorted(found, key=lambda each: -each.by)[:most]
        return sorted(largest, key=lambda each: -each.after)


def free_rows(table: OfficeTable) -> list[int]:
    """The rows for units that name none."""
    taken = {each.row for each in table.rows} | {each.row for each in table.sums}
    return [at for at in range(table.first, table.last + 1) if at not in taken]


def with_room(table: OfficeTable, rest: Sequence[TableRow]) -> Placed:
    """Rows for units that are not listed: free ones of the part they belong to, else such as belong
    to no part, else new ones below all."""
    parts = Parts(table)
    free: dict[tuple[int, int] | None, list[int]] = {}
    for at in reversed(free_rows(table)):
        free.setdefault(parts.span_at(at), []).append(at)
    below = iter(range(table.last + 1, table.last + 1 + len(rest)))
    found = []
    for row in rest:
        room = free.get(parts.span_of(row)) or free.get(None)
        found.append((room.pop() if room else next(below), row))
    return found


def grown_table(table: OfficeTable, growth: Growth) -> OfficeTable:
    """The table once the rows are there: what lies below moves down, and a span that ends there
    takes them in."""
    after, by = growth.after, growth.by

    def down(at: int) -> int:
        return at + by if at > after else at

    def of(each: SumRow) -> SumRow:
        if each.span is None:
            return replace(each, row=down(each.row))
        start, end = each.span
        return replace(
            each, row=down(each.row), span=(down(start), end + by if end >= after else end)
        )

    rows = tuple(replace(each, row=down(each.row)) for each in table.rows)
    last = table.last + by if table.last >= after else table.last
    return replace(table, rows=rows, last=last, sums=tuple(map(of, table.sums)))
