"""Finds the headings of an office's table, the columns that name the unit, and its rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.errors import Refused
from bot.instructions.forms.columns import ColumnSigns, column_question
from bot.instructions.forms.form_words import MEASURES
from bot.instructions.forms.office_table import (
    MOST_COLUMNS,
    LeftOut,
    ListedRow,
    OfficeTable,
    SumRow,
    TableColumn,
)
from bot.instructions.forms.question import FormQuestion
from bot.roster.clean import tidy_name
from bot.roster.customs import USUAL, Customs
from bot.roster.fold import fold
from bot.roster.model import Tier
from bot.sheets.heading_words import Vocabulary
from bot.sheets.limits import HEADING_WITHIN, MAX_COLUMNS
from bot.sheets.tables.raw import RawTable, raw_tables

_DEEPEST = 4
_MOST_ROWS = 20_000
_SERIAL = frozenset({"序号", "序", "项次", "no", "no.", "#", "s/n"})
_UNIT_WORDS = frozenset(
    {"责任区", "楼栋名称", "楼栋号", "楼号", "栋号", "单位", "单位名称", "填报单位", "责任单位"}
)
_SUMS = re.compile(
    "^(?:合计|总计|小计|共计|累计)|(?:合计|总计|小计)$|^(?:sub-?|grand)?(?:total|sum)(?![a-z])"
)
_ENDS = tuple(
    map(fold, ("填表", "填报人", "制表", "审核", "负责人", "联系人", "注:", "注1", "备注:", "说明"))
)
_SAMPLE = re.compile(r"^(?:示例|样例|范例|举例|例[:：如]?|例$)|[xX×]{2,}|\bexample\b")
_NUMBERING = re.compile(r"^[（(]?(?:\d{1,2}|[甲乙丙丁戊己庚辛]|栏次)[)）]?$")
_ASIDE = re.compile(r"[:：]")
_BRACKETED = re.compile(r"^[（(][^（）()]+[)）]$")


def read_table(
    data: bytes, name: str, tiers: Sequence[Tier], customs: Customs = USUAL
) -> OfficeTable:
    """The first worksheet with headings of which one names the unit. Raises Refused."""
    vocabulary = Vocabulary(tiers, customs.words)
    refusals: list[Refused] = []
    for raw in raw_tables(data, name):
        try:
            return _Reader(raw, vocabulary, [tier.code for tier in tiers]).table(name)
        except Refused as refused:
            refusals.append(refused)
    raise min(refusals, key=lambda each: each.reason == "table_no_unit",
              default=Refused("sheet_empty"))  # fmt: skip


class _Reader:
    def __init__(self, raw: RawTable, vocabulary: Vocabulary, tiers: Sequence[str]) -> None:
        self._raw, self._vocabulary, self._tiers = raw, vocabulary, tiers
        if raw.width > MAX_COLUMNS:
            raise Refused("too_many_columns", limit=MAX_COLUMNS)
        if raw.height > _MOST_ROWS:
            raise Refused("too_many_rows", limit=_MOST_ROWS)
        self._top = self._heading_row()
        self._depth = self._heading_depth()
        self._headings = dict(self._heading_texts())
        self._units = self._unit_columns()

    def table(self, name: str) -> OfficeTable:
        """All of it. Raises Refused where no column is asked."""
        body = _Body(self._raw, self._top + self._depth, self._units, [*self._headings])
        asked, left = self._columns(body)
        if not asked:
            raise Refused(left[0].why if _refused(left) else "table_asks_nothing",
                          words=left[0].words if left else "")  # fmt: skip
        if len(asked) > MOST_COLUMNS:
            raise Refused("many_columns", most=MOST_COLUMNS, columns=len(asked))
        return OfficeTable(
            sheet=self._raw.name,
            title=self._title() or name.rpartition(".")[0] or name,
            units=tuple(self._units),
            columns=tuple(asked),
            left_out=tuple(left),
            rows=tuple(body.listed),
            heading=self._top,
            first=body.first,
            last=body.last,
            mark=self._mark(body),
            serial=self._serial(),
            sums=tuple(body.sum_rows()),
            codec=self._raw.codec,
            delimiter=self._raw.delimiter,
        )

    def _regions(self, row: int) -> list[tuple[int, str]]:
        """The texts of a row with their columns; one of merged cells stands once."""
        found: list[tuple[int, str]] = []
        for column in range(1, self._raw.width + 1):
            top, left = self._raw.covering.get((row, column), (row, column))
            text = self._raw.cells.get((top, left))
            if text and text.text.strip() and left == column:
                found.append((column, text.text.strip()))
        return found

    def _heading_row(self) -> int:
        written = (row for row in range(1, self._raw.height + 1) if self._regions(row))
        for _, row in zip(range(HEADING_WITHIN), written, strict=False):
            texts = [text for _, text in self._regions(row)]
            asides = sum(bool(_ASIDE.search(text)) for text in texts)
            if len(texts) > 1 and asides < len(texts) and any(map(self._names_unit, texts)):
                return row
        raise Refused("table_no_unit")

    def _names_unit(self, text: str) -> bool:
        return self._tier(text) is not None

    def _tier(self, text: str) -> str | None:
        meaning = self._vocabulary.meaning(tidy_name(text))
        if meaning is not None and meaning.key in self._tiers:
            return meaning.key
        return self._tiers[-1] if fold(text) in _UNIT_WORDS else None

    def _heading_depth(self) -> int:
        top, depth = self._top, 1
        for above, left, bottom, right in self._raw.merged:
            if above == top:
                wide = right > left and bottom - above + 2 <= _DEEPEST
                below = any(self._raw.own(bottom + 1, at).text for at in range(left, right + 1))
                depth = max(depth, bottom - top + 1, bottom - top + 2 if wide and below else 0)
        return min(depth, _DEEPEST)

    def _heading_texts(self) -> Iterator[tuple[int, str]]:
        """The heading of each column: those over several rows from the top down."""
        measures = self._measure_row()
        for column in range(1, self._raw.width + 1):
            found: list[str] = []
            for row in range(self._top, self._top + self._depth):
                text = " ".join(self._raw.cell(row, column).text.split())
                if text and text not in found:
                    found.append(text)
            if found:
                yield column, _joined(found) + measures.get(column, "")

    def _measure_row(self) -> dict[int, str]:
        """A row of measures right below the headings: (户) | (人)."""
        below = dict(self._regions(self._top + self._depth))
        plain = {column: text.strip("（）() ") for column, text in below.items()}
        bracketed = all(_BRACKETED.match(text) for text in below.values())
        measures = all(fold(text) in MEASURES for text in plain.values())
        if not below or not (bracketed or (measures and len(below) > 1)):
            return {}
        self._depth += 1
        return {column: f"（{text}）" for column, text in plain.items()}

    def _unit_columns(self) -> list[tuple[str, int]]:
        found: dict[str, int] = {}
        for column, text in self._headings.items():
            tier = self._tier(text)
            if tier is not None:
                found.setdefault(tier, column)
        if not found:
            raise Refused("table_no_unit")
        return [(tier, found[tier]) for tier in self._tiers if tier in found]

    def _title(self) -> str:
        """The one text above the headings, or the first of them."""
        for row in range(1, self._top):
            texts = [text for _, text in self._regions(row)]
            if len(texts) == 1 and not _ASIDE.search(texts[0]):
                return " ".join(texts[0].split())[:_LONGEST_TITLE]
        return ""

    def _serial(self) -> int | None:
        found = (at for at, text in self._headings.items() if fold(text) in _SERIAL)
        return next(found, None)

    def _mark(self, body: _Body) -> int:
        rows = range(self._top, body.last + 2)
        used = (at for row, at in self._raw.cells
                if row in rows and self._raw.cells[row, at].text)  # fmt: skip
        return max([*self._headings, *used]) + 1

    def _columns(self, body: _Body) -> tuple[list[TableColumn], list[LeftOut]]:
        aside = {at for _, at in self._units} | {self._serial()}
        asked: list[TableColumn] = []
        left: list[LeftOut] = []
        seen: set[str] = set()
        for at, text in self._headings.items():
            if at in aside or self._names_unit(text):
                continue
            why = body.why_not(at)
            try:
                question = column_question(text, body.signs(at))
            except Refused as refused:
                left.append(LeftOut(at, text, refused.reason))
                continue
            if why is None:
                dated = body.signs(at).format == "date"
                asked.append(TableColumn(at, _column(question, at, seen), dated))
            else:
                left.append(LeftOut(at, text, why))
        return asked, left


_LONGEST_TITLE = 60


def _column(question: FormQuestion, at: int, seen: set[str]) -> FormQuestion:
    """The question of a column; a heading that stands twice is told apart."""
    words, number = question.words, 2
    while question.folded in seen:
        question = question.named(f"{words} {number}")
        number += 1
    seen.add(question.folded)
    return question.in_column(at)


def _joined(texts: Sequence[str]) -> str:
    """低洼住户 over 户数（户): 低洼住户 户数（户）."""
    found = texts[0]
    for above, text in pairwise(texts):
        found = text if fold(text).startswith(fold(above)) else f"{found} {text}"
    return found


def _refused(left: Sequence[LeftOut]) -> bool:
    return bool(left) and left[0].why.startswith("asks_")


class _Body:
    """The rows below the headings."""

    def __init__(
        self, raw: RawTable, first: int, units: Sequence[tuple[str, int]], columns: Sequence[int]
    ) -> None:
        self._raw, self._units, self._columns = raw, units, columns
        self.first, self.last = first, first - 1
        self.listed: list[ListedRow] = []
        self._sums: dict[int, str] = {}
        self._samples: list[int] = []
        self._above: list[str] = []
        self._read()
        self.last = max(self.last, self.first)

    def _read(self) -> None:
        adding = {row: words for row in range(self.first, self._raw.height + 1)
                  if (words := self._sum_words(row))}  # fmt: skip
        for number in range(self.first, self._raw.height + 1):
            kind = "sums" if number in adding else self._kind(number)
            if kind == "end":
                return
            begins = not self.listed and self.last < self.first
            if kind == "sums":
                self._sums[number] = adding[number]
                if number == max(adding) and not (begins or min(self._sums) < self.first):
                    return  # what follows belongs to no unit
            if begins and kind in ("numbering", "sample", "sums"):
                self.first, self.last = number + 1, number
                self._samples += [number] if kind == "sample" else []
            elif kind == "listed":
                self.listed.append(ListedRow(number, self._names(number)))
                self.last = number
            elif kind == "blank":
                self.last = number

    def _sum_words(self, row: int) -> str:
        """The words by which a row adds up: 合计, 幸福里小计; empty where it does not."""
        texts = [self._raw.cell(row, at).text.strip() for at in self._columns]
        said = next((text for text in texts if text), "")
        names = (self._raw.cell(row, at).text.strip() for _, at in self._units)
        for words in map(fold, (said, *names)):
            if _SUMS.search(words):
                return words
        return ""

    def sum_rows(self) -> Iterator[SumRow]:
        """The rows that add up, each with the rows it stands for: a subtotal for those above it,
        back to the one before; where the first of them stands above all units, for those below."""
        parts = [row for row, words in self._sums.items() if self._is_part(words)]
        below = bool(parts and self.listed) and parts[0] < self.listed[0].row
        edges = sorted({self.first - 1, *self._sums, self._raw.height + 1})
        for row in self._sums:
            at = edges.index(row)
            span = (row + 1, edges[at + 1] - 1) if below else (edges[at - 1] + 1, row - 1)
            said = tuple(each for each in self._columns if self._says(row, each))
            yield SumRow(row, span if row in parts else None, said)

    def _is_part(self, words: str) -> bool:
        """Whether words add up a part of the table: 小计, the name of a unit, or said twice."""
        uppers = {fold(name) for each in self.listed for name in each.names[:-1]} - {""}
        if "小计" in words or words.startswith(("sub", *uppers)):
            return True
        return [*self._sums.values()].count(words) > 1

    def _says(self, row: int, at: int) -> bool:
        cell = self._raw.own(row, at)
        return cell.formula or bool(cell.text)

    def _kind(self, row: int) -> str:
        texts = [self._raw.cell(row, at).text.strip() for at in self._columns]
        said = [text for text in texts if text]
        begins = fold(said[0]) if said else ""
        if begins.startswith(_ENDS):
            return "end"
        if len(said) > 1 and all(map(_NUMBERING.match, said)) and not self._counts(said):
            return "numbering"
        names = [self._raw.cell(row, at).text.strip() for _, at in self._units]
        if any(map(_SAMPLE.search, [*said[:2], *names])):
            return "sample"
        if names[-1]:
            return "listed"
        return "blank" if self._styled(row) else "none"

    def _counts(self, said: Sequence[str]) -> bool:
        """Whether a row of numbers is data: not counting from 1 upwards."""
        numbers = [int(digits) for text in said if (digits := text.strip("（）()")).isdecimal()]
        return any(later != former + 1 for former, later in pairwise(numbers))

    def _names(self, row: int) -> tuple[str, ...]:
        names = [tidy_name(self._raw.cell(row, at).text) for _, at in self._units]
        self._above = [
            name or (self._above[at] if at < len(self._above) else "")
            for at, name in enumerate(names)
        ]
        return tuple(self._above)

    def _styled(self, row: int) -> bool:
        """Whether a row without a unit belongs to the table: its cells have a form of their own."""
        return sum((row, at) in self._raw.cells for at in self._columns) * 2 > len(self._columns)

    def why_not(self, at: int) -> str | None:
        """Why a column is not asked: it is reckoned, or filled in already."""
        rows = set(range(self.first, self.last + 1)) - self._sums.keys()
        if any(self._raw.own(row, at).formula for row in rows):
            return "formula"
        filled = [bool(self._raw.cell(each.row, at).text) for each in self.listed]
        return "given" if filled and all(filled) else None

    def signs(self, at: int) -> ColumnSigns:
        """What the cells of a column tell about its question."""
        sampled = [*self._samples, *(each.row for each in self.listed[:20])]
        values = [self._raw.cell(row, at).text for row in sampled]
        rule = next((each for each in self._raw.rules
                     if each.where[1] <= at <= each.where[3]
                     and each.where[0] <= self.first <= each.where[2]), None)  # fmt: skip
        form = self._raw.own(self.first, at).format
        if rule is not None and rule.kind == "date":
            form = "date"
        low, high = rule.bounds if rule and rule.bounds else (None, None)
        choices = rule.choices if rule else ()
        return ColumnSigns([each for each in values if each], form, choices, low, high)
