"""Rows become posts with one value a cell; what is left out is said, what is ambiguous asked."""

from __future__ import annotations

from bot.roster.cells.expand import Expanded, expand
from bot.roster.customs import USUAL, Customs, OwnWord
from bot.roster.model import PostKind, Roster
from bot.roster.sheet import SheetRow
from tests.roster.sample import NOBODY, TIERS, roster, sheet

PLACE = "幸福社区/一期"


def read(
    table: str,
    answers: dict[str, bool] | None = None,
    before: Roster = NOBODY,
    customs: Customs = USUAL,
) -> Expanded:
    return expand(sheet(table).rows, before, TIERS, customs, answers or {})


def posts(found: Expanded) -> list[tuple[str, ...]]:
    return [(row.units[-1], row.title, row.name, row.phone, row.note) for row in found.rows]


def mends(found: Expanded) -> list[tuple[str, dict[str, object]]]:
    return [(each.reason, dict(each.facts)) for each in found.mends]


def parts(rows: list[SheetRow]) -> list[int]:
    return [row.part for row in rows]


def test_two_leads_are_asked_and_the_row_waits() -> None:
    found = read(f"{PLACE}/1栋 | 楼长 | 丙一、丙二 | 13800000001/13800000002")
    (asked,) = found.questions
    assert (asked.id, asked.kind, asked.rows) == ("leads-r2.0", "two_leads", (2,))
    assert (asked.names, asked.phone) == (("丙一", "丙二"), "")
    assert (found.rows, [row.row for row in found.waiting]) == ([], [2])


def test_both_lead_or_the_second_is_the_deputy() -> None:
    table = f"{PLACE}/1栋 | 楼长 | 丙一、丙二 | 13800000001/13800000002"
    both = read(table, {"leads-r2.0": True})
    assert posts(both) == [
        ("1栋", "楼长", "丙一", "+8613800000001", ""),
        ("1栋", "楼长", "丙二", "+8613800000002", ""),
    ]
    assert parts(both.rows) == [0, 1]
    first = read(table, {"leads-r2.0": False})
    assert [(row.post, row.title, row.name) for row in first.rows] == [
        ("楼长", "楼长", "丙一"),
        ("副楼长", "副楼长", "丙二"),
    ]


def test_the_deputys_word_is_the_offices_own_where_it_is_known() -> None:
    for lead, place, deputy in (
        ("网格长", PLACE, "副网格长"),
        ("Building lead", f"{PLACE}/1栋", "Deputy"),
        ("Block leader", f"{PLACE}/1栋", "Deputy"),
    ):
        found = read(f"{place} | {lead} | 丙一、丙二 |", {"leads-r2.0": False})
        assert [row.title for row in found.rows] == [lead, deputy]
    own = Customs(words=(OwnWord(PostKind.LEAD, "幢主"),))
    found = read(f"{PLACE}/1栋 | 幢主 | 丙一、丙二 |", {"leads-r2.0": False}, customs=own)
    assert [row.title for row in found.rows] == ["幢主", "副幢主"]


def test_several_helpers_need_no_question() -> None:
    found = read(f"{PLACE}/1栋 | 成员 | 丙一、丙二 | 13800000001")
    assert posts(found) == [
        ("1栋", "成员", "丙一", "+8613800000001", ""),
        ("1栋", "成员", "丙二", "", ""),
    ]


def test_what_may_be_a_range_or_a_name_is_asked() -> None:
    table = f"{PLACE}/1-3栋 | 楼长 | 乙五 |"
    (asked,) = read(table).questions
    assert (asked.id, asked.kind, asked.rows) == ("range-r2", "range_or_name", (2,))
    assert asked.names == ("1-3栋", "1栋、2栋、3栋")
    several = read(table, {"range-r2": True})
    assert [row.units[-1] for row in several.rows] == ["1栋", "2栋", "3栋"]
    assert parts(several.rows) == [0, 1, 2]
    assert [row.units[-1] for row in read(table, {"range-r2": False}).rows] == ["1-3栋"]


def test_a_building_the_roster_knows_by_that_name_is_one() -> None:
    before = roster(f"{PLACE}/1-3栋 | 楼长 | 乙五 | | X")
    assert [row.units[-1] for row in read(f"{PLACE}/1-3栋 | 楼长 | 丁 |", before=before).rows] == [
        "1-3栋"
    ]
    elsewhere = "幸福社区/二期/1-3栋 | 楼长 | 丁 |"
    assert len(read(elsewhere, before=before).questions) == 1


def test_words_beside_names_posts_and_numbers_go_to_the_note() -> None:
    found = read(
        f"{PLACE}/5栋1单元 | 楼长（兼） | 丙三(代) | 13800000001（北）13800000002（南） | | 夜班"
    )
    assert posts(found) == [
        ("5栋", "楼长", "丙三", "+8613800000001", "夜班；1单元；兼；代；北；13800000002（南）")
    ]
    assert found.rows[0].noted
    assert mends(found) == [
        ("phone_words", {"name": "丙三", "said": "北"}),
        ("phone_second", {"name": "丙三"}),
    ]


def test_words_found_set_the_note_though_the_file_has_no_column_for_it() -> None:
    row = SheetRow(2, ("幸福社区", "一期", "1栋"), "楼长", "丙三(代)", noted=False)
    (found,) = expand([row], NOBODY, TIERS, USUAL, {}).rows
    assert (found.note, found.noted) == ("代", True)
    plain = SheetRow(2, ("幸福社区", "一期", "1栋"), "楼长", "丙三", noted=False)
    (found,) = expand([plain], NOBODY, TIERS, USUAL, {}).rows
    assert (found.note, found.noted) == ("", False)


def test_a_further_number_is_written_as_in_the_region() -> None:
    hong_kong = Customs(region="HK")
    found = read(f"{PLACE}/1栋 | 楼长 | 丙三 | 9123 4567 / 9123 4568", customs=hong_kong)
    assert found.rows[0].note == "9123 4568"
    assert (
        read(f"{PLACE}/1栋 | 楼长 | 丙三 | 13800000001/13800000002").rows[0].note == "13800000002"
    )


def test_what_is_left_of_a_number_and_landlines_are_said() -> None:
    found = read(
        f"{PLACE}/1栋 | 楼长 | 丙一 | 13800000016/17\n{PLACE}/2栋 | 楼长 | 丙二 | 010-65551234\n"
        f"{PLACE}/3栋 | 楼长 | 丙三 | 1380000"
    )
    assert mends(found) == [
        ("phone_rest", {"name": "丙一", "said": "17"}),
        ("phone_landline", {"name": "丙二"}),
        ("phone_unusable", {"name": "丙三", "said": "1380000"}),
    ]
    assert [each.row for each in found.mends] == [2, 3, 4]


def test_who_has_left_leaves_a_vacancy_and_is_said() -> None:
    for name, note, said in (("丙四（退）", "", "退"), ("丙四", "已离任", "已离任")):
        found = read(f"{PLACE}/1栋 | 楼长 | {name} | 13800000001 | | {note}")
        assert posts(found) == [("1栋", "楼长", "", "", "")]
        assert mends(found) == [("person_left", {"name": "丙四", "said": said})]


def test_a_phone_without_a_name_is_kept_so_that_the_row_is_refused() -> None:
    assert posts(read(f"{PLACE}/1栋 | 楼长 | 空缺 | 13800000001")) == [
        ("1栋", "楼长", "", "+8613800000001", "")
    ]


def test_the_property_company_and_the_owners_committee_stand_in_a_branch_alone() -> None:
    found = read(
        f"{PLACE} | 物业经理 | 丙一、丙二 |\n{PLACE}/1栋 | 物业 | 丙三 |\n{PLACE} | 业委会主任 | |"
    )
    assert [(row.post, row.name) for row in found.rows] == [
        ("物业经理", "丙一"), ("物业经理", "丙二"), ("业委会主任", ""),
    ]  # fmt: skip
    assert mends(found) == [("party_not_here", {"name": "丙三", "word": "物业"})]
    own = Customs(words=(OwnWord(PostKind.HELPER, "物业"),))
    assert [row.name for row in read(f"{PLACE} | 物业 | 丙一 |", customs=own).rows] == ["丙一"]
