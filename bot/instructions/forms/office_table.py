"""The office's own table: which of its columns are asked, and which row is whose."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.roster.fold import fold, fold_unit
from bot.roster.model import Unit

MOST_COLUMNS = 40
"""Columns that one table may ask."""
PAGE = 8
"""Questions that are asked and shown together."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column that is asked; `at` counts from 1; `dated`: its cells show numbers as days."""

    at: int
    question: FormQuestion
    dated: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column that is not asked, and why: "formula", "given", or the key of a refusal."""

    at: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row that names a unit, from the upper tier to the lower."""

    row: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SumRow:
    """A row that adds up the rows of a span, or all where it has none; `said`: its columns that say
    something already."""

    row: int
    span: tuple[int, int] | None = None
    said: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTable:
    """A table as it was read. Rows and columns count from 1.

    `units`: the columns that name the unit, from the upper tier to the lower, by tier; `first` to
    `last`: the rows of units; `sums`: the rows that add up, wherever they stand; `mark`: the column
    right of the table.
    """

    sheet: str
    title: str
    units: tuple[tuple[str, int], ...]
    columns: tuple[TableColumn, ...]
    left_out: tuple[LeftOut, ...]
    rows: tuple[ListedRow, ...]
    heading: int
    first: int
    last: int
    mark: int
    serial: int | None = None
    sums: tuple[SumRow, ...] = ()
    codec: str = ""
    delimiter: str = ""
    """Of a .csv file."""

    @property
    def tier(self) -> str:
        """The tier whose units have a row each."""
        return self.units[-1][0]


class ListedUnits:
    """The rows of a table by the units they name."""

    def __init__(self, table: OfficeTable) -> None:
        self._rows: dict[tuple[str, ...], list[int]] = {}
        for each in table.rows:
            key = _key([name for name in each.names if name])
            # A row that names what is above its unit is never that of one elsewhere.
            ends = [key[depth:] for depth in range(max(len(key) - 1, 1))]
            found = {*ends, *(("".join(end),) for end in ends)}
            for one in found:
                self._rows.setdefault(one, []).append(each.row)

    def row_of(self, names: Sequence[str]) -> int | None:
        """The row of a unit: by its path, the end of it, or both in one cell; None where no row or
        several fit."""
        key = _key(names)
        ways = [key, ("".join(key),), *(key[depth:] for depth in range(1, len(key)))]
        found = (self._rows[each] for each in ways if len(self._rows.get(each, ())) == 1)
        return next((rows[0] for rows in found), None)


def _key(names: Sequence[str]) -> tuple[str, ...]:
    return (*map(fold, names[:-1]), fold_unit(names[-1]))


def listed_uppers(table: OfficeTable, units: Mapping[int, Unit]) -> set[int]:
    """The units above those that have a row in a table, where most units below them have one.

    Empty where they are all, and where a row may mean several units. `units`: those in the
    sender's care, by id.
    """
    listed, found, every = ListedUnits(table), dict[int, int](), Counter[int]()
    for each in units.values():
        upper = units.get(each.parent_id or 0)
        if each.tier != table.tier or upper is None:
            continue
        every[upper.id] += 1
        row = listed.row_of((upper.name, each.name))
        if row in found:
            return set()
        if row is not None:
            found[row] = upper.id
    uppers = set(found.values())
    most = 2 * len(found) > sum(every[each] for each in uppers)
    return uppers if most and uppers != set(every) else set()


def unlisted_rows(table: OfficeTable, units: Mapping[int, Unit]) -> list[tuple[str, ...]]:
    """The names in rows of a table that none of these units fits: their cells will stay empty."""
    listed, found = ListedUnits(table), set[int | None]()
    for each in units.values():
        upper = units.get(each.parent_id or 0)
        if each.tier == table.tier:
            found.add(listed.row_of((upper.name, each.name) if upper else (each.name,)))
    return [each.names for each in table.rows if each.row not in found]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A unit's answers. `names`: its path, from the upper tier to the lower; `values`: by column;
    `missing`: something asked has no answer."""

    names: tuple[str, ...]
    values: Mapping[int, str]
    missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWords:
    """Words that are written into a table: the heading of its last column, what stands there where
    an answer is missing, yes and no."""

    heading: str
    missing: str
    yes: str
    no: str


def dumps_table(table: OfficeTable) -> str:
    """The table as JSON."""
    return json.dumps(asdict(table), ensure_ascii=False, default=str)


def loads_table(text: str) -> OfficeTable:
    """The table that `dumps_table` wrote."""
    facts: dict[str, Any] = json.loads(text)
    facts["units"] = tuple((tier, at) for tier, at in facts["units"])
    facts["columns"] = tuple(
        TableColumn(each["at"], _question(each["question"]), each["dated"])
        for each in facts["columns"]
    )
    facts["left_out"] = tuple(LeftOut(**each) for each in facts["left_out"])
    facts["rows"] = tuple(ListedRow(each["row"], tuple(each["names"])) for each in facts["rows"])
    facts["sums"] = _sum_rows(facts["sums"], facts.pop("summed", ()))
    return OfficeTable(**facts)


def _sum_rows(stored: Any, said: Sequence[int]) -> tuple[SumRow, ...]:
    """The rows that add up; formerly one was stored, or none."""
    if not isinstance(stored, list):
        return () if stored is None else (SumRow(stored, None, tuple(said)),)
    return tuple(
        SumRow(each["row"], tuple(each["span"]) if each["span"] else None, tuple(each["said"]))
        for each in stored
    )


def _question(facts: Mapping[str, Any]) -> FormQuestion:
    lowest, highest = (facts["lowest"], facts["highest"])
    return FormQuestion(
        facts["words"],
        QuestionKind(facts["kind"]),
        facts["measure"],
        tuple(facts["choices"]),
        None if lowest is None else Decimal(lowest),
        None if highest is None else Decimal(highest),
        facts["column"],
    )


def asked_columns(table: OfficeTable) -> Sequence[FormQuestion]:
    """The questions of a table, in the order of its columns."""
    return [each.question for each in table.columns]
