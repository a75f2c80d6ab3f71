"""Turns the lines below the headings into rows and faults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.errors import GridcallError, Refused
from bot.roster.cells.name import beside_nobody, means_nobody
from bot.roster.clean import tidy, tidy_name
from bot.roster.fold import fold
from bot.roster.places import key_of
from bot.roster.sheet import Fact, Mend, RowFault, SheetRow
from bot.sheets.both import name_and_number
from bot.sheets.filldown import FillDown, UnplacedError, WrittenCell
from bot.sheets.grid import BadCell, Cell, Line, Merges
from bot.sheets.headings import CODE, NAME, NOTE, PHONE, POST, STAIRWELL, Layout
from bot.sheets.limits import MAX_NOTE, MAX_ROWS, MAX_TEXT
from bot.sheets.roles import RoleColumns

_FOOTERS = tuple(
    fold(word)
    for word in (
        "合计",
        "总计",
        "小计",
        "共计",
        "填表",
        "制表",
        "审核",
        "注:",
        "备注:",
        "note:",
        "total",
    )
)
_DITTO = ("同上", "〃", "″", "同前", "ditto")
_LIMITS = {NOTE: MAX_NOTE}
_KEEP_SPACES = (PHONE, CODE, NOTE, STAIRWELL)
"""Columns whose inner spaces are kept."""


class Body:
    """Reads the lines once, in order."""

    def __init__(self, layout: Layout, merges: Merges) -> None:
        self._layout, self._merges = layout, merges
        grouped = [
            merges.grouped(layout.columns[tier.code] + 1, layout.row) for tier in layout.tiers
        ]
        self._filler = FillDown(grouped)
        self._above: dict[str, Cell] = {}
        self._tops: dict[tuple[int, str], Cell] = {}
        self.rows: list[SheetRow] = []
        self.mends: list[Mend] = []
        self.faults: list[RowFault] = []

    def read(self, lines: Iterable[Line]) -> None:
        """Sort the lines into rows and faults. Raises Refused("too_many_rows")."""
        self._read(lines)
        if self._layout.roles:
            self.rows = _without_repeated_vacancies(self.rows)

    def _read(self, lines: Iterable[Line]) -> None:
        for number, line in lines:
            cells = {key: _cell(key, line, at) for key, at in self._layout.columns.items()}
            self._spare_phones(line, cells)
            self._ditto(cells)
            self._remember(number, cells)
            if any(cells.values()) and not self._is_aside(cells):
                self._take(number, cells)
            if len(self.rows) + len(self.faults) > MAX_ROWS:
                raise Refused("too_many_rows", limit=MAX_ROWS)

    def _spare_phones(self, line: Sequence[Cell], cells: dict[str, Cell]) -> None:
        """Where a phone cell is blank, the next phone column of the same holder counts."""
        spare = {PHONE: self._layout.spare, **{r.phone: r.spare for r in self._layout.roles}}
        for key, places in spare.items():
            for at in places:
                cells[key] = cells.get(key) or _cell(PHONE, line, at)

    def _ditto(self, cells: dict[str, Cell]) -> None:
        """同上 and its signs stand for what was written above, except in an export, with codes."""
        for key, cell in cells.items():
            if cell in _DITTO and not cells.get(CODE):
                cells[key] = self._above.get(key, "")
            elif cell:
                self._above[key] = cell

    def _remember(self, number: int, cells: Mapping[str, Cell]) -> None:
        for key, at in self._layout.columns.items():
            if self._merges.starts(number, at + 1):
                self._tops[number, key] = cells[key]

    def _is_aside(self, cells: Mapping[str, Cell]) -> bool:
        """Whether a line is no data: repeated headings, totals, or signatures at the end."""
        if all(cells[key] == text for key, text in self._layout.texts.items()):
            return True
        units = (cells[tier.code] for tier in self._layout.tiers)
        first = next((cell for cell in units if cell), "")
        written = cells.get(POST) or cells.get(CODE)
        return not written and isinstance(first, str) and fold(first).startswith(_FOOTERS)

    def _take(self, number: int, cells: Mapping[str, Cell]) -> None:
        try:
            units = self._units(number, cells)
            found = list(self._posts(number, units, cells))
        except _FaultyError as error:
            self.faults.append(error.fault)
            return
        self.rows.extend(found)

    def _posts(
        self, number: int, units: tuple[str, ...], cells: Mapping[str, Cell]
    ) -> Iterator[SheetRow]:
        """The one post of a row, or one for each role column."""
        code = self._text(number, CODE, cells, units)
        where, note = self._where(number, cells, units), self._text(number, NOTE, cells, units)
        if not self._layout.roles:
            post, name = (self._text(number, key, cells, units) for key in (POST, NAME))
            name, phone = self._number(number, PHONE, cells, name)
            yield SheetRow(
                number, units, post, name, phone, code, _both(where, note), noted=self._noted
            )
            return
        own = SheetRow(number, units, code=code, noted=False, wide=True)
        yield own
        for role in self._layout.roles:
            name = self._text(number, role.name, cells, units)
            name, phone = self._number(number, role.phone, cells, name)
            place = where if self._is_of_a_stairwell(role) else ""
            yield from self._seat(own, role, name, phone, _both(place, note))

    def _seat(
        self, row: SheetRow, role: RoleColumns, name: str, phone: str, note: str
    ) -> Iterator[SheetRow]:
        """The role's seat in the unit of its tier; only the row's own unit gets the note."""
        depth = role.depth + 1 - self._layout.above
        empty = means_nobody(name)
        if len(row.units) < depth:
            if not empty:
                tier = self._layout.tiers[min(len(row.units), len(self._layout.tiers) - 1)].name
                raise _FaultyError(RowFault(row.row, "no_unit", {"tier": tier}, row.units))
            return
        own = depth == len(row.units)
        noted = own and self._noted
        code = row.code if own else ""
        seat = replace(row, units=row.units[:depth], post=role.word, name=name, code=code)
        seat = replace(seat, phone=phone, note=note if noted else "", noted=noted)
        if not empty:
            yield seat
        elif role.lead:
            aside = beside_nobody(name)
            words = "；".join(filter(None, (seat.note, aside)))
            yield replace(seat, name="", note=words, noted=noted or bool(aside))

    @property
    def _noted(self) -> bool:
        return NOTE in self._layout.columns or STAIRWELL in self._layout.columns

    def _where(self, number: int, cells: Mapping[str, Cell], units: tuple[str, ...]) -> str:
        """The stairwell of a column of its own."""
        where = self._text(number, STAIRWELL, cells, units)
        return f"{where}单元" if where.isdigit() else where

    def _is_of_a_stairwell(self, role: RoleColumns) -> bool:
        """Whether a column of stairwells speaks of a role: where others stand beside the lead, of
        those alone."""
        return not role.lead or all(
            each.lead for each in self._layout.roles if each.depth == role.depth
        )

    def _number(
        self, number: int, key: str, cells: Mapping[str, Cell], name: str
    ) -> tuple[str, str]:
        """The name, and the phone beside it or in the name's own cell."""
        plain, inside = name_and_number(name)
        phone = self._phone(number, key, cells, plain)
        return plain, "、".join(each for each in (phone, inside) if each)

    def _text(
        self, number: int, key: str, cells: Mapping[str, Cell], units: tuple[str, ...]
    ) -> str:
        cell = self._own_or_covering(number, key, cells)
        if isinstance(cell, BadCell):
            raise _FaultyError(self._bad(number, key, cell, units, placed=True))
        return cell

    def _phone(self, number: int, key: str, cells: Mapping[str, Cell], name: str) -> str:
        """The text of a phone cell; an unreadable one is left out and does not remove
        the person."""
        cell = self._own_or_covering(number, key, cells)
        if not isinstance(cell, BadCell):
            return cell
        column = self._layout.texts[key]
        self.mends.append(Mend(number, "phone_cell", {"name": name, "column": column}))
        return ""

    def _units(self, number: int, cells: Mapping[str, Cell]) -> tuple[str, ...]:
        written: list[WrittenCell] = []
        for tier in self._layout.tiers:
            cell = self._own_or_covering(number, tier.code, cells)
            if isinstance(cell, BadCell):
                known = self._filler.lose(written)
                raise _FaultyError(self._bad(number, tier.code, cell, known, placed=False))
            written.append(WrittenCell(cell, covered=not cells[tier.code]))
        try:
            return self._filler.fill(written)
        except UnplacedError as error:
            tier = self._layout.tiers[min(len(error.units), len(written) - 1)]
            facts = {"tier": tier.name}
            fault = RowFault(number, error.reason, facts, error.units, placed=False)
            raise _FaultyError(fault) from error

    def _own_or_covering(self, number: int, key: str, cells: Mapping[str, Cell]) -> Cell:
        if cells.get(key) or key not in self._layout.columns:
            return cells.get(key, "")
        top = self._merges.top(number, self._layout.columns[key] + 1)
        return self._tops.get((top, key), "") if top is not None else ""

    def _bad(
        self, number: int, key: str, cell: BadCell, units: tuple[str, ...], *, placed: bool
    ) -> RowFault:
        facts: dict[str, Fact] = {"column": self._layout.texts[key]}
        if cell.reason == "cell_too_long":
            facts["limit"] = _LIMITS.get(key, MAX_TEXT)
        return RowFault(number, cell.reason, facts, units, placed)


def _without_repeated_vacancies(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """A unit's post may appear in many rows: blank in all of them it is one vacancy."""
    seen = {_post(row) for row in rows if row.name}
    found = []
    for row in rows:
        if row.name or not row.post or _post(row) not in seen:
            found.append(row)
            seen.add(_post(row))
    return found


def _post(row: SheetRow) -> tuple[object, ...]:
    return (key_of(row.units), row.post)


def _both(first: str, second: str) -> str:
    return "；".join(part for part in (first, second) if part)


def _apart(cell: str) -> str:
    """Two names on two lines of a cell are separated; a name broken over two lines is joined."""
    lines = [line for line in map(str.strip, cell.splitlines()) if line]
    if any(line.startswith(("(", "（")) for line in lines[1:]):
        return "".join(lines)
    return "、".join(lines) if all(len(line) > 1 for line in lines) else cell


class _FaultyError(GridcallError):
    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def _cell(key: str, line: Sequence[Cell], at: int) -> Cell:
    cell = line[at] if at < len(line) else ""
    if isinstance(cell, BadCell):
        return cell.text if key == NOTE and cell.text else cell
    kind = key.partition(" ")[0]
    limit = _LIMITS.get(kind, MAX_TEXT)
    if len(cell) > 20 * limit:
        return BadCell("cell_too_long")
    if kind == NAME and "\n" in cell:
        cell = _apart(cell)
    tidied = tidy(cell) if kind in _KEEP_SPACES else tidy_name(cell)
    return tidied if len(tidied) <= limit else BadCell("cell_too_long")
