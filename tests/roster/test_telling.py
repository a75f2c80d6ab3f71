"""What a sender is shown of a difference: whose seat, where, who held it before."""

from __future__ import annotations

from bot.roster.model import PostKind
from bot.roster.proposal import compare
from bot.roster.sheet import RowFault
from bot.roster.telling import ChangeLine, ChangeSection, change_lines, uppers
from tests.roster.sample import HAPPY, NOBODY, TIERS, roster, sheet

BEFORE = roster()
FIRST = """
幸福社区/一期        | 专员  | 钱二   | 13800000002
幸福社区/一期        | 书记  | 孙三   | 13800000003
幸福社区/一期/1栋    | 楼长  | 李四   | 13800000004
幸福社区/一期/1栋    | 成员  | 周五   |
幸福社区/一期/2栋    | 楼长  | 吴六   | 13800000006
"""
BRANCH = ("幸福社区", "一期")
ONE, TWO = (*BRANCH, "1栋"), (*BRANCH, "2栋")
LEAD, HELPER = PostKind.LEAD, PostKind.HELPER
Section = ChangeSection


def lines(table: str, *faults: RowFault) -> list[ChangeLine]:
    return change_lines(compare(sheet(table, *faults), BEFORE, TIERS), BEFORE, TIERS)


def test_the_same_file_again_is_not_worth_a_word() -> None:
    assert lines(HAPPY) == []


def test_a_seat_that_is_handed_over_names_both_and_the_row() -> None:
    assert lines(FIRST.replace("孙三   | 13800000003", "冯十 |")) == [
        ChangeLine(Section.HANDED, BRANCH, LEAD, 1, name="冯十", former="孙三", row=3, title="书记")
    ]


def test_a_seat_that_falls_vacant_names_whoever_held_it() -> None:
    assert lines(FIRST.replace("吴六   | 13800000006", " | ")) == [
        ChangeLine(Section.VACANT, TWO, LEAD, 0, former="吴六", title="楼长")
    ]
    vacant = "\n".join(line for line in FIRST.splitlines() if "成员" not in line)
    assert lines(vacant) == [
        ChangeLine(Section.VACANT, ONE, HELPER, 0, former="周五", title="成员")
    ]


def test_a_removed_building_is_named_with_whom_it_loses() -> None:
    table = "\n".join(line for line in FIRST.splitlines() if "2栋" not in line)
    assert lines(table) == [
        ChangeLine(Section.VACANT, TWO, LEAD, 0, former="吴六", title="楼长"),
        ChangeLine(Section.REMOVED, TWO),
    ]


def test_a_second_lead_is_shown_beside_the_one_who_stays() -> None:
    found = lines(FIRST + "幸福社区/一期/1栋 | 楼长 | 冯十 |")
    assert found == [
        ChangeLine(Section.BESIDE, ONE, LEAD, 0, name="冯十", former="李四", row=7, title="楼长")
    ]


def test_a_further_helper_fills_a_seat() -> None:
    assert lines(FIRST + "幸福社区/一期/1栋 | 成员 | 冯十 |") == [
        ChangeLine(Section.FILLED, ONE, HELPER, 0, name="冯十", row=7, title="成员")
    ]


def test_all_seats_of_a_new_building_are_new_and_not_named() -> None:
    assert lines(FIRST + "幸福社区/一期/9栋 | 楼长 | 冯十 |") == []


def test_somebody_known_who_takes_a_seat_is_named() -> None:
    table = FIRST.replace("吴六   | 13800000006", "李四 | 13800000004")
    assert lines(table) == [
        ChangeLine(Section.HANDED, TWO, LEAD, 0, name="李四", former="吴六", row=6, title="楼长")
    ]


def test_what_is_handed_over_comes_before_what_is_filled() -> None:
    table = FIRST.replace("吴六   | 13800000006", "何二 |")
    table = table.replace("成员  | 周五   |", "成员  | 周五   |\n幸福社区/一期/1栋 | 成员 | 冯十 |")
    assert [each.section for each in lines(table)] == [Section.HANDED, Section.FILLED]


def test_new_names_of_units_and_people() -> None:
    table = FIRST.replace(
        "2栋    | 楼长  | 吴六   | 13800000006", "9栋 | 楼长 | 吴六 | 13900000006 | 幸福社区-1期-2"
    )
    assert lines(table) == [
        ChangeLine(Section.RENAMED, TWO, name="9栋", row=6),
        ChangeLine(Section.PERSON, name="吴六", former="吴六", row=6),
    ]


def test_rows_that_are_not_carried_out_and_parts_left_out_come_first() -> None:
    fault = RowFault(9, "unit_hole", {"unit": "?"}, ("幸福社区",))
    found = lines(FIRST.replace("李四   | 13800000004", "冯十 | 1380000"), fault)
    assert found[:2] == [
        ChangeLine(Section.FAULT, ("幸福社区",), row=9, reason="unit_hole", facts={"unit": "?"}),
        ChangeLine(
            Section.MEND, row=4, reason="phone_unusable", facts={"name": "冯十", "said": "1380000"}
        ),
    ]
    assert [each.section for each in found[2:]] == [Section.HANDED]


def test_buildings_of_one_name_are_told_apart_by_what_is_above() -> None:
    into_nothing = compare(sheet(HAPPY), NOBODY, TIERS)
    assert [*uppers(into_nothing, NOBODY, TIERS)] == [None, None, "一期", "一期", None, "二期"]
    beside = compare(sheet(FIRST + "幸福社区/一期/9栋 | 楼长 | 冯十 |"), BEFORE, TIERS)
    assert [*uppers(beside, BEFORE, TIERS)] == ["一期"]
