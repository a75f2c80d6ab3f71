"""Posters are looked at as a print shop and a phone would: rendered, read, scanned."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import zxingcpp

from bot.chat.places import Spot
from bot.chat.roster.posters import PostersFileView, PosterUnit, render_posters
from bot.chat.texts import translator
from bot.paper.poster import write_posters
from bot.paper.sheet import PerPage, Poster


def _poster(number: int, unit: str = "荷塘苑 {} 幢") -> Poster:
    return Poster(
        community="幸福社区",
        unit=unit.format(number),
        call="楼长、副楼长、成员，请扫一扫",
        link=f"https://t.me/gridcall_test_bot?start=p{number:022d}",
        steps=("1  扫码", "2  點「開始」", "3  Wait"),
        promise="只发通知、记“收到”",
    )


@pytest.mark.parametrize(("per_page", "pages"), [(1, 5), (4, 2)])
def test_every_code_can_be_scanned_from_the_printed_page(per_page: PerPage, pages: int) -> None:
    document = pypdfium2.PdfDocument(write_posters(map(_poster, range(5)), per_page))
    assert len(document) == pages
    scanned = [
        code.text
        for page in document
        for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    ]
    assert sorted(scanned) == [_poster(number).link for number in range(5)]


def test_every_line_is_on_the_page_in_an_embedded_font() -> None:
    written = write_posters([_poster(3)])
    page = pypdfium2.PdfDocument(written)[0]
    said = page.get_textpage().get_text_bounded()
    for line in ("幸福社区", "荷塘苑 3 幢", "點「開始」", "只发通知、记“收到”", "3 Wait"):
        assert line in " ".join(said.split())
    assert b"/FontFile3" in written


def test_a_long_name_stays_inside_its_poster() -> None:
    poster = _poster(7, "幸福路社区" * 6 + " {} 幢")
    document = pypdfium2.PdfDocument(write_posters([poster, _poster(8)], 4))
    text = document[0].get_textpage()
    edges = [
        text.get_charbox(index)[2]
        for index in range(text.count_chars())
        if text.get_text_range(index, 1) == "幸"
    ]
    half = document[0].get_width() / 2
    assert edges
    assert max(edge for edge in edges if edge < half + 1) < half


def test_no_posters_make_an_empty_document_rather_than_an_error() -> None:
    assert io.BytesIO(write_posters([])).read(5) == b"%PDF-"


@pytest.mark.parametrize(
    ("language", "call", "steps"),
    [
        ("zh-hans", "楼长、副楼长、成员，请扫一扫", "分享手机号"),
        ("zh-hant", "樓長、副樓長、成員，請掃一掃", "分享手機號"),
        ("en", "Leads, deputies and helpers: please scan", "Share my phone number"),
    ],
)
def test_a_poster_speaks_the_language_of_whoever_prints_it(
    language: str, call: str, steps: str
) -> None:
    unit = PosterUnit(Spot("幸福社区"), Spot("3栋", "幸福里"), "https://t.me/bot?start=p_3")
    view = PostersFileView(Spot("幸福里"), (unit,), 1)
    made = render_posters(view, translator(language)).new_file
    assert made is not None
    assert made.posters is not None
    document = pypdfium2.PdfDocument(write_posters(made.posters.posters, made.posters.per_page))
    said = " ".join(document[0].get_textpage().get_text_bounded().split())
    assert call in said
    assert steps in said
    assert "3 " in said
