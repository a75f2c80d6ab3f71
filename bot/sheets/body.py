"""The lines below the headings, made rows and faults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.errors import GridcallError, Refused
from bot.roster.clean import tidy, tidy_name
from bot.roster.fold import fold
from bot.roster.sheet import Fact, RowFault, SheetRow
from bot.sheets.filldown import Filler, UnplacedError, Written
from bot.sheets.grid import Bad, Cell, Line, Merges
from bot.sheets.headings import CODE, NAME, NOTE, PHONE, POST, Layout
from bot.sheets.limits import MAX_NOTE, MAX_ROWS, MAX_TEXT

_FOOTERS = tuple(
    fold(word)
    for word in ("合计", "总计", "小计", "共计", "填表", "制表", "审核", "注:", "备注:", "total")
)
_LIMITS = {NOTE: MAX_NOTE}
_LINES = (PHONE, CODE, NOTE)
"""Columns whose spaces stay."""


class Body:
    """Reads lines in their order, once."""

    def __init__(self, layout: Layout, merges: Merges) -> None:
        self._layout, self._merges = layout, merges
        grouped = [
            merges.grouped(layout.columns[tier.code] + 1, layout.row) for tier in layout.tiers
        ]
        self._filler = Filler(grouped)
        self._tops: dict[tuple[int, str], Cell] = {}
        self.rows: list[SheetRow] = []
        self.faults: list[RowFault] = []

    def read(self, lines: Iterable[Line]) -> None:
        """Sort the lines into rows and faults. Raises Refused `too_many_rows`."""
        for number, line in lines:
            cells = {key: _cell(key, line, at) for key, at in self._layout.columns.items()}
            self._remember(number, cells)
            if any(cells.values()) and not self._is_aside(cells):
                self._take(number, cells)
            if len(self.rows) + len(self.faults) > MAX_ROWS:
                raise Refused("too_many_rows", limit=MAX_ROWS)

    def _remember(self, number: int, cells: Mapping[str, Cell]) -> None:
        for key, at in self._layout.columns.items():
            if self._merges.starts(number, at + 1):
                self._tops[number, key] = cells[key]

    def _is_aside(self, cells: Mapping[str, Cell]) -> bool:
        """Headings said again, totals and signatures at the foot."""
        if all(cells[key] == text for key, text in self._layout.texts.items()):
            return True
        units = (cells[tier.code] for tier in self._layout.tiers)
        first = next((cell for cell in units if cell), "")
        return not cells[POST] and isinstance(first, str) and fold(first).startswith(_FOOTERS)

    def _take(self, number: int, cells: Mapping[str, Cell]) -> None:
        try:
            units = self._units(number, cells)
        except _FaultyError as error:
            self.faults.append(error.fault)
            return
        texts: dict[str, str] = {}
        for key in (POST, NAME, PHONE, CODE, NOTE):
            cell = self._own_or_covering(number, key, cells)
            if isinstance(cell, Bad):
                self.faults.append(self._bad(number, key, cell, units, placed=True))
                return
            texts[key] = cell
        self.rows.append(SheetRow(number, units, **texts))

    def _units(self, number: int, cells: Mapping[str, Cell]) -> tuple[str, ...]:
        written: list[Written] = []
        for tier in self._layout.tiers:
            cell = self._own_or_covering(number, tier.code, cells)
            if isinstance(cell, Bad):
                known = self._filler.lose(written)
                raise _FaultyError(self._bad(number, tier.code, cell, known, placed=False))
            written.append(Written(cell, covered=not cells[tier.code]))
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
        self, number: int, key: str, cell: Bad, units: tuple[str, ...], *, placed: bool
    ) -> RowFault:
        facts: dict[str, Fact] = {"column": self._layout.texts[key]}
        if cell.reason == "cell_too_long":
            facts["limit"] = _LIMITS.get(key, MAX_TEXT)
        return RowFault(number, cell.reason, facts, units, placed)


class _FaultyError(GridcallError):
    def __init__(self, fault: RowFault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


def _cell(key: str, line: Sequence[Cell], at: int) -> Cell:
    cell = line[at] if at < len(line) else ""
    if isinstance(cell, Bad):
        return cell.text if key == NOTE and cell.text else cell
    limit = _LIMITS.get(key, MAX_TEXT)
    if len(cell) > 20 * limit:
        return Bad("cell_too_long")
    tidied = tidy(cell) if key in _LINES else tidy_name(cell)
    return tidied if len(tidied) <= limit else Bad("cell_too_long")
