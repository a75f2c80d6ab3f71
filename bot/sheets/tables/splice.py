"""Writes cells into the XML of a worksheet, which otherwise stays as it is, byte for byte.

A library that reads and writes whole workbooks drops what it does not know: charts, shapes, newer
lists of choices. Here one part of the package changes, and of it only what is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

from bot.errors import Refused
from bot.sheets.tables.references import copied_formula, letters, moved_references

Written = str | float | int
"""Text, or a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What is written, by row and column; `grow` rows are inserted below row `after`, which look
    like it. Rows count as they will be then. `like`: cells that take the form of others."""

    cells: Mapping[tuple[int, int], Written]
    after: int = 0
    grow: int = 0
    like: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class _Cell:
    column: int
    start: int
    end: int
    style: str
    formula: tuple[int, int] | None = None
    value: tuple[int, int] | None = None
    shared: str | None = None


@dataclass(slots=True)
class _Row:
    number: int
    start: int
    inner: int
    end: int = 0
    cells: list[_Cell] = field(default_factory=list)

    @property
    def reckons(self) -> bool:
        """Whether any of its cells is a formula."""
        return any(cell.formula is not None for cell in self.cells)


def spliced(content: bytes, edits: Edits) -> bytes:
    """The worksheet with the edits. Raises Refused("sheet_damaged")."""
    data = _as_utf_8(content)
    scan = _Scan(data)
    return _Writer(data, scan, edits).written()


def _as_utf_8(content: bytes) -> bytes:
    if content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return content
    return re.sub(r"^<\?xml[^>]*\?>", "", content.decode("utf-16")).encode()


class _Scan:
    """Where the rows and cells of a worksheet begin and end."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.rows: list[_Row] = []
        self.data_end = self.data_start = 0
        self.data_empty = False
        self.prefix = ""
        self.ranges: list[tuple[int, int]] = []
        self.masters: dict[str, tuple[int, _Cell]] = {}
        self._open: tuple[str, int] | None = None
        self._parser = expat.ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Refused("sheet_damaged") from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name[name.rfind(":") + 1 :]
        at = self._parser.CurrentByteIndex
        if local == "c" and self.rows:
            self._cell(at, attributes)
        elif local == "row":
            number = int(attributes.get("r") or (self.rows[-1].number + 1 if self.rows else 1))
            self.rows.append(_Row(number, at, self._tag_end(at)))
        elif local in ("f", "v", "is") and self.rows and self.rows[-1].cells:
            self._open = (local, at)
            if local == "f" and attributes.get("t") == "shared":
                self._share(attributes)
        elif local == "sheetData":
            self.prefix = name[: name.rfind(":") + 1]
            self.data_start = self._tag_end(at)
        elif self.data_end and ("ref" in attributes or "sqref" in attributes):
            self.ranges.append((at, self._tag_end(at)))

    def _share(self, attributes: dict[str, str]) -> None:
        cell = self.rows[-1].cells[-1]
        cell.shared = attributes.get("si")
        if "ref" in attributes and cell.shared is not None:
            self.masters[cell.shared] = (self.rows[-1].number, cell)

    def _cell(self, at: int, attributes: dict[str, str]) -> None:
        row = self.rows[-1]
        reference = attributes.get("r")
        column = _column(reference) if reference else (row.cells[-1].column if row.cells else 0) + 1
        row.cells.append(_Cell(column, at, 0, attributes.get("s", "")))

    def _end(self, name: str) -> None:
        local = name[name.rfind(":") + 1 :]
        if local not in ("c", "row", "f", "v", "sheetData"):
            return
        at = self._parser.CurrentByteIndex
        end = self._closing_end(name, at)
        if local == "c" and self.rows:
            self.rows[-1].cells[-1].end = end
        elif local == "row":
            self.rows[-1].end = end
        elif local == "sheetData":
            self.data_end, self.data_empty = at, end == self.data_start
        elif self._open and self._open[0] == local and self.rows:
            cell = self.rows[-1].cells[-1]
            if local == "f":
                cell.formula = (self._open[1], end)
            else:
                cell.value = (self._open[1], end)

    def _closing_end(self, name: str, at: int) -> int:
        """Where an element ends; of an empty one the parser says that already."""
        closing = b"</" + name.encode()
        return self._tag_end(at) if self.data.startswith(closing, at) else at

    def _tag_end(self, at: int) -> int:
        return self.data.index(b">", at) + 1


def _column(reference: str) -> int:
    column = 0
    for letter in reference:
        if not letter.isalpha():
            break
        column = column * 26 + ord(letter.upper()) - 64
    return column


_R = re.compile(rb'\sr="[^"]*"')
_RANGE = re.compile(rb'(\s(?:ref|sqref)=")([^"]*)(")')
_DROPPED = re.compile(rb'\s(?:spans|x14ac:dyDescent)="[^"]*"')


class _Writer:
    def __init__(self, data: bytes, scan: _Scan, edits: Edits) -> None:
        self._data, self._scan, self._edits = data, scan, edits
        self._prefix = scan.prefix.encode()
        self._rows = {row.number: row for row in scan.rows}
        models = set(edits.like.values())
        self._styles = {
            (row.number, cell.column): cell.style
            for row in scan.rows
            for cell in row.cells
            if (row.number, cell.column) in models
        }
        self._wanted: dict[int, dict[int, Written]] = {}
        for (number, column), value in edits.cells.items():
            self._wanted.setdefault(number, {})[column] = value

    def written(self) -> bytes:
        """All pieces in order."""
        scan, data = self._scan, self._data
        head = data[: scan.data_start]
        if scan.data_empty:
            name = self._prefix + b"sheetData"
            head = head[: head.rindex(b"<")] + b"<" + name + b">"
            return b"".join([head, *self._body(), b"</" + name + b">", data[scan.data_start :]])
        return b"".join([head, *self._body(), *self._tail()])

    def _body(self) -> Iterator[bytes]:
        after, grow = self._edits.after, self._edits.grow
        numbers = {self._new(number): number for number in self._rows}
        grown = range(after + 1, after + grow + 1)
        for number in sorted({*numbers, *self._wanted, *grown}):
            old = numbers.get(number)
            row = self._rows[old] if old is not None else None
            if row is None and number in grown and after in self._rows:
                yield self._row_like(self._rows[after], number)
            elif row is None:
                yield self._new_row(number)
            elif number in self._wanted or grow or row.reckons:
                yield self._row(row, number)
            else:
                yield self._data[row.start : row.end]

    def _new(self, number: int) -> int:
        return number + self._edits.grow if number > self._edits.after else number

    def _opening(self, row: _Row, number: int) -> bytes:
        tag = self._data[row.start : row.inner].rstrip(b">").rstrip(b"/")
        tag = _DROPPED.sub(b"", _R.sub(b"", tag))
        name_end = 1 + len(self._prefix) + 3
        return tag[:name_end] + b' r="%d"' % number + tag[name_end:].rstrip() + b">"

    def _closing(self) -> bytes:
        return b"</" + self._prefix + b"row>"

    def _row(self, row: _Row, number: int) -> bytes:
        wanted = dict(self._wanted.get(number, {}))
        pieces = {
            cell.column: self._new_cell(number, cell.column, cell.style, wanted.pop(cell.column))
            if cell.column in wanted
            else self._kept(cell, row, number)
            for cell in row.cells
        }
        pieces |= {at: self._new_cell(number, at, "", value) for at, value in wanted.items()}
        cells = (pieces[at] for at in sorted(pieces))
        return b"".join([self._opening(row, number), *cells, self._closing()])

    def _kept(self, cell: _Cell, row: _Row, number: int) -> bytes:
        """A cell that is not written: as it was, but for its place and what a formula says. What a
        formula came to is left out, as it holds no more."""
        if cell.formula is None and number == row.number:
            return self._data[cell.start : cell.end]
        text = self._data[cell.start : cell.end]
        if cell.formula is not None:
            text = self._formula_cell(cell, cell.formula)
        if number == row.number:
            return text
        end = text.index(b">")
        place = f' r="{letters(cell.column)}{number}"'.encode()
        return _placed(text, end, place)

    def _formula_cell(self, cell: _Cell, span: tuple[int, int]) -> bytes:
        start, end = span
        formula = self._data[start:end]
        if self._edits.grow and not formula.endswith(b"/>"):
            opened = formula.index(b">") + 1
            closed = formula.rindex(b"<")
            head = _RANGE.sub(self._moved_range, formula[:opened])
            formula = head + self._moved(formula[opened:closed]) + formula[closed:]
        head = self._data[cell.start : start]
        rest = self._data[end : cell.end]
        if cell.value is not None:
            rest = self._data[end : cell.value[0]] + self._data[cell.value[1] : cell.end]
        return re.sub(rb'\st="(?:s|str|b|e|n)"', b"", head, count=1) + formula + rest

    def _moved(self, text: bytes) -> bytes:
        return moved_references(text.decode(), self._edits.after, self._edits.grow).encode()

    def _moved_range(self, found: re.Match[bytes]) -> bytes:
        return found[1] + self._moved(found[2]) + found[3]

    def _row_like(self, row: _Row, number: int) -> bytes:
        """A new row that looks like another: its forms and formulas, none of its values."""
        wanted = dict(self._wanted.get(number, {}))
        pieces: dict[int, bytes] = {}
        for cell in row.cells:
            value = wanted.pop(cell.column, None)
            if value is None and cell.formula is not None:
                pieces[cell.column] = self._copied(cell, row, number)
            else:
                pieces[cell.column] = self._new_cell(number, cell.column, cell.style, value)
        pieces |= {at: self._new_cell(number, at, "", value) for at, value in wanted.items()}
        cells = (pieces[at] for at in sorted(pieces))
        return b"".join([self._opening(row, number), *cells, self._closing()])

    def _copied(self, cell: _Cell, row: _Row, number: int) -> bytes:
        text, origin = self._formula_text(cell, row.number)
        place = f"{letters(cell.column)}{number}"
        said = escape(copied_formula(text, origin, place)) if text else ""
        body = f"<{self._scan.prefix}f>{said}</{self._scan.prefix}f>" if said else ""
        return self._element(place, cell.style, "", body)

    def _formula_text(self, cell: _Cell, number: int) -> tuple[str, str]:
        """What a formula says, and where; of shared ones where it is written out."""
        if cell.shared is not None and cell.shared in self._scan.masters:
            number, cell = self._scan.masters[cell.shared]
        start, end = cell.formula or (0, 0)
        raw = self._data[start:end].decode()
        text = re.sub(r"<[^>]*>", "", raw)
        for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
            text = text.replace(entity, char)
        return text, f"{letters(cell.column)}{number}"

    def _new_row(self, number: int) -> bytes:
        cells = self._wanted.get(number, {})
        made = (self._new_cell(number, at, "", cells[at]) for at in sorted(cells))
        opening = b"<" + self._prefix + b'row r="%d">' % number
        return b"".join([opening, *made, self._closing()])

    def _new_cell(self, number: int, column: int, style: str, value: Written | None) -> bytes:
        place = f"{letters(column)}{number}"
        model = self._edits.like.get((number, column))
        style = style or (self._styles.get(model, "") if model else "")
        if value is None or value == "":
            return self._element(place, style, "", "")
        prefix = self._scan.prefix
        if isinstance(value, str):
            said = escape(_NOT_XML.sub("", value))
            body = f'<{prefix}is><{prefix}t xml:space="preserve">{said}</{prefix}t></{prefix}is>'
            return self._element(place, style, ' t="inlineStr"', body)
        return self._element(place, style, "", f"<{prefix}v>{value!r}</{prefix}v>")

    def _element(self, place: str, style: str, kind: str, body: str) -> bytes:
        styled = f' s="{style}"' if style else ""
        prefix = self._scan.prefix
        if not body:
            return f'<{prefix}c r="{place}"{styled}/>'.encode()
        return f'<{prefix}c r="{place}"{styled}{kind}>{body}</{prefix}c>'.encode()

    def _tail(self) -> Iterator[bytes]:
        """What stands below the rows: merged cells, rules, with their places moved."""
        at = self._scan.data_end
        if self._edits.grow:
            for start, end in self._scan.ranges:
                yield self._data[at:start]
                yield _RANGE.sub(self._moved_range, self._data[start:end])
                at = end
        yield self._data[at:]


_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _placed(text: bytes, end: int, place: bytes) -> bytes:
    """The element with another place in its first tag."""
    tag = text[:end]
    found = _R.search(tag)
    if found is None:
        name_end = re.search(rb"[\s/>]|$", tag[1:])
        cut = 1 + (name_end.start() if name_end else 1)
        return tag[:cut] + place + text[cut:]
    return tag[: found.start()] + place + text[found.end() :]
