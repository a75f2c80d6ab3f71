"""Spreadsheets as offices really have them, each with the difference it must make."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.roster.model import Roster
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from tests.roster.sample import NOBODY, TIERS, roster
from tests.roster.words import words
from tests.sheets.files import HEADINGS, book, fill, table, text

BEFORE = roster()
SAME: list[str] = []
FIRST = """
幸福社区,一期,,专员,钱二,13800000002
,,,书记,孙三,13800000003
,,1栋,楼长,李四,13800000004
,,,成员,周五,
,,2栋,楼长,吴六,13800000006
"""
"""The first branch as it is, written once and left blank below."""


def told(data: bytes, before: Roster = BEFORE) -> list[str]:
    return words(compare(read_sheet(data, "名册", TIERS), before, TIERS), before)


def test_gb18030_semicolons_a_title_and_spaced_headings() -> None:
    title = "幸福社区“一长三员”名册（2024年3月）,,,,,"
    heads = "社 区,小 区,楼 栋,职  务,姓　名,手机号码"
    assert told(text(f"{title}\n\n{heads}{FIRST}", "gb18030", ";")) == SAME


def test_big5_tabs_and_traditional_characters() -> None:
    data = """
    社區,小區,樓棟,職務,姓名,手機
    幸福社區,一期,,專員,錢二,13800000002
    ,,,書記,孫三,13800000003
    ,,1棟,樓長,李四,13800000004
    ,,,成員,周五,
    ,,2號樓,樓長,吳六,13800000006
    """
    assert told(text(data, "big5", "\t")) == [
        "钱二 +8613800000002 is 錢二 +8613800000002",
        "孙三 +8613800000003 is 孫三 +8613800000003",
        "吴六 +8613800000006 is 吳六 +8613800000006",
    ]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_english_headings_tell_nothing_of_the_encoding(encoding: str) -> None:
    data = "community,branch,building,post,name,phone\n陽光社區,東區,1棟,樓長,張國榮,13800000001"
    simple = "community,branch,building,post,name,phone\n阳光社区,东区,1栋,楼长,张国荣,13800000001"
    written = data if encoding == "big5" else simple
    (row,) = read_sheet(text(written, encoding), "x", TIERS).rows
    assert ",".join((*row.units, row.post, row.name)) in written


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_utf_16_with_and_without_mark(encoding: str, mark: bytes) -> None:
    assert told(text(HEADINGS + FIRST, encoding, "\t", mark)) == SAME


def test_english_headings_in_any_order_among_other_columns() -> None:
    data = """
    No.,Full name,Mobile phone,Sex,Post,Building,Community,Branch
    1,钱二,138 0000 0002,F,Liaison,,幸福社区,一期
    2,孙三,13800000003,M,Branch lead,,,

    3,李四,13800000004,M,Building lead,1栋,,
    4,周五,,M,Helper,,,
    5,吴六,13800000006,F,Building lead,2栋,,
    """
    assert told(text(data, mark=b"\xef\xbb\xbf")) == SAME


def test_merged_cells_of_units_posts_and_people() -> None:
    lines: list[list[object]] = [
        [*HEADINGS.split(",")],
        ["和平社区", "东区", "1栋", "楼长", "甲", 13900000001],
        ["", "", "", "成员", "乙", 13900000002],
        ["", "", "", "", "丙", 13900000003],
        ["", "", "2栋", "楼长", "丁", 13900000004],
        ["", "", "3栋", "楼长", "", ""],
    ]
    data = book(lines, ["A2:A6", "B2:B6", "C2:C4", "D3:D4", "E5:E6", "F5:F6"])
    assert told(data, NOBODY)[5:] == [
        "new 甲 +8613900000001",
        "new 乙 +8613900000002",
        "new 丙 +8613900000003",
        "new 丁 +8613900000004",
        "和平社区/东区/1栋 lead: 甲",
        "和平社区/东区/1栋 helper: 乙",
        "和平社区/东区/1栋 helper: 丙",
        "和平社区/东区/2栋 lead: 丁",
        "和平社区/东区/3栋 lead: 丁",
    ]


def test_a_blank_among_merged_buildings_is_the_branch_itself() -> None:
    lines = [
        *table("社区,小区,楼栋,职务,姓名"),
        ["和平社区", "东区", "1栋", "楼长", "甲"],
        ["", "", "", "成员", "乙"],
        ["", "", "", "书记", "丙"],
    ]
    found = told(book(lines, ["A2:A4", "B2:B4", "C2:C3"]), NOBODY)
    assert "和平社区/东区 lead: 丙" in found


def test_a_blank_below_a_building_written_once_is_the_building() -> None:
    lines = [
        *table("社区,小区,楼栋,职务,姓名"),
        ["和平社区", "东区", "1栋", "楼长", "甲"],
        ["", "", "", "成员", "乙"],
        ["", "", "2栋", "楼长", "丙"],
    ]
    found = told(book(lines, ["A2:A4", "B2:B4"]), NOBODY)
    assert "和平社区/东区/1栋 helper: 乙" in found


def test_headings_of_two_lines_below_a_title_on_the_second_sheet() -> None:
    lines = [
        ["幸福社区名册", "", "", "", "", ""],
        ["社区", "小区", "楼栋", "人员情况", "", ""],
        ["", "", "", "职务", "姓名", "联系电话"],
        *table(FIRST),
    ]

    def cover_and_old_sheet(made: Any, sheet: Any) -> None:
        fill(made.add_worksheet("说明"), [["请勿改动表头"]])
        old = made.add_worksheet("旧")
        fill(old, table(HEADINGS + "\n和平社区,东区,1栋,楼长,甲,"))
        old.hide()
        made.worksheets_objs.sort(key=lambda each: ["说明", "旧", "名册"].index(each.name))

    merged = ["A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2"]
    assert told(book(lines, merged, cover_and_old_sheet)) == SAME


PHONES = [
    13800000004,
    13800000004.0,
    "138 0000 0004",
    "138-0000-0004",
    "+86 138 0000 0004",
    "86-13800000004",
    "008613800000004",
    "１３８０００００００４",
    "(+86)13800000004",
    " 13800000004\n",
]


@pytest.mark.parametrize("phone", PHONES)
def test_phones_however_written(phone: object) -> None:
    lines: list[list[object]] = [list(line) for line in table(HEADINGS + FIRST)]
    lines[3][5] = phone
    assert told(book(lines)) == SAME


def test_phones_that_excel_has_rounded_and_two_in_a_cell() -> None:
    data = HEADINGS + FIRST.replace("13800000004", "1.38E+10").replace(
        "13800000006", "13800000006/13900000006"
    )
    assert told(text(data)) == [
        "幸福社区/一期/2栋 lead note: 13900000006",
        "row 4 mend: phone_rounded",
        "row 6 mend: phone_second",
    ]


def test_numbers_kept_as_text_by_a_formula_and_cells_of_several_lines() -> None:
    data = '="社区",小区,楼栋,"职\n务",姓名,手机' + FIRST.replace("13800000004", '="13800000004"')
    assert told(data.replace("孙三", '"孙\n三"').encode()) == SAME


def test_a_line_that_names_the_delimiter() -> None:
    assert told(text("sep=;\n" + HEADINGS + FIRST, delimiter=";")) == SAME


def test_a_hole_between_units_spares_the_community() -> None:
    data = HEADINGS + "\n幸福社区,一期,1栋,楼长,李四,\n幸福社区,,2栋,楼长,吴六,\n,,,成员,冯十,"
    assert told(text(data)) == ["row 3: hole_in_units", "row 4: above_unreadable"]


def test_blanks_go_on_from_a_post_above() -> None:
    data = (
        HEADINGS
        + "\n幸福社区,,,督导,高山,13800000009\n,,,书记,赵一,\n,一期,,专员,钱二,\n,,,书记,孙三,"
    )
    lines = (
        "\n,,1栋,楼长,李四,\n,,,成员,周五,\n,,2栋,楼长,吴六,\n,二期,,书记,郑七,\n,,1栋,楼长,王八一,"
    )
    assert told(text(data + lines)) == SAME


def test_nothing_to_repeat() -> None:
    assert told(text(HEADINGS + "\n,,,楼长,甲,\n,一期,1栋,楼长,乙,")) == [
        "row 2: no_unit",
        "row 3: hole_in_units",
    ]


def test_formulas_are_refused_where_they_would_be_read() -> None:
    def formulas(_book: Any, sheet: Any) -> None:
        sheet.write_formula("A3", "=ROW()-1", None, "")
        sheet.write_formula("F4", "=VLOOKUP(A4,X:Y,2)", None, "李四")
        sheet.write_formula("F7", '="无名"')

    lines = [["序号", *line] for line in table(HEADINGS + FIRST)]
    lines.append(["", "", "", "3栋", "楼长", "", ""])
    assert told(book(lines, change=formulas)) == [
        "row 4: formula_in_cell",
        "row 7: formula_in_cell",
    ]


def test_a_formula_in_the_place_of_a_phone_is_left_out_and_nothing_else() -> None:
    def formula(_book: Any, sheet: Any) -> None:
        sheet.write_formula("F4", "=VLOOKUP(A4,X:Y,2)", None, "13900000000")

    lines = [list(line) for line in table(HEADINGS + FIRST)]
    assert told(book(lines, change=formula)) == ["row 4 mend: phone_cell"]


def test_text_that_looks_like_a_formula_is_text() -> None:
    data = HEADINGS + "\n和平社区,东区,=1+1,楼长,@SUM(A1),\n,,-2+3,楼长,'+1,"
    found = told(text(data), NOBODY)
    assert "new unit 和平社区/东区/=1+1 [和平社区-东区-=1+1]" in found
    assert "和平社区/东区/-2+3 lead: +1" in found
    assert "和平社区/东区/=1+1 lead: @SUM(A1)" in found


def test_dates_and_errors_instead_of_what_was_meant() -> None:
    def spoil(made: Any, sheet: Any) -> None:
        sheet.write_datetime("C6", date(2024, 3, 1), made.add_format({"num_format": "m-d"}))
        sheet.write_formula("E5", "=NA()", None, "#N/A")

    assert told(book(table(HEADINGS + FIRST), change=spoil)) == [
        "row 5: error_in_cell",
        "row 6: date_in_cell",
    ]


def test_totals_signatures_and_headings_said_again() -> None:
    foot = "合计：5 人,,,,5,\n填表人：高山,,,,,\n备注：每月更新,,,,,"
    assert told(text(f"{HEADINGS}{FIRST}{HEADINGS}\n,,,,,\n{foot}")) == SAME


def test_names_padded_with_spaces_and_invisible_signs() -> None:
    data = (
        FIRST.replace("李四", "李　四")
        .replace("周五", " 周 五 ")
        .replace("吴六", "吴\u200b六\u202e")
    )
    data = data.replace("一期", "一 期").replace("1栋", "１ 栋")
    assert told(text(HEADINGS + data)) == SAME


def test_words_for_nobody() -> None:
    data = FIRST.replace("周五", "空缺").replace("吴六,13800000006", "/,")
    assert told(text(HEADINGS + data)) == [
        "幸福社区/一期/1栋 helper: no more 周五",
        "幸福社区/一期/2栋 lead: no more 吴六",
        "周五 leaves",
        "吴六 leaves",
    ]


def test_one_building_under_many_names_and_one_person_in_many_posts() -> None:
    data = """
    社区,网格,楼幢,岗位,姓名,联系方式
    和平社区,东区,3幢,楼长,甲,13900000001
    ,,3号楼,副楼长,乙,
    ,,三幢,成员,丙,
    ,,3#,成员,丁,
    ,,03栋,楼道长,戊,
    ,,4栋,楼长,甲,139-0000-0001
    """
    found = told(text(data), NOBODY)
    assert [line for line in found if line.startswith("new unit")] == [
        "new unit 和平社区 [和平社区]",
        "new unit 和平社区/东区 [和平社区-东区]",
        "new unit 和平社区/东区/3幢 [和平社区-东区-3]",
        "new unit 和平社区/东区/4栋 [和平社区-东区-4]",
    ]
    assert found.count("new 甲 +8613900000001") == 1
    assert [line for line in found if "甲" in line.partition(":")[2]] == [
        "和平社区/东区/3幢 lead: 甲",
        "和平社区/东区/4栋 lead: 甲",
    ]


def test_a_format_that_reaches_to_the_end_of_the_sheet() -> None:
    def to_the_end(made: Any, sheet: Any) -> None:
        sheet.write_blank("XFD1048576", None, made.add_format({"bold": True}))

    assert told(book(table(HEADINGS + FIRST), change=to_the_end)) == SAME


def test_a_cell_as_long_as_a_book() -> None:
    assert told(text(HEADINGS + FIRST.replace("周五", "周" * 5000))) == ["row 5: cell_too_long"]


def test_the_sheets_that_were_not_looked_at_are_named() -> None:
    def another(made: Any, _sheet: Any) -> None:
        fill(made.add_worksheet("二期"), table(HEADINGS + FIRST))

    found = read_sheet(book(table(HEADINGS + FIRST), change=another), "x.xlsx", TIERS)
    assert (found.title, found.unread) == ("名册", ("二期",))
