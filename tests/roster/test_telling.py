"""What a sender is shown of a difference: whose seat, where, who held it before."""

from __future__ import annotations

from dataclasses import replace

from bot.roster.difference import (
    Assign,
    Difference,
    DroppedPost,
    MergedMember,
    MovedUnit,
    NewPost,
    NewUnit,
    Vacate,
)
from bot.roster.model import HandChange, HandMark, PostKind, Roster, Unit
from bot.roster.proposal import compare
from bot.roster.sheet import RowFault
from bot.roster.telling import ChangeLine, ChangeSection, change_lines, told_by_hand, uppers
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


def by_hand(difference: Difference, before: Roster = BEFORE) -> list[ChangeLine]:
    return told_by_hand(difference, before, TIERS)


def of(name: str) -> int:
    return next(each.id for each in BEFORE.members.values() if each.name == name)


def unit_of(*names: str) -> int:
    path = "/".join(names)
    return next(each.id for each in BEFORE.units.values() if _path(each) == path)


def _path(unit: Unit) -> str:
    above = BEFORE.units.get(unit.parent_id or 0)
    return f"{_path(above)}/{unit.name}" if above else unit.name


def test_new_and_moved_units_are_told_of_changes_by_hand() -> None:
    branch, building = unit_of(*BRANCH), unit_of(*TWO)
    second = unit_of("幸福社区", "二期")
    made = (
        NewUnit("u1", "X", "9栋", "building", branch, 0),
        NewUnit("u2", "Y", "甲", "district", None, 0),
    )
    moved = (MovedUnit(building, branch, second),)
    found = by_hand(Difference(0, new_units=made, moved_units=moved))
    assert found == [
        ChangeLine(Section.NEW_UNIT, (*BRANCH, "9栋")),
        ChangeLine(Section.NEW_UNIT, ("甲",)),
        ChangeLine(Section.MOVED, TWO, name="二期"),
    ]


def test_people_who_are_merged_taken_out_or_come_back() -> None:
    both = MergedMember(of("周五"), of("吴六"))
    found = by_hand(
        Difference(0, merged_members=(both,), suspended=(of("李四"),), restored=(of("赵一"),))
    )
    assert found == [
        ChangeLine(Section.MERGED, name="吴六", former="周五"),
        ChangeLine(Section.SUSPENDED, name="李四"),
        ChangeLine(Section.RESTORED, name="赵一"),
    ]


def test_new_posts_that_nobody_takes_and_posts_that_go() -> None:
    one, two = unit_of(*ONE), unit_of(*TWO)
    (gone,) = (each.id for each in BEFORE.posts_by_unit[two])
    posts = (
        NewPost("p1", one, HELPER, 3, None, 0, "队长"),
        NewPost("p2", one, HELPER, 4, None, 0, None),
        NewPost("p3", "u1", LEAD, 0, None, 0, None),
    )
    taken = (Assign("p2", of("赵一"), None, 0),)
    left = (DroppedPost(gone, two, LEAD, of("吴六")),)
    found = by_hand(Difference(0, new_posts=posts, assign=taken, dropped_posts=left))
    assert found == [
        ChangeLine(Section.VACANT, TWO, LEAD, 0, former="吴六", title="楼长"),
        ChangeLine(Section.FILLED, ONE, HELPER, 0, name="赵一"),
        ChangeLine(Section.NEW_POST, ONE, HELPER, 0, title="队长"),
        ChangeLine(Section.NO_POST, TWO, LEAD, 0, title="楼长"),
    ]


def test_what_a_file_undoes_of_a_hand_is_marked() -> None:
    (post,) = BEFORE.posts_by_unit[unit_of(*TWO)]
    for what, marked in (("holder", True), ("post", True), ("unit", False)):
        before = replace(BEFORE, by_hand={HandMark(what, post.id): HandChange()})
        gone = Difference(0, vacate=(Vacate(post.id, of("吴六")),), rows=5)
        (line,) = change_lines(gone, before, TIERS)
        assert line.by_hand is marked
        assert not by_hand(replace(gone, rows=0), before)[0].by_hand, "by hand it undoes nothing"
