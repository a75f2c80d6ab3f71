"""Tables as superiors send them, made here; the districts and numbers are invented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlsxwriter

ROWS = ("1栋", "2栋", "3栋", "4栋", "5栋")


def typhoon_table(buildings: Sequence[str] = ROWS, room: int = 0) -> bytes:
    """台风排查表: a title, who reports, headings over two rows, lists to choose from, a column that
    reckons, a sum, a signature, a second worksheet with a chart. `room`: blank rows."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("排查表")
    lists = book.add_worksheet("选项")
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#D9E1F2"})
    cell = book.add_format({"border": 1})
    whole = book.add_format({"border": 1, "num_format": "#,##0"})
    day = book.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    _headings(sheet, book, head)
    last = 5 + len(buildings) + room
    for at, name in enumerate([*buildings, *[""] * room]):
        row = 5 + at
        sheet.write(row, 0, at + 1 if name else None, cell)
        sheet.write(row, 1, name or None, cell)
        for column, form in ((2, whole), (3, whole), (5, cell), (6, cell), (7, day), (8, cell)):
            sheet.write_blank(row, column, None, form)
        sheet.write_formula(row, 4, f"=C{row + 1}+D{row + 1}", whole, 0)
    sheet.write(last, 1, "合计", head)
    for letter in "CDE":
        formula = f"=SUM({letter}6:{letter}{last})"
        sheet.write_formula(f"{letter}{last + 1}", formula, whole, 0)
    sheet.write(last + 1, 0, "填表人：          审核：")
    _rules(sheet, last)
    _second(book, lists, last)
    book.close()
    return out.getvalue()


def _headings(sheet: Any, book: Any, head: Any) -> None:
    sheet.merge_range("A1:I1", "防台风隐患排查表", book.add_format({"bold": True, "font_size": 18}))
    sheet.merge_range("A2:E2", "填报单位：幸福社区")
    sheet.merge_range("F2:I2", "填报日期：    年  月  日")
    for at, text in ((0, "序号"), (1, "楼栋"), (5, "挡板是否到位"), (6, "风险等级")):
        sheet.merge_range(2, at, 3, at, text, head)
    sheet.merge_range("C3:E3", "低洼住户", head)
    for at, text in ((2, "户数\n（户）"), (3, "商铺（家）"), (4, "小计")):
        sheet.write(3, at, text, head)
    sheet.merge_range("H3:H4", "排查日期", head)
    sheet.merge_range("I3:I4", "备注", head)
    for at in range(9):
        sheet.write(4, at, at + 1, head)
    sheet.set_column("B:B", 22)
    sheet.freeze_panes(5, 2)


def _rules(sheet: Any, last: int) -> None:
    sheet.data_validation(f"F6:F{last}", {"validate": "list", "source": ["是", "否"]})
    sheet.data_validation(f"G6:G{last}", {"validate": "list", "source": "=选项!$A$1:$A$3"})
    between = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 500}
    sheet.data_validation(f"C6:C{last}", between)
    red = {"type": "cell", "criteria": ">", "value": 10}
    sheet.conditional_format(f"C6:C{last}", red)


def _second(book: Any, lists: Any, last: int) -> None:
    for at, word in enumerate(("高", "中", "低")):
        lists.write(at, 0, word)
    lists.write_formula("C1", f"=排查表!E{last + 1}*2", None, 0)
    lists.write_datetime("C2", date(2026, 3, 2), book.add_format({"num_format": "yyyy/m/d"}))
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=排查表!$C$6:$C${last}"})
    lists.insert_chart("E2", chart)
