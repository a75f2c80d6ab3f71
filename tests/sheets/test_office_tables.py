"""The office's own table: what its columns ask, and the same file filled in."""

from __future__ import annotations

import io
import json
from datetime import datetime
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from bot.errors import Refused
from bot.instructions.forms.office_table import (
    OfficeTable,
    SumRow,
    TableRow,
    TableWords,
    dumps_table,
    loads_table,
)
from bot.instructions.forms.question import QuestionKind
from bot.roster.model import Tier
from bot.sheets.tables.elsewhere import Grown, mended
from bot.sheets.tables.filling import filled_table
from bot.sheets.tables.layout import read_table
from bot.sheets.tables.references import moved_references
from tests.sheets.office_tables import ROWS, typhoon_table

TIERS = (Tier("community", "社区"), Tier("branch", "小区"), Tier("building", "楼栋"))
WORDS = TableWords(heading="填报情况", missing="未报", yes="是", no="否")


def _read(data: bytes, name: str = "防台.xlsx") -> OfficeTable:
    return read_table(data, name, TIERS)


def _asked(table: OfficeTable) -> list[tuple[int, str, str]]:
    return [(each.at, each.question.words, each.question.kind.value) for each in table.columns]


def _row(name: str, *values: str) -> TableRow:
    given = dict(zip((3, 4, 6, 7, 8, 9), values, strict=False))
    return TableRow(("幸福里", name), given, len(values) < 6)


ANSWERS = [
    _row("3幢", "3", "2.5", "yes", "高", "2026-03-02", "=1+1 积水"),
    _row("1号楼", "12", "0", "no", "低", "2026-03-01", "无"),
    _row("2栋", "4"),
    _row("4栋"),
    _row("5栋", "0", "1", "yes", "中", "2026-03-02", "无"),
]


def _cells(data: bytes) -> dict[str, dict[str, Any]]:
    book = load_workbook(io.BytesIO(data))
    return {
        sheet.title: {
            cell.coordinate: (cell.value, cell.number_format, cell.border.left.style,
                              cell.fill.fgColor.rgb, cell.font.b)
            for row in sheet.iter_rows()
            for cell in row
        }
        for sheet in book.worksheets
    }  # fmt: skip


def test_headings_over_two_rows_lists_and_formats_become_questions() -> None:
    table = _read(typhoon_table())
    assert table.title == "防台风隐患排查表"
    assert _asked(table) == [
        (3, "低洼住户 户数", "number"),
        (4, "低洼住户 商铺", "number"),
        (6, "挡板是否到位", "yes_no"),
        (7, "风险等级", "choice"),
        (8, "排查日期", "date"),
        (9, "备注", "text"),
    ]
    first, risk = table.columns[0].question, table.columns[3].question
    assert (first.measure, first.highest, risk.choices) == ("户", Decimal(500), ("高", "中", "低"))
    assert [(each.at, each.why) for each in table.left_out] == [(5, "formula")]
    assert [each.names for each in table.rows] == [(name,) for name in ROWS]
    assert (table.first, table.last, table.mark) == (6, 10, 10)
    assert [(each.row, each.span) for each in table.sums] == [(11, None)]
    assert loads_table(dumps_table(table)) == table


def test_only_the_cells_of_answers_change() -> None:
    blank = typhoon_table()
    filled = filled_table(blank, _read(blank), ANSWERS, WORDS)
    before, after = _cells(blank), _cells(filled)
    assert before["选项"] == after["选项"]
    changed = {at: after["排查表"][at][0] for at in after["排查表"]
               if after["排查表"][at] != before["排查表"].get(at)}  # fmt: skip
    assert {at: value for at, value in changed.items() if at[0] != "J"} == {
        "C6": 12,
        "D6": 0,
        "F6": "否",
        "G6": "低",
        "H6": _day(1),
        "I6": "无",
        "C7": 4,
        "C8": 3,
        "D8": 2.5,
        "F8": "是",
        "G8": "高",
        "H8": _day(2),
        "I8": "=1+1 积水",
        "C10": 0,
        "D10": 1,
        "F10": "是",
        "G10": "中",
        "H10": _day(2),
        "I10": "无",
    }
    marks = {at: value for at, value in changed.items() if at[0] == "J" and value is not None}
    assert marks == {
        "J3": "填报情况",
        "J7": "未报",
        "J9": "未报",
    }
    forms = {at: (before["排查表"][at][1:], after["排查表"][at][1:]) for at in before["排查表"]}
    assert all(was == now for was, now in forms.values()), "the form of every cell is kept"
    book = load_workbook(io.BytesIO(filled))
    assert book["排查表"]["I8"].data_type == "s", "what looks like a formula is text"
    _other_parts_are_the_same(blank, filled)


def _day(day: int) -> Any:
    return datetime(2026, 3, day)  # noqa: DTZ001 - a day in a cell


def _other_parts_are_the_same(blank: bytes, filled: bytes) -> None:
    with ZipFile(io.BytesIO(blank)) as old, ZipFile(io.BytesIO(filled)) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"xl/worksheets/sheet1.xml"}, "the chart is still there"


def test_rows_are_inserted_where_the_table_has_none_for_a_unit() -> None:
    blank = typhoon_table((), room=2)
    filled = filled_table(blank, _read(blank), ANSWERS, WORDS)
    book = load_workbook(io.BytesIO(filled))
    sheet = book["排查表"]
    names = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(6, 12)]
    assert names == [(1, "3幢"), (2, "1号楼"), (3, "2栋"), (4, "4栋"), (5, "5栋"), (None, "合计")]
    assert [sheet.cell(row, 3).value for row in range(6, 11)] == [3, 12, 4, None, 0]
    assert sheet["E10"].value == "=C10+D10"
    assert sheet["C11"].value == "=SUM(C6:C10)"
    assert sheet["A12"].value == "填表人：          审核："
    assert sheet["C10"].border.left.style == "thin"
    ranges = {str(each.sqref) for each in sheet.data_validations.dataValidation}
    assert ranges == {"C6:C10", "F6:F10", "G6:G10"}
    assert book["选项"]["C1"].value == "=排查表!E11*2", "another worksheet names the row that moved"
    with ZipFile(io.BytesIO(filled)) as package:
        assert "排查表!$C$6:$C$10" in package.read("xl/charts/chart1.xml").decode()


CACHE = "xl/pivotCache/pivotCacheDefinition1.xml"
GROWN = Grown("一 表", "xl/worksheets/sheet1.xml", after=10, by=3)


@pytest.mark.parametrize(
    ("said", "moved"),
    [
        ("'一 表'!B12", "'一 表'!B15"),
        ("SUM('一 表'!$B$2:$B$10,二表!B12)", "SUM('一 表'!$B$2:$B$13,二表!B12)"),
        ("B12+'二 表'!B1:B12", "B12+'二 表'!B1:B12"),
        ("'一 表'!$1:$3", "'一 表'!$1:$3"),
        ("'一 表'!5:10", "'一 表'!5:13"),
    ],
)
def test_what_other_worksheets_say_of_rows_that_moved(said: str, moved: str) -> None:
    part = f"<worksheet><c><f>{said}</f></c></worksheet>".encode()
    assert mended("xl/worksheets/sheet2.xml", part, GROWN, {}) == part.replace(
        said.encode(), moved.encode()
    )
    assert moved_references("SUM(二表!A1:A20)+A20", 10, 3) == "SUM(二表!A1:A20)+A23"


@pytest.mark.parametrize(
    ("name", "kind", "part", "moved"),
    [
        ("xl/tables/table1.xml", "table", '<table ref="A5:I11"/>', '<table ref="A5:I14"/>'),
        ("xl/comments1.xml", "comments", '<comment ref="B12"/>', '<comment ref="B15"/>'),
        ("xl/drawings/drawing1.xml", "drawing", "<xdr:row>9</xdr:row><xdr:row>10</xdr:row>",
         "<xdr:row>9</xdr:row><xdr:row>13</xdr:row>"),
        (CACHE, "", '<worksheetSource ref="A5:I10" sheet="一 表"/>',
         '<worksheetSource ref="A5:I13" sheet="一 表"/>'),
        (CACHE, "", '<worksheetSource ref="A5:I10" sheet="二"/>',
         '<worksheetSource ref="A5:I10" sheet="二"/>'),
        ("xl/workbook.xml", "", "<definedName name=\"区\">'一 表'!$A$5:$I$10</definedName>",
         "<definedName name=\"区\">'一 表'!$A$5:$I$13</definedName>"),
        ("xl/worksheets/sheet1.xml", "", "<xm:sqref>F6:F10</xm:sqref><formula>$E$12&gt;1</formula>",
         "<xm:sqref>F6:F13</xm:sqref><formula>$E$15&gt;1</formula>"),
    ],
)  # fmt: skip
def test_parts_that_name_rows_that_moved(name: str, kind: str, part: str, moved: str) -> None:
    assert mended(name, part.encode(), GROWN, {name.lower(): kind}).decode() == moved


def test_a_sum_row_without_formulas_gets_the_sums() -> None:
    data = "小区,楼栋,低洼住户（户）,备注\n幸福里,1栋,,\n幸福里,2栋,,\n合计,,,\n".encode("gb18030")
    table = _read(data, "表.csv")
    assert (table.codec, table.sums) == ("gb18030", (SumRow(4, None, (1,)),))
    rows = [TableRow(("幸福里", "2栋"), {3: "3", 4: "=cmd"}, False),
            TableRow(("幸福里", "1栋"), {3: "2"}, True)]  # fmt: skip
    filled = filled_table(data, table, rows, WORDS).decode("gb18030")
    assert filled.splitlines() == [
        "小区,楼栋,低洼住户（户）,备注,填报情况",
        "幸福里,1栋,2,,未报",
        "幸福里,2栋,3,'=cmd",
        "合计,,5,",
    ]


@pytest.mark.parametrize(
    ("table", "filled"),
    [
        ("小区,楼栋,户数（户）\n幸福里,1栋,\n", ["幸福里,1栋,2", "和平苑,1栋,7"]),
        ("楼栋,户数（户）\n1栋,\n", ["1栋,", "幸福里1栋,2", "和平苑1栋,7"]),
    ],
)
def test_no_answer_stands_in_the_row_of_another_unit(table: str, filled: list[str]) -> None:
    data = table.encode()
    read = _read(data, "户数.csv")
    column = read.columns[0].at
    rows = [TableRow((name, "1栋"), {column: value}, False)
            for name, value in (("幸福里", "2"), ("和平苑", "7"))]  # fmt: skip
    assert filled_table(data, read, rows, WORDS).decode().splitlines()[1:] == filled


@pytest.mark.parametrize(
    ("headings", "reason"),
    [
        ("楼栋,租客姓名,身份证号", "asks_person"),
        ("事项,数量", "table_no_unit"),
        ("楼栋,序号", "table_asks_nothing"),
        ("楼栋," + ",".join(f"第{n}项数量" for n in range(41)), "many_columns"),
    ],
)
def test_tables_that_are_refused(headings: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        _read(f"{headings}\n1栋\n".encode(), "表.csv")


def test_a_heading_about_persons_leaves_its_column_out() -> None:
    table = _read("楼栋,户数,租客姓名\n1栋,,\n".encode(), "表.csv")
    assert [each.words for each in table.left_out] == ["租客姓名"]
    assert [each.question.kind for each in table.columns] == [QuestionKind.NUMBER]


BRANCHES = (("幸福里", "3栋"), ("幸福里", "4栋"), ("和平苑", "1栋"), ("和平苑", "2栋"))
COUNTED = [TableRow(names, {3: str(at)}, False) for at, names in enumerate(BRANCHES, start=1)]


@pytest.mark.parametrize(
    ("rows", "filled"),
    [
        ("合计,,|幸福里,3栋,|,4栋,|和平苑,1栋,|,2栋,",
         "合计,,10|幸福里,3栋,1|,4栋,2|和平苑,1栋,3|,2栋,4"),
        ("幸福里,3栋,|,4栋,|小计,,|和平苑,1栋,|,2栋,|小计,,|总计,,|备用,,",
         "幸福里,3栋,1|,4栋,2|小计,,3|和平苑,1栋,3|,2栋,4|小计,,7|总计,,10|备用,,"),
        ("幸福里小计,,|幸福里,3栋,|,4栋,|和平苑小计,,|和平苑,1栋,|,2栋,",
         "幸福里小计,,3|幸福里,3栋,1|,4栋,2|和平苑小计,,7|和平苑,1栋,3|,2栋,4"),
        ("幸福里,3栋,|幸福里合计,,|和平苑,1栋,|,2栋,|和平苑合计,,|合计,,99",
         "幸福里,3栋,1|幸福里,4栋,2|幸福里合计,,3|和平苑,1栋,3|,2栋,4|和平苑合计,,7|合计,,99"),
        ("幸福里小计,,|幸福里,3栋,|和平苑小计,,|和平苑,1栋,",
         "幸福里小计,,3|幸福里,3栋,1|幸福里,4栋,2|和平苑小计,,7|和平苑,1栋,3|和平苑,2栋,4"),
    ],
)  # fmt: skip
def test_rows_that_add_up_stand_anywhere(rows: str, filled: str) -> None:
    data = f"小区,楼栋,户数（户）\n{rows}\n".replace("|", "\n").encode()
    table = _read(data, "户数.csv")
    assert loads_table(dumps_table(table)) == table
    found = filled_table(data, table, COUNTED, WORDS).decode().splitlines()
    assert [each.rstrip(",") for each in found[1:]] == [
        each.rstrip(",") for each in filled.split("|")
    ]


def test_subtotals_that_are_formulas_leave_their_column_to_be_asked() -> None:
    book, out = Workbook(), io.BytesIO()
    for row in (("小区", "楼栋", "户数（户）"), ("幸福里", "3栋"), ("幸福里", "4栋"),
                ("幸福里小计", None, "=SUM(C2:C3)"), ("和平苑", "1栋"), ("和平苑", "2栋"),
                ("和平苑小计", None, "=SUM(C5:C6)"), ("合计", None, "=C4+C7")):  # fmt: skip
        book.active.append(row)
    book.save(out)
    table = _read(out.getvalue())
    assert [each.question.words for each in table.columns] == ["户数"]
    filled = filled_table(out.getvalue(), table, COUNTED, WORDS)
    (sheet,) = load_workbook(io.BytesIO(filled)).worksheets
    assert [sheet.cell(row, 3).value for row in range(2, 9)] == [
        1, 2, "=SUM(C2:C3)", 3, 4, "=SUM(C5:C6)", "=C4+C7",
    ]  # fmt: skip


def test_a_unit_without_a_row_gets_one_above_its_own_subtotal() -> None:
    book, out = Workbook(), io.BytesIO()
    for row in (("小区", "楼栋", "户数（户）"), ("幸福里", "3栋"),
                ("幸福里小计", None, "=SUM(C2:C2)"), ("和平苑", "1栋"), (None, "2栋"),
                ("和平苑小计", None, "=SUM(C4:C5)"), ("合计", None, "=C3+C6")):  # fmt: skip
        book.active.append(row)
    book.save(out)
    more = [*COUNTED, TableRow(("和平苑", "6栋"), {3: "5"}, False)]
    filled = filled_table(out.getvalue(), _read(out.getvalue()), more, WORDS)
    (sheet,) = load_workbook(io.BytesIO(filled)).worksheets
    found = [tuple(sheet.cell(row, at).value for at in (1, 2, 3)) for row in range(2, 10)]
    assert found == [
        ("幸福里", "3栋", 1), ("幸福里", "4栋", 2), ("幸福里小计", None, "=SUM(C2:C3)"),
        ("和平苑", "1栋", 3), (None, "2栋", 4), ("和平苑", "6栋", 5),
        ("和平苑小计", None, "=SUM(C5:C7)"), ("合计", None, "=C4+C8"),
    ]  # fmt: skip


def test_a_subtotal_counts_its_units_that_stand_below_all() -> None:
    names = [f"园{letter}" for letter in "甲乙丙丁戊己庚辛壬癸子丑寅"]
    lines = [line for each in names for line in (f"{each},1栋,", f"{each}小计,,")]
    data = "\n".join(("小区,楼栋,户数（户）", *lines, "合计,,")).encode()
    table = _read(data, "户数.csv")
    rows = [TableRow((each, unit), {3: value}, False)
            for each in names for unit, value in (("1栋", "1"), ("2栋", "2"))]  # fmt: skip
    filled = filled_table(data, table, rows, WORDS).decode().splitlines()
    sums = [line.split(",")[2] for line in filled if "小计" in line]
    assert sums == ["3"] * 13, "one of them has its second unit below all: twelve parts grow"
    assert [line.split(",")[2] for line in filled if line.startswith("合计")] == ["39"]
    assert sum(",2栋,2" in line for line in filled) == 13


def test_a_table_read_before_there_were_subtotals_is_still_read() -> None:
    table = _read(typhoon_table())
    former = json.loads(dumps_table(table)) | {"sums": 11, "summed": [3, 4, 5]}
    assert loads_table(json.dumps(former)).sums == (SumRow(11, None, (3, 4, 5)),)


def test_answers_that_the_encoding_lacks_make_it_utf_8() -> None:
    data = "樓棟,備註\n3棟,\n".encode("big5")
    table = _read(data, "表.csv")
    filled = filled_table(data, table, [TableRow(("3棟",), {2: "楼顶"}, False)], WORDS)
    assert filled.decode("utf-8-sig").splitlines()[1] == "3棟,楼顶"
    assert filled.startswith(b"\xef\xbb\xbf")
