"""Lays out posters with a QR code as PDF: one unit on an A4 page, or four.

The font is embedded (only the characters used), so that a print shop needs none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from itertools import groupby

import segno
from fpdf import FPDF

from bot.paper.sheet import PerPage, Poster

_FONT = "poster"
_FONT_FILE = ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf")
_WIDTH, _HEIGHT = 210.0, 297.0  # A4, in mm
_MARGIN = 18.0
_QR = 124.0  # mm: can be scanned from two metres
_PAGE_QR, _PAGE_LEFT = 34.0, 171.0  # mm: beside the large one, read from close by
_CUT = 235  # grey of the lines to cut along


def write_posters(posters: Iterable[Poster], per_page: PerPage = 1) -> bytes:
    """The posters as one PDF, in the order given."""
    pdf = _Sheet()
    for _, page in groupby(enumerate(posters), lambda numbered: numbered[0] // per_page):
        pdf.add_page()
        for index, poster in page:
            pdf.place(poster, index % per_page, per_page)
    return bytes(pdf.output())


def font_file() -> str:
    """Where the font of printed pages lies."""
    package, *path = _FONT_FILE
    return str(files(package).joinpath(*path))


class _Sheet(FPDF):
    """An A4 document whose posters are drawn in mm of a full page, scaled to their place."""

    def __init__(self) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(auto=False)
        self.set_margin(0)
        self.add_font(_FONT, "", font_file())
        self._scale, self._left, self._top = 1.0, 0.0, 0.0

    def place(self, poster: Poster, index: int, per_page: PerPage) -> None:
        """Draw a poster in its place on the current page, counted by rows."""
        columns = 1 if per_page == 1 else 2
        self._scale = 1 / columns
        row, column = divmod(index, columns)
        self._left, self._top = column * _WIDTH / columns, row * _HEIGHT / columns
        if per_page > 1:
            self._cutting_line()
        self._poster(poster)

    def _poster(self, poster: Poster) -> None:
        self._line(poster.community, 24, 20)
        self._line(poster.unit, 42, 54)
        self._line(poster.call, 72, 22)
        self._qr(poster.link, 92, _QR, (_WIDTH - _QR) / 2)
        if poster.page:
            self._qr(poster.page, 92, _PAGE_QR, _PAGE_LEFT)
            self._line(poster.page_call, 131, 11, _PAGE_LEFT, _PAGE_QR)
        for number, step in enumerate(poster.steps):
            self._line(step, 228 + 14 * number, 17)
        self._line(poster.promise, 276, 13)

    def _line(
        self,
        text: str,
        top: float,
        size: float,
        left: float = _MARGIN,
        width: float = _WIDTH - 2 * _MARGIN,
    ) -> None:
        """A centred line, `size` in points, made smaller where the text is too wide."""
        room = width * self._scale
        self.set_font(_FONT, size=size * self._scale)
        wide = self.get_string_width(text)
        if wide > room:
            self.set_font_size(size * self._scale * room / wide)
        self.set_xy(self._left + left * self._scale, self._top + top * self._scale)
        self.cell(room, 0, text, align="C")

    def _qr(self, link: str, top: float, size: float, at: float) -> None:
        """The code as black runs of each row, without its quiet zone: the page around is white."""
        matrix = segno.make(link, error="m", micro=False).matrix
        side = size * self._scale / len(matrix)
        left = self._left + at * self._scale
        self.set_fill_color(0)
        for y, row in enumerate(matrix):
            x = 0
            for black, run in groupby(row):
                length = len(list(run))
                if black:
                    above = self._top + top * self._scale + y * side
                    self.rect(left + x * side, above, length * side, side, "F")
                x += length

    def _cutting_line(self) -> None:
        self.set_draw_color(_CUT)
        self.rect(self._left, self._top, _WIDTH * self._scale, _HEIGHT * self._scale)
