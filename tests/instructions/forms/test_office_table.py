"""To which branches a table goes, by the units that it lists."""

from __future__ import annotations

from dataclasses import replace

from bot.instructions.forms.office_table import (
    LeftOut,
    ListedRow,
    OfficeTable,
    SumRow,
    TableColumn,
    asked_columns,
    dumps_table,
    listed_uppers,
    loads_table,
)
from bot.instructions.forms.question import read_question
from bot.roster.model import Unit

TREE = {1: ("社区", 0), 2: ("幸福里", 1), 3: ("和平苑", 1), 4: ("1栋", 2), 5: ("2栋", 2),
        6: ("3栋", 2), 7: ("1栋", 3), 8: ("9栋", 3)}  # fmt: skip
TIERS = ("community", "branch", "building")


def _units() -> dict[int, Unit]:
    found: dict[int, Unit] = {}
    for at, (name, upper) in TREE.items():
        depth = 0 if upper == 0 else 1 if upper == 1 else 2
        found[at] = Unit(at, f"u{at}", name, TIERS[depth], upper or None, f"/{at}")
    return found


def _table(*rows: tuple[str, ...]) -> OfficeTable:
    return OfficeTable(
        sheet="表", title="", units=(("branch", 1), ("building", 2)), columns=(), left_out=(),
        rows=tuple(ListedRow(at, names) for at, names in enumerate(rows, start=3)),
        heading=2, first=3, last=9, mark=9,
    )  # fmt: skip


def test_a_table_of_one_branch_goes_to_it() -> None:
    assert listed_uppers(_table(("幸福里", "1幢"), ("幸福里", "2号楼")), _units()) == {2}
    assert listed_uppers(_table(("幸福里1栋",), ("幸福里二栋",), ("幸福里3栋",)), _units()) == {2}
    assert listed_uppers(_table(("2栋",), ("3栋",)), _units()) == {2}, "no other has these"


def test_a_table_of_all_or_of_a_few_rows_goes_to_all() -> None:
    assert listed_uppers(_table(("幸福里", "1栋")), _units()) == set(), "an example"
    assert listed_uppers(_table(("和平苑", "1栋")), _units()) == set(), "half is not most"
    every = [("幸福里", "1栋"), ("幸福里", "2栋"), ("和平苑", "1栋"), ("和平苑", "9栋")]
    assert listed_uppers(_table(*every), _units()) == set()
    assert listed_uppers(_table(), _units()) == set()


def test_rows_that_may_mean_several_units_choose_nothing() -> None:
    assert listed_uppers(_table(("1栋",), ("2栋",), ("3栋",)), _units()) == set()


def test_a_table_is_kept_as_it_was_read() -> None:
    asked = (read_question("积水（厘米，0-50）"), read_question("电梯：正常/停运"))
    columns = (TableColumn(3, asked[0]), TableColumn(5, asked[1], dated=True))
    left = (LeftOut(4, "合计", "formula"),)
    sums = (SumRow(4, (2, 3), (3, 4)), SumRow(5))
    table = replace(_table(("幸福里", "1栋")), columns=columns, left_out=left, sums=sums)
    assert loads_table(dumps_table(table)) == table
    assert [*asked_columns(table)] == [*asked]
    assert table.tier == "building"
