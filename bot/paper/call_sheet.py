"""Lays out call sheets as PDF: who is to be called, with boxes to tick, on A4."""

from __future__ import annotations

import io
from collections.abc import Iterable

import segno
from fpdf import FPDF

from bot.paper.poster import font_file
from bot.paper.sheet import CallSheet

_FONT = "sheet"
_MARGIN = 14.0
_QR = 26.0
_LINE = 9.0
_COLUMNS = (34.0, 44.0, 40.0)
"""Unit, name, number; the boxes share what is left."""


def write_call_sheets(sheets: Iterable[CallSheet]) -> bytes:
    """The sheets as one PDF, each beginning on a page of its own."""
    pdf = _Pages()
    for sheet in sheets:
        pdf.sheet(sheet)
    return bytes(pdf.output())


class _Pages(FPDF):
    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_margins(_MARGIN, _MARGIN)
        self.set_auto_page_break(auto=True, margin=_MARGIN)
        self.add_font(_FONT, "", font_file())

    def sheet(self, sheet: CallSheet) -> None:
        """One branch: its title, a code that leads to the page, and a line each."""
        self.add_page()
        if sheet.link:
            self._code(sheet.link)
        self._text(sheet.title, 17)
        for line in sheet.lines:
            self._text(line, 11)
        self.ln(max(4.0, _MARGIN + _QR + 2 - self.get_y() if sheet.link else 0))
        self._row([*sheet.headings, *sheet.boxes], 10, boxes=False, many=len(sheet.boxes))
        for row in sheet.rows:
            self._row([*row, *sheet.boxes], 11, boxes=True, many=len(sheet.boxes))

    def _code(self, link: str) -> None:
        picture = io.BytesIO()
        segno.make(link, error="m").save(picture, kind="png", scale=6, border=2)
        self.image(picture, self.w - _MARGIN - _QR, _MARGIN - 4, _QR)

    def _text(self, text: str, size: float) -> None:
        self.set_font(_FONT, size=size)
        self.multi_cell(self.w - 2 * _MARGIN - _QR - 4, size * 0.5, text, new_x="LMARGIN",
                        new_y="NEXT")  # fmt: skip

    def _row(self, cells: list[str], size: float, *, boxes: bool, many: int) -> None:
        rest = (self.w - 2 * _MARGIN - sum(_COLUMNS)) / max(many, 1)
        widths = [*_COLUMNS, *([rest] * many)]
        for index, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
            box = boxes and index >= len(_COLUMNS)
            self.set_font(_FONT, size=size if index < len(_COLUMNS) else 7.5)
            self._fit(cell, wide - 2)
            x, y = self.get_x(), self.get_y()
            self.cell(wide, _LINE, "" if box else cell, border="B")
            if box:
                self.rect(x + wide / 2 - 2.5, y + 2, 5, 5)
        self.ln(_LINE)

    def _fit(self, text: str, room: float) -> None:
        wide = self.get_string_width(text)
        if wide > room:
            self.set_font_size(self.font_size_pt * room / wide)
