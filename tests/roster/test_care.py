"""Rows outside the sender's care; liaison and supervisor posts change only from above."""

from __future__ import annotations

from bot.roster.care import Care
from bot.roster.export import export_rows
from bot.roster.proposal import compare
from bot.roster.sheet import Sheet
from tests.roster.sample import CODES, HAPPY, TIERS, roster, sheet
from tests.roster.words import words

BEFORE = roster()
COMMUNITY, FIRST = BEFORE.units[1], BEFORE.units[2]
LIAISON = Care((FIRST.path,))
SUPERVISOR = Care((COMMUNITY.path,))
OWN = """
幸福社区/一期        | 专员  | 钱二   | 13800000002
幸福社区/一期        | 书记  | 孙三   | 13800000003
幸福社区/一期/1栋    | 楼长  | 李四   | 13800000004
幸福社区/一期/1栋    | 成员  | 周五   |
幸福社区/一期/2栋    | 楼长  | 吴六   | 13800000006
"""


def told(table: str, care: Care) -> list[str]:
    return words(compare(sheet(table), BEFORE, TIERS, care), BEFORE)


def test_the_whole_file_sent_by_a_liaison_changes_nothing_and_says_what_is_not_theirs() -> None:
    assert told(HAPPY, LIAISON) == [f"row {row}: outside_care" for row in (2, 3, 9, 10)]


def test_what_a_liaison_may_change() -> None:
    table = OWN.replace("孙三   | 13800000003", "冯十 |").replace("2栋 ", "三栋")
    assert told(table, LIAISON) == [
        "new unit 幸福社区/一期/三栋 [幸福社区-1期-3]",
        "no unit 幸福社区/一期/2栋",
        "new 冯十",
        "幸福社区/一期 lead: 冯十 instead of 孙三",
        "幸福社区/一期/三栋 lead: 吴六",
        "幸福社区/一期/2栋 lead: dropped",
        "孙三 leaves",
    ]


def test_a_liaison_is_not_replaced_joined_or_dropped_from_their_own_tier() -> None:
    replaced = OWN.replace("钱二   | 13800000002", "冯十 |")
    assert told(replaced, LIAISON) == ["row 2: changes_from_above"]
    assert told(OWN + "幸福社区/一期 | 督导 | 冯十 |", LIAISON) == ["row 7: changes_from_above"]
    assert (
        told(OWN.replace("幸福社区/一期        | 专员  | 钱二   | 13800000002", ""), LIAISON) == []
    )


def test_a_liaison_does_not_change_their_own_number() -> None:
    assert told(OWN.replace("13800000002", "13800000022"), LIAISON) == ["row 2: changes_from_above"]
    building = OWN.replace("周五   |", "钱二儿 | 13800000002")
    assert "row 5: person_outside_care" in told(building, LIAISON)


def test_from_above_a_liaison_is_replaced() -> None:
    assert told(OWN.replace("钱二   | 13800000002", "冯十 |"), SUPERVISOR) == [
        "new 冯十",
        "幸福社区/一期 liaison: 冯十 instead of 钱二",
        "钱二 leaves",
    ]


def test_care_of_two_tiers_counts_from_the_upper_one() -> None:
    both = Care((FIRST.path, COMMUNITY.path))
    assert "钱二 leaves" in told(OWN.replace("钱二   | 13800000002", "冯十 |"), both)


def test_new_units_beside_or_above_ones_care_are_refused() -> None:
    assert told("幸福社区/三期/1栋 | 楼长 | 甲 |", LIAISON) == ["row 2: outside_care"]
    assert told("和平社区/东区/1栋 | 楼长 | 甲 |", SUPERVISOR) == ["row 2: outside_care"]
    assert "new unit 幸福社区/三期/1栋 [幸福社区-3期-1]" in told(
        "幸福社区/三期/1栋 | 楼长 | 甲 |", SUPERVISOR
    )


def test_a_misspelt_branch_does_not_cost_anybody_their_post() -> None:
    table = OWN.replace("幸福社区/一期/2栋", "幸福社区/一其/2栋")
    assert told(table, LIAISON) == ["row 6: outside_care"]


def test_a_unit_above_ones_care_is_not_renamed_by_its_code() -> None:
    table = "福乐社区 | | | | 幸福社区\n" + OWN.replace("幸福社区/", "福乐社区/")
    assert told(table, LIAISON) == ["row 2: outside_care"]


def test_codes_outside_ones_care_are_not_told() -> None:
    table = "幸福社区/二期/1栋 | 楼长 | 甲 | | 猜测"
    (fault,) = compare(sheet(table), BEFORE, TIERS, LIAISON).faults
    assert (fault.reason, dict(fault.facts)) == ("outside_care", {"unit": "1栋"})


def test_a_liaisons_export_holds_their_care_and_imports_back() -> None:
    rows = export_rows(BEFORE, TIERS, "zh-hans", LIAISON)
    assert {row.units[:2] for row in rows} == {("幸福社区", "一期")}
    found = compare(Sheet(CODES, tuple(rows)), BEFORE, TIERS, LIAISON)
    assert found.is_empty
    assert not found.faults


def test_what_is_for_those_above_names_unit_and_post() -> None:
    table = OWN.replace("钱二   | 13800000002", "冯十 |")
    (fault,) = compare(sheet(table), BEFORE, TIERS, LIAISON).faults
    assert dict(fault.facts) == {"unit": "一期", "word": "专员"}


def test_a_liaison_neither_empties_nor_fills_a_post_like_their_own() -> None:
    emptied = OWN.replace("钱二   | 13800000002", "空缺 |")
    assert told(emptied, LIAISON) == ["row 2: changes_from_above"]
    vacant = roster(HAPPY.replace("钱二   | 13800000002", "  | "))
    care = Care((next(each.path for each in vacant.units.values() if each.name == "一期"),))
    as_it_is = compare(sheet(OWN.replace("钱二   | 13800000002", "  | ")), vacant, TIERS, care)
    assert (as_it_is.is_empty, as_it_is.faults) == (True, ())
    filled = compare(sheet(OWN), vacant, TIERS, care)
    assert words(filled, vacant) == ["row 2: changes_from_above"]
