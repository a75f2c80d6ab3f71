"""The changes of an import, by the rules of product.md, "Roster"."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.roster.difference import Difference
from bot.roster.model import PostKind, Roster, Tier
from bot.roster.proposal import compare
from bot.roster.sheet import RowFault
from bot.roster.wire import dumps, loads
from tests.roster.apply import apply_to
from tests.roster.sample import CODES, HAPPY, NOBODY, TIERS, roster, sheet
from tests.roster.words import canonical, words

BEFORE = roster()
FIRST = """
幸福社区/一期        | 专员  | 钱二   | 13800000002
幸福社区/一期        | 书记  | 孙三   | 13800000003
幸福社区/一期/1栋    | 楼长  | 李四   | 13800000004
幸福社区/一期/1栋    | 成员  | 周五   |
幸福社区/一期/2栋    | 楼长  | 吴六   | 13800000006
"""
"""The first branch as it is."""


def proposed(table: str, *faults: RowFault, before: Roster = BEFORE) -> Difference:
    return compare(sheet(table, *faults), before, TIERS)


def changes(table: str, *faults: RowFault, before: Roster = BEFORE) -> list[str]:
    return words(proposed(table, *faults, before=before), before)


def test_a_file_read_into_nothing_makes_all_it_says() -> None:
    found = words(compare(sheet(HAPPY), NOBODY, TIERS), NOBODY)
    assert found[:6] == [
        "new unit 幸福社区 [幸福社区]",
        "new unit 幸福社区/一期 [幸福社区-1期]",
        "new unit 幸福社区/一期/1栋 [幸福社区-1期-1]",
        "new unit 幸福社区/一期/2栋 [幸福社区-1期-2]",
        "new unit 幸福社区/二期 [幸福社区-2期]",
        "new unit 幸福社区/二期/1栋 [幸福社区-2期-1]",
    ]
    assert "new 周五" in found
    assert "幸福社区/一期/1栋 lead: 李四" in found


def test_the_same_file_again_changes_nothing() -> None:
    again = proposed(HAPPY)
    assert again.is_empty
    assert [again.faults, again.questions, again.leaving] == [(), (), ()]


def test_a_file_speaks_only_for_the_branches_it_names() -> None:
    assert changes(FIRST) == []


def test_a_branch_lead_replaced() -> None:
    assert changes(FIRST.replace("孙三   | 13800000003", "冯十 | 13800000010")) == [
        "new 冯十 +8613800000010",
        "幸福社区/一期 lead: 冯十 instead of 孙三",
        "孙三 leaves",
    ]


def test_a_lead_no_longer_listed_leaves_a_vacancy_and_a_helper_no_seat() -> None:
    table = FIRST.replace("幸福社区/一期/1栋    | 楼长  | 李四   | 13800000004", "")
    table = table.replace("| 成员  | 周五   |", "| 副楼长 | |")
    assert changes(table) == [
        "幸福社区/一期/1栋 deputy: vacant",
        "幸福社区/一期/1栋 lead: no more 李四",
        "幸福社区/一期/1栋 helper: dropped",
        "李四 leaves",
        "周五 leaves",
    ]


def test_a_row_without_a_name_is_a_vacancy() -> None:
    expected = ["幸福社区/一期/2栋 lead: no more 吴六", "吴六 leaves"]
    for nobody in ("", "空缺", "暂缺", "无", "/", "TBD"):
        assert changes(FIRST.replace("吴六   | 13800000006", f"{nobody} | ")) == expected


def test_a_building_no_longer_listed_is_removed() -> None:
    table = "\n".join(line for line in FIRST.splitlines() if "2栋" not in line)
    assert changes(table) == [
        "no unit 幸福社区/一期/2栋",
        "幸福社区/一期/2栋 lead: dropped",
        "吴六 leaves",
    ]


def test_a_building_listed_without_a_post_stays_and_keeps_its_lead_seat() -> None:
    table = FIRST.replace("| 楼长  | 吴六   | 13800000006", "")
    assert changes(table) == ["幸福社区/一期/2栋 lead: no more 吴六", "吴六 leaves"]


def test_a_file_without_a_column_for_buildings_says_nothing_of_them() -> None:
    table = "幸福社区/一期 | 专员 | 钱二 |\n幸福社区/一期 | 书记 | 冯十 |"
    found = compare(sheet(table, tiers=CODES[:2]), BEFORE, TIERS)
    assert words(found, BEFORE) == [
        "new 冯十",
        "幸福社区/一期 lead: 冯十 instead of 孙三",
        "孙三 leaves",
    ]


def test_a_unit_above_branches_is_spoken_for_by_a_row_of_its_own() -> None:
    assert changes(FIRST + "幸福社区 | 书记 | 赵一 |") == [
        "幸福社区 supervisor: dropped",
        "高山 leaves",
    ]
    assert changes(FIRST + "幸福社区 | | |") == []


def test_a_branch_with_an_unreadable_row_loses_nobody() -> None:
    table = """
    幸福社区/一期/1栋 | 楼长 | 李四 | 13800000004
    幸福社区/一期/1栋 | 成员 | 冯十 |
    幸福社区/一期/2栋 | 门卫 | 吴六 | 13800000006
    """
    assert changes(table) == [
        "new 冯十",
        "幸福社区/一期/1栋 helper: 冯十",
        "row 4: unknown_post",
    ]
    assert proposed(table).spared == (2,)


def test_a_row_that_cannot_be_placed_spares_all_it_might_belong_to() -> None:
    table = "幸福社区/一期/1栋 | 楼长 | 李四 |\n幸福社区/二期/1栋 | 楼长 | 王八一 |"
    adrift = RowFault(9, "hole_in_units", {"tier": "小区"}, ("幸福社区",), placed=False)
    assert changes(table, adrift) == ["row 9: hole_in_units"]
    elsewhere = RowFault(9, "hole_in_units", {"tier": "小区"}, ("和平社区",), placed=False)
    assert "no unit 幸福社区/一期/2栋" in changes(table, elsewhere)


def test_a_bad_row_above_branches_spares_that_unit_only() -> None:
    table = FIRST.replace("| 成员  | 周五   |", "") + "幸福社区 | 门卫 | 赵一 |"
    assert "幸福社区/一期/1栋 helper: dropped" in changes(table)
    assert "幸福社区 supervisor: dropped" not in changes(table)


def test_a_person_is_known_by_phone_before_name() -> None:
    table = FIRST.replace(
        "1栋    | 楼长  | 李四   | 13800000004", "1栋 | 楼长 | 吴六 | 13800000006"
    )
    assert changes(table) == [
        "幸福社区/一期/1栋 lead: 吴六 instead of 李四",
        "李四 leaves",
    ]


def test_a_person_without_a_phone_is_known_by_name_within_the_unit_only() -> None:
    table = FIRST.replace("2栋    | 楼长  | 吴六   | 13800000006", "2栋 | 楼长 | 周五 |")
    assert changes(table) == [
        "new 周五",
        "幸福社区/一期/2栋 lead: 周五 instead of 吴六",
        "吴六 leaves",
    ]


def test_a_phone_is_learnt_changed_and_never_forgotten_for_a_blank() -> None:
    table = FIRST.replace("周五   |", "周五 | 13800000055").replace("13800000004", "13800000044")
    assert changes(table.replace("13800000006", "")) == [
        "李四 +8613800000004 is 李四 +8613800000044",
        "周五  is 周五 +8613800000055",
    ]


def test_spelling_follows_the_file_where_the_phone_tells_who_it_is() -> None:
    before = roster(
        "幸福社区/一期/1栋 | 楼长 | 張國榮 | 13800000001\n幸福社区/一期/1栋 | 成员 | 陳一 |"
    )
    table = "幸福社区/一期/1栋 | 楼长 | 张国荣 | 13800000001\n幸福社区/一期/1栋 | 成员 | 陈一 |"
    assert changes(table, before=before) == ["張國榮 +8613800000001 is 张国荣 +8613800000001"]


def test_one_person_in_several_posts_is_one_member() -> None:
    table = FIRST.replace("周五   |", "李四 | 138 0000 0004").replace(
        "吴六   | 13800000006", "李四 | 13800000004"
    )
    assert changes(table) == [
        "幸福社区/一期/1栋 helper: 李四 instead of 周五",
        "幸福社区/一期/2栋 lead: 李四 instead of 吴六",
        "周五 leaves",
        "吴六 leaves",
    ]


def test_the_same_person_twice_in_a_seat_of_a_kind_is_a_slip() -> None:
    assert changes(FIRST + "幸福社区/一期/1栋 | 成员 | 周五 |") == ["row 7 mend: duplicate_row"]


def test_seats_of_a_kind_keep_their_holders_whatever_the_order() -> None:
    before = roster(
        "社区/一期/1栋 | 成员 | 甲 |\n社区/一期/1栋 | 成员 | 乙 |\n社区/一期/1栋 | 成员 | 丙 |"
    )
    table = "社区/一期/1栋 | 成员 | 丙 |\n社区/一期/1栋 | 成员 | 丁 |\n社区/一期/1栋 | 成员 | 甲 |"
    assert changes(table, before=before) == [
        "new 丁",
        "社区/一期/1栋 helper: 丁 instead of 乙",
        "乙 leaves",
    ]
    after = apply_to(before, proposed(table, before=before))
    assert [post.ordinal for post in after.posts.values()] == [0, 1, 2]


def test_a_new_seat_stands_after_those_there_are() -> None:
    found = proposed(FIRST + "幸福社区/一期/1栋 | 成员 | 冯十 |")
    assert [(seat.kind, seat.ordinal) for seat in found.new_posts] == [("helper", 1)]


@pytest.mark.parametrize(
    "name", ["3幢", "3号楼", "三幢", "3栋", "3#", "３ 栋", "03栋", "第3栋", "3號樓"]
)
def test_one_building_by_many_names(name: str) -> None:
    before = roster("社区/一期/3栋 | 楼长 | 甲 |")
    assert changes(f"社区/一期/{name} | 楼长 | 甲 |", before=before) == []


def test_a_unit_known_by_its_code_may_change_its_name() -> None:
    code = "幸福社区-1期-2"
    table = FIRST.replace("2栋    | 楼长  | 吴六   | 13800000006", f"东楼 | 楼长 | 吴六 | | {code}")
    assert changes(table) == ["unit 2栋 is 东楼"]


def test_two_buildings_swap_names_by_their_codes() -> None:
    table = FIRST.replace(
        "2栋    | 楼长  | 吴六   | 13800000006", "1栋 | 楼长 | 吴六 | | 幸福社区-1期-2"
    )
    table = table.replace(
        "1栋    | 楼长  | 李四   | 13800000004", "2栋 | 楼长 | 李四 | | 幸福社区-1期-1"
    )
    assert changes(table.replace("1栋    | 成员", "2栋 | 成员")) == [
        "unit 1栋 is 2栋",
        "unit 2栋 is 1栋",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("幸福社区/二期/9栋 | 楼长 | 吴六 | | 幸福社区-1期-2", "unit_moved"),
        ("幸福社区/一期/2栋 | 楼长 | 吴六 | | X-2", "code_differs"),
        ("幸福社区/一期/1栋 | 楼长 | 吴六 | | 幸福社区-1期-2", "name_taken"),
        ("幸福社区/一期/9栋 | 楼长 | 吴六 | | 幸福社区-1期", "unit_moved"),
    ],
)
def test_codes_that_contradict_the_tree_are_refused(line: str, reason: str) -> None:
    assert f"row 2: {reason}" in changes(line)


def test_a_building_written_into_another_branch_is_not_lost_from_its_own() -> None:
    table = """
    幸福社区/一期        | 书记 | 孙三 |
    幸福社区/一期/1栋    | 楼长 | 李四 |
    幸福社区/二期/2栋    | 楼长 | 吴六 | | 幸福社区-1期-2
    """
    assert changes(table) == ["row 4: unit_moved"]


def test_codes_that_contradict_each_other_are_refused() -> None:
    table = """
    社区/一期/1栋 | 楼长 | 甲 | | A
    社区/一期/1栋 | 成员 | 乙 | | B
    社区/一期/2栋 | 楼长 | 丙 | | A
    """
    assert changes(table, before=NOBODY)[-2:] == ["row 3: two_codes", "row 4: code_twice"]


def test_a_generated_code_is_nobody_elses() -> None:
    table = "社区/一期/1栋 | 楼长 | 甲 | |\n社区/一期/东楼 | 楼长 | 乙 | | 社区-1期-1"
    assert "new unit 社区/一期/1栋 [社区-1期-1.2]" in changes(table, before=NOBODY)


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        ("楼长兼成员", "unknown_post"),
        ("书记", "post_not_here"),
        ("专员", "post_not_here"),
        ("", "no_post"),
    ],
)
def test_posts_that_do_not_fit_are_refused(post: str, reason: str) -> None:
    assert f"row 2: {reason}" in changes(f"幸福社区/一期/1栋 | {post} | 李四 |")


def test_a_phone_without_a_name_is_refused() -> None:
    assert "row 2: phone_without_name" in changes("幸福社区/一期/1栋 | 楼长 | | 13800000004")


def test_vacancies_keep_their_order_and_their_notes() -> None:
    before = roster("社区/一期/1栋 | 成员 | 甲 |\n社区/一期/1栋 | 成员 | |")
    table = "社区/一期/1栋 | 成员 | | | | 早班\n社区/一期/1栋 | 成员 | | | | 晚班"
    found = proposed(table, before=before)
    assert [post.note for post in found.changed_posts] == ["早班", "晚班"]
    assert changes(table, before=apply_to(before, found)) == []


def test_notes_follow_the_file_where_it_has_a_column_for_them() -> None:
    table = FIRST.replace("孙三   | 13800000003", "孙三 | 13800000003 | | 周一至周五")
    assert changes(table) == ["幸福社区/一期 lead note: 周一至周五"]
    after = apply_to(BEFORE, proposed(table))
    assert changes(FIRST, before=after) == ["幸福社区/一期 lead note: None"]


def test_emptying_more_than_a_fifth_of_the_posts_asks_again() -> None:
    one_of_five = FIRST.replace("周五   |", " |")
    assert (proposed(one_of_five).emptied, proposed(one_of_five).held) == (1, 5)
    assert not proposed(one_of_five).emptying
    assert proposed(one_of_five.replace("吴六   | 13800000006", "|")).emptying


def test_a_replaced_holder_empties_nothing() -> None:
    everyone = FIRST.replace("1380000000", "1390000000").replace("三", "四").replace("五", "七")
    assert proposed(everyone).emptied == 0


def test_four_tiers_have_branches_above_their_lowest() -> None:
    tiers = (Tier("district", "区"), *TIERS)
    codes = tuple(tier.code for tier in tiers)
    table = """
    东区/幸福社区/一期/1栋 | 楼长 | 甲 |
    东区/幸福社区/一期/2栋 | 楼长 | 乙 |
    东区                   | 督导 | 丙 |
    """
    before = apply_to(NOBODY, compare(sheet(table, tiers=codes), NOBODY, tiers))
    found = compare(sheet("东区/幸福社区/一期/1栋 | 楼长 | 甲 |", tiers=codes), before, tiers)
    assert [gone.names for gone in found.removed_units] == [("东区", "幸福社区", "一期", "2栋")]
    assert not found.new_posts


def test_a_difference_is_stored_and_read_back_equal() -> None:
    table = (
        FIRST.replace("孙三 ", "孙某")
        + "幸福社区/一期/9栋 | 楼长 | 冯十 | 13800000010\n和平社区/x/y | 妖 | 甲 |"
    )
    found = proposed(table)
    assert found.questions
    assert found.faults
    assert loads(dumps(found)) == found


def test_applying_is_refused_when_the_roster_changed_meanwhile() -> None:
    found = proposed(FIRST)
    with pytest.raises(Refused, match="roster_changed"):
        apply_to(apply_to(BEFORE, found), found)


def test_applying_brings_about_what_the_file_says() -> None:
    table = FIRST.replace("孙三   | 13800000003", "冯十 |") + "幸福社区/一期/三号楼 | 楼长 | 褚一 |"
    after = apply_to(BEFORE, proposed(table))
    assert changes(table, before=after) == []
    assert canonical(after) != canonical(BEFORE)


def test_what_is_stored_is_readable_and_keeps_its_types() -> None:
    found = proposed(FIRST.replace("孙三 ", "冯十 ") + "幸福社区/一期/9栋 | 楼长 | 何二 |")
    assert "何二" in dumps(found)
    read = loads(dumps(found))
    assert read == found
    assert {type(each.kind) for each in read.new_posts} == {PostKind}


def test_what_an_older_version_stored_is_read() -> None:
    assert loads('{"roster_version":3}') == Difference(3)


def test_a_repeated_row_names_the_first() -> None:
    found = proposed(FIRST + "幸福社区/一期/1栋 | 楼长 | 李四 | 13800000004")
    (mend,) = found.mends
    assert (mend.row, mend.reason) == (7, "duplicate_row")
    assert dict(mend.facts) == {"name": "李四", "first_row": 4}


def test_a_refused_row_says_where_it_stands_and_what_is_wrong_with_it() -> None:
    codes = "社区/一期/1栋 | 楼长 | 甲 | | A\n社区/一期/1栋 | 成员 | 乙 | | B"
    (fault,) = proposed(codes, before=NOBODY).faults
    assert dict(fault.facts) == {"unit": "1栋", "code": "B", "other": "A"}
    assert fault.units == ("社区", "一期", "1栋")
    (fault,) = proposed("幸福社区/一期/1栋 | | 李四 |").faults
    assert dict(fault.facts) == {"name": "李四"}


def test_a_usual_title_is_told_by_the_tier_of_its_unit() -> None:
    before = roster("社区/一期 | 网格长 | 甲 |\n社区/一期/1栋 | 楼长 | 乙 |")
    table = "社区/一期 | 书记 | 甲 |\n社区/一期/1栋 | 樓長 | 乙 |"
    assert changes(table, before=before) == ["社区/一期 lead title: 书记"]
