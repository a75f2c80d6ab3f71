"""Fills in the office's own table: the answers into its cells, what is missing beside them."""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from zipfile import ZIP_DEFLATED, ZipFile

from bot.errors import Refused
from bot.instructions.forms.office_table import (
    OfficeTable,
    SumRow,
    TableColumn,
    TableRow,
    TableWords,
)
from bot.instructions.forms.question import QuestionKind
from bot.sheets.delimited import guard
from bot.sheets.scan import elements
from bot.sheets.tables.elsewhere import Grown, mended, own_parts
from bot.sheets.tables.making_room import Parts, free_rows, grown_table, placed_rows, with_room
from bot.sheets.tables.splice import Edits, Written, spliced


def filled_table(
    content: bytes, table: OfficeTable, rows: Sequence[TableRow], words: TableWords
) -> bytes:
    """The file with the answers. Raises Refused("sheet_damaged")."""
    for growth in Parts(table).growths(placed_rows(table, rows)[1], free_rows(table)):
        content = _edited(content, table, Edits(cells={}, after=growth.after, grow=growth.by))
        table = grown_table(table, growth)
    return _edited(content, table, _Planner(table, words).edits(rows))


def _edited(content: bytes, table: OfficeTable, edits: Edits) -> bytes:
    return (_delimited if table.delimiter else _workbook)(content, table, edits)


class _Planner:
    """Which cell gets what."""

    def __init__(self, table: OfficeTable, words: TableWords) -> None:
        self._table, self._words = table, words
        self._cells: dict[tuple[int, int], Written] = {}
        self._like: dict[tuple[int, int], tuple[int, int]] = {}
        self._columns = {each.at: each for each in table.columns}
        self._several = False
        self._parts = Parts(table)

    def edits(self, rows: Sequence[TableRow]) -> Edits:
        """All that is written; rows are inserted where the table has no room for all units."""
        table = self._table
        self._several = len({row.names[:-1] for row in rows}) > 1
        placed, rest = placed_rows(table, rows)
        added = with_room(table, rest)
        grow = sum(at > table.last for at, _ in added)
        for number, (at, row) in enumerate(added, start=1):
            self._name(at, row, len(table.rows) + number)
            placed.append((at, row))
        for at, row in placed:
            self._answers(at, row)
        self._mark(table.heading, self._words.heading)
        for sums in table.sums:
            self._sum(sums, placed, grow)
        return Edits(cells=self._cells, after=table.last, grow=grow, like=self._like)

    def _name(self, at: int, row: TableRow, number: int) -> None:
        """Name the unit in a row that names none."""
        names = row.names
        if len(self._table.units) == 1 and self._several:
            names = ("".join(row.names[-2:]),)
        for (_, column), name in zip(self._table.units[::-1], names[::-1], strict=False):
            self._cells[at, column] = name
        if self._table.serial is not None:
            self._cells[at, self._table.serial] = number

    def _answers(self, at: int, row: TableRow) -> None:
        for column, value in row.values.items():
            self._cells[at, column] = written_value(self._columns[column], value, self._words)
        if row.missing:
            self._mark(at, self._words.missing)

    def _mark(self, at: int, said: str) -> None:
        place = (at, self._table.mark)
        self._cells[place] = said
        self._like[place] = (at, self._table.mark - 1)

    def _sum(self, sums: SumRow, placed: Sequence[tuple[int, TableRow]], grow: int) -> None:
        """Sums into a row that adds up; a formula that stands there already is kept."""
        last = self._table.last
        start, end = sums.span or (0, last + grow)
        rows = [row for at, row in placed
                if (start <= at <= end and (at <= last or not sums.span))
                or (at > last and sums.span and self._parts.span_of(row) == sums.span)]  # fmt: skip
        into = sums.row + grow if sums.row > last else sums.row
        for column, each in self._columns.items():
            if each.question.kind is QuestionKind.NUMBER and column not in sums.said:
                values = [row.values[column] for row in rows if column in row.values]
                self._cells[into, column] = _number(sum(map(Decimal, values), Decimal(0)))


def written_value(column: TableColumn, value: str, words: TableWords) -> Written:
    """An answer as it stands in a cell."""
    match column.question.kind:
        case QuestionKind.NUMBER:
            return _number(Decimal(value))
        case QuestionKind.YES_NO:
            return words.yes if value == "yes" else words.no
        case QuestionKind.SEVERAL:
            return "、".join(value.splitlines())
        case QuestionKind.DATE:
            return day_number(value) if column.dated else value
    return value


def _number(value: Decimal) -> Written:
    return int(value) if value == value.to_integral_value() else float(value)


_EPOCH = date(1899, 12, 30)


def day_number(day: str) -> int:
    """A day as spreadsheets count them."""
    return (date.fromisoformat(day) - _EPOCH).days


def _delimited(content: bytes, table: OfficeTable, edits: Edits) -> bytes:
    text = content.decode(table.codec)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=table.delimiter))
    width = max(map(len, rows), default=0)
    rows[edits.after : edits.after] = [[""] * width for _ in range(edits.grow)]
    for (row, column), value in edits.cells.items():
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([""] * (column - len(cells)))
        cells[column - 1] = guard(value) if isinstance(value, str) else str(value)
    out = io.StringIO()
    end = "\r\n" if "\r\n" in text else "\n"
    csv.writer(out, delimiter=table.delimiter, lineterminator=end).writerows(rows)
    try:
        return out.getvalue().encode(table.codec)
    except UnicodeEncodeError:  # answers in characters that the office's own encoding lacks
        return out.getvalue().encode("utf-8-sig")


_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def _workbook(content: bytes, table: OfficeTable, edits: Edits) -> bytes:
    """The package with one part changed, and told to reckon anew when it is opened; where rows were
    inserted, other parts name them as they count now."""
    out = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
            names = {info.filename.lower(): info.filename for info in source.infolist()}
            part = names[_part_of(source, names, table.sheet).lower()]
            grown = Grown(table.sheet, part, edits.after, edits.grow) if edits.grow else None
            own = _own_parts(source, names, part)
            for info in source.infolist():
                data = source.read(info)
                if grown is not None:
                    data = mended(info.filename, data, grown, own)
                if info.filename == part:
                    data = spliced(data, edits)
                elif info.filename == names[_BOOK]:
                    data = _reckoning(data)
                target.writestr(info, data, compress_type=ZIP_DEFLATED, compresslevel=_LEVEL)
    except (KeyError, ValueError, OSError, zlib.error) as error:
        raise Refused("sheet_damaged") from error
    return out.getvalue()


def _own_parts(source: ZipFile, names: Mapping[str, str], part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    relations = names.get(f"{folder}/_rels/{name}.rels".lower())
    return own_parts(part, source.read(relations) if relations else None)


_LEVEL = 3


def _part_of(source: ZipFile, names: Mapping[str, str], sheet: str) -> str:
    relations = elements(source.read(names[_RELATIONS]), "Relationship")
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for each in elements(source.read(names[_BOOK]), "sheet"):
        if each.get("name") == sheet:
            key = next((value for name, value in each.items() if name.endswith(":id")), None)
            return posixpath.normpath(posixpath.join("/xl", targets[key]))[1:]
    raise KeyError(sheet)


_CALC = re.compile(rb"<((?:\w+:)?)calcPr\b([^>]*?)(/?)>")


def _reckoning(book: bytes) -> bytes:
    """The workbook's part, so that formulas are reckoned anew when it is opened."""
    found = _CALC.search(book)
    if found is not None:
        facts = re.sub(rb'\sfullCalcOnLoad="[^"]*"', b"", found[2])
        made = b'<%scalcPr%s fullCalcOnLoad="1"%s>' % (found[1], facts, found[3])
        return book[: found.start()] + made + book[found.end() :]
    for name in (b"definedNames", b"externalReferences", b"functionGroups", b"sheets"):
        end = re.search(rb"</(\w+:)?%s>" % name, book)
        if end is not None:
            made = b'<%scalcPr fullCalcOnLoad="1"/>' % (end[1] or b"")
            return book[: end.end()] + made + book[end.end() :]
    return book
