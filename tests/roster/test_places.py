"""Which unit a row means: by its code, else by its path, else a new one; and what contradicts."""

from __future__ import annotations

import pytest

from bot.roster.proposal import compare
from tests.roster.sample import HAPPY, NOBODY, TIERS, roster, sheet
from tests.roster.words import words

BEFORE = roster()
CODE = "幸福社区-1期-2"


def changes(table: str) -> list[str]:
    return words(compare(sheet(table), BEFORE, TIERS), BEFORE)


@pytest.mark.parametrize(
    ("table", "reason", "facts"),
    [
        (
            f"幸福社区/二期/9栋 | 楼长 | 吴六 | | {CODE}",
            "unit_moved",
            {"code": CODE, "unit": "9栋"},
        ),
        (
            "幸福社区/一期/2栋 | 楼长 | 吴六 | | X-2",
            "code_differs",
            {"code": "X-2", "unit": "2栋", "known": CODE},
        ),
        (
            f"幸福社区/一期/1栋 | 楼长 | 吴六 | | {CODE}",
            "name_taken",
            {"code": CODE, "unit": "1栋"},
        ),
    ],
)
def test_what_contradicts_the_tree_is_named_and_nobody_there_loses_a_post(
    table: str, reason: str, facts: dict[str, str]
) -> None:
    found = compare(sheet(f"幸福社区/一期 | 书记 | 孙三 |\n{table}"), BEFORE, TIERS)
    (fault,) = found.faults
    assert (fault.row, fault.reason, dict(fault.facts)) == (3, reason, facts)
    assert (found.removed_units, found.vacate, found.leaving) == ((), (), ())


def test_a_code_written_for_two_units_names_the_first() -> None:
    table = "社区/一期/1栋 | 楼长 | 甲 | | A\n社区/一期/2栋 | 楼长 | 乙 | | A"
    (fault,) = compare(sheet(table), NOBODY, TIERS).faults
    assert fault.reason == "code_twice"
    assert dict(fault.facts) == {"code": "A", "unit": "2栋", "first_row": 2}


def test_what_is_below_a_unit_that_is_refused_is_refused_with_it() -> None:
    table = f"幸福社区/三期 | 书记 | 甲 | | {CODE}\n幸福社区/三期/1栋 | 楼长 | 乙 |"
    assert changes(table) == ["row 2: unit_moved", "row 3: unit_moved"]


def test_a_unit_known_by_its_code_is_nobody_elses_by_its_name() -> None:
    table = f"幸福社区/一期/2栋 | 楼长 | 甲 |\n幸福社区/一期/9栋 | 楼长 | 吴六 | | {CODE}"
    found = changes(f"幸福社区/一期/1栋 | 楼长 | 李四 |\n{table}")
    assert "unit 2栋 is 9栋" in found
    assert "new unit 幸福社区/一期/2栋 [幸福社区-1期-2.2]" in found


def test_below_a_new_unit_everything_is_new_whatever_it_is_called() -> None:
    found = changes("和平社区/幸福社区/1栋 | 楼长 | 甲 |")
    assert "new unit 和平社区/幸福社区 [和平社区-幸福社区]" in found


def test_new_units_get_codes_of_their_own() -> None:
    found = words(
        compare(sheet("东/1-2 | 书记 | 甲 |\n东/1/2 | 楼长 | 乙 |"), NOBODY, TIERS), NOBODY
    )
    assert found[:4] == [
        "new unit 东 [东]",
        "new unit 东/1-2 [东-1-2]",
        "new unit 东/1 [东-1]",
        "new unit 东/1/2 [东-1-2.2]",
    ]


def test_a_file_with_one_coded_building_still_speaks_for_its_branch() -> None:
    table = "幸福社区/一期/1栋 | 楼长 | 李四 | 13800000004 | 幸福社区-1期-1"
    assert "no unit 幸福社区/一期/2栋" in changes(table)


def test_a_branch_that_is_only_named_says_nothing_of_its_buildings() -> None:
    assert changes("幸福社区/一期 | | |") == []


def test_a_wrong_code_above_branches_costs_nobody_a_post() -> None:
    table = HAPPY.replace("高山   | 13800000009", "高山 | 13800000009 | ZZZ")
    assert changes(table.replace("赵一   | 13800000001", "赵一")) == [
        "row 2: code_differs", *(f"row {row}: code_differs" for row in range(3, 11))
    ]  # fmt: skip
