"""Exports as their readers see them."""

from __future__ import annotations

import io

import pytest
from python_calamine import load_workbook

from bot.roster.export import export_rows
from bot.roster.sheet import SheetRow
from bot.sheets import read_sheet, write_sheet
from bot.sheets.delimited import guard, plain_cell
from tests.roster.sample import TIERS, roster


def test_a_csv_opens_in_excel_and_starts_no_formula() -> None:
    row = SheetRow(2, ("=社区", "-1期", "+2栋"), "楼长", "@甲", "+85291234567", "'=x", "ＡＢ")
    data = write_sheet([row], "csv", TIERS)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").splitlines()
    assert lines[0] == "社区,小区,楼栋,职务,姓名,手机,编码,备注"
    assert lines[1] == "'=社区,'-1期,'+2栋,楼长,'@甲,'+85291234567,''=x,ＡＢ"
    assert read_sheet(data, "x.csv", TIERS).rows == (row,)


def test_an_xlsx_keeps_phones_and_formulas_as_text() -> None:
    row = SheetRow(2, ("=1+1", "https://x.cn", "003"), "楼长", "甲", "13800000001")
    cells = load_workbook(io.BytesIO(write_sheet([row], "xlsx", TIERS))).get_sheet_by_index(0)
    assert cells.to_python()[1][:6] == ["=1+1", "https://x.cn", "003", "楼长", "甲", "13800000001"]


def test_the_same_roster_gives_the_same_file() -> None:
    rows = export_rows(roster(), TIERS, "zh-hans")
    for form in ("xlsx", "csv"):
        assert write_sheet(rows, form, TIERS) == write_sheet(rows, form, TIERS)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("zh-hans", "社区,小区,楼栋,职务"),
        ("zh-hant", "社区,小区,楼栋,職務"),
        ("en", "Community,Branch,Building,Post"),
    ],
)
def test_headings_in_the_askers_language(language: str, heading: str) -> None:
    rows = export_rows(roster(), TIERS, language)
    text = write_sheet(rows, "csv", TIERS, language).decode("utf-8-sig")
    assert text.startswith(heading)


@pytest.mark.parametrize(
    "text", ["=1", "'=1", "''-", "+", "-", "@", "a=1", "'a", "", '="1"', "＝1"]
)
def test_a_guarded_cell_is_plain_again(text: str) -> None:
    assert plain_cell(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "＝"))
