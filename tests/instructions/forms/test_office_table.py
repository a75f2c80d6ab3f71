"""To which branches a table goes, by the units that it lists."""

from __future__ import annotations

from bot.instructions.forms.office_table import ListedRow, OfficeTable, listed_uppers
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
