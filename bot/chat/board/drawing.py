"""Draws a board as SVG: for the page as it is, for chats as a picture, for print."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template

from bot.chat.board.legend import LOOKS, CellLook
from bot.chat.board.places import MapDrawing, map_drawing
from bot.chat.board.timeline import text_width, timeline_drawing
from bot.chat.board.values import BoardView
from bot.chat.looking.rows import title
from bot.chat.text import shorten, unit_name
from bot.chat.texts import Translator
from bot.chat.times import days_ago
from bot.instructions.board import Cell, CellState

FONT = "Noto Sans SC"
_MARGIN = 24
_GAP = 12
Link = Callable[[Cell], str | None]
"""Where a cell leads on the page; None for nowhere."""


@dataclass(frozen=True, slots=True)
class DrawingSheet:
    """How a drawing is laid out: its width, the columns of single units and of those that stand for
    several, and whether it says by itself what it shows (`headed`) and what its signs mean.
    `plan`: where the plan of a unit, by code, is found; None: it is part of the drawing."""

    width: int = 720
    singles: int = 4
    several: int = 2
    headed: bool = True
    legend: bool = True
    plan: Callable[[str, int], str] | None = None

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * _MARGIN

    @property
    def top(self) -> float:
        """Where the cells begin."""
        return 132 if self.headed else 12


PICTURE = DrawingSheet()
"""By itself: in a chat, or in print."""


def plan_address(code: str, version: int) -> str:
    """Where a page finds the plan of a unit. Each version has an address of its own, so that a
    browser keeps it while the page around it changes."""
    return f"/u/{quote(code, safe='')}/plan?v={version}"


IN_PAGE = DrawingSheet(width=560, singles=3, headed=False, plan=plan_address)
"""In a page, whose words say what it shows: larger on a phone."""
WITH_FILTERS = DrawingSheet(width=560, singles=3, headed=False, legend=False, plan=plan_address)
"""In a page with filters, which are its legend."""


@dataclass(frozen=True, slots=True)
class CellDrawing:
    """A cell in its place: the badge of its state, its name, `below` it how long ago those there
    answered anything, and where it stands for several units, how many lack nothing and the bar of
    all states."""

    x: float
    y: float
    width: float
    height: float
    look: CellLook
    state: CellState
    letter: str
    name: str
    below: str
    count: str
    bar: tuple[tuple[float, float, str], ...]
    link: str | None
    said: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of the legend."""

    x: float
    y: float
    look: CellLook
    state: CellState
    letter: str
    word: str


def draw_board(
    view: BoardView, t: Translator, link: Link = lambda _cell: None, sheet: DrawingSheet = PICTURE
) -> str:
    """The whole drawing."""
    found = _map(view, t, link, sheet)
    start = found.top + found.height + _GAP if found else sheet.top
    cells = _cells(view, t, link, sheet, start)
    below = max((each.y + each.height for each in cells), default=start) + 20
    marks = _legend(view, t, below, sheet) if sheet.legend else []
    below = max((each.y for each in marks), default=below) + (52 if marks else 0)
    timeline = timeline_drawing(view, t, below, sheet.width) if view.timeline else None
    below += timeline.height if timeline else 0
    return _template().render(
        font=FONT,
        width=sheet.width,
        height=below + 20,
        margin=_MARGIN,
        headed=sheet.headed,
        heading=_fitting(_title(view, t), sheet.inner, 30),
        place=_place(view, t),
        share=_share(view),
        bar=_bar(view.counts, sheet.inner),
        map=found,
        cells=cells,
        marks=marks,
        timeline=timeline,
        more=t.n("… and {n} more", "… and {n} more", view.more) if view.more else "",
        drawn=t("as of {time}", time=_moment(view.now, view, t)),
    )


@cache
def _template() -> Template:
    folder = Path(__file__).parent / "templates"
    found = Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return found.get_template("board.svg")


def _title(view: BoardView, t: Translator) -> str:
    if view.heading is None:
        return t("Readiness")
    return title(view.heading.instruction, t)


def _place(view: BoardView, t: Translator) -> str:
    return unit_name(view.unit.name, 24) if view.unit else t("All in my care")


def _share(view: BoardView) -> str:
    done = sum(each.done for each in view.all_cells)
    return f"{done}/{sum(each.total for each in view.all_cells)}"


def _map(view: BoardView, t: Translator, link: Link, sheet: DrawingSheet) -> MapDrawing | None:
    """Where the cells lie, above them."""
    found = view.map
    if found is None:
        return None
    picture = ""
    if found.code:
        picture = sheet.plan(found.code, found.version) if sheet.plan else _embedded(found.content)

    def said(cell: Cell) -> str:
        return _said(cell, heard_words(cell, view.now, t), t)

    return map_drawing(view.all_cells, found, t, link, said, sheet.top, sheet.inner, picture)


def _embedded(content: bytes | None) -> str:
    return "data:image/jpeg;base64," + b64encode(content).decode() if content else ""


def _cells(
    view: BoardView, t: Translator, link: Link, sheet: DrawingSheet, top: float
) -> list[CellDrawing]:
    columns, height = (sheet.singles, 84) if view.single else (sheet.several, 104)
    width = (sheet.inner - (columns - 1) * _GAP) / columns
    found = []
    for index, cell in enumerate(view.all_cells):
        row, column = divmod(index, columns)
        x, y = _MARGIN + column * (width + _GAP), top + row * (height + _GAP)
        found.append(_cell(cell, x, y, width, height, heard_words(cell, view.now, t), t, link))
    return found


def _cell(
    cell: Cell,
    x: float,
    y: float,
    width: float,
    height: float,
    heard: str,
    t: Translator,
    link: Link,
) -> CellDrawing:
    look, several = LOOKS[cell.state], cell.total > 1
    count = f"{cell.done}/{cell.total}" if several else ""
    return CellDrawing(
        x=x,
        y=y,
        width=width,
        height=height,
        look=look,
        state=cell.state,
        letter=t(look.letter),
        name=_fitting(unit_name(cell.unit.name, 24), width - 76 - (66 if count else 0), 25),
        below="" if several else heard,
        count=count,
        bar=tuple(_bar(cell.counts, width - 24)) if several else (),
        link=link(cell),
        said=_said(cell, heard, t),
    )


def _said(cell: Cell, heard: str, t: Translator) -> str:
    """What a cell says to those who do not see it."""
    words = (f"{n} {t(LOOKS[state].word)}" for state, n in _ordered(cell.counts))
    said = t(", ").join(words) if cell.total > 1 else t(LOOKS[cell.state].word)
    return f"{cell.unit.name}: {t(', ').join(each for each in (said, heard) if each)}"


def heard_words(cell: Cell, now: datetime, t: Translator) -> str:
    """12 天前: the last sign of life in a cell, where readiness is shown."""
    return "" if cell.alive_at is None else days_ago(cell.alive_at, now, t)


def _ordered(counts: Any) -> list[tuple[CellState, int]]:
    """What lacks nothing first, what most needs somebody last: as a bar fills."""
    return [(state, counts[state]) for state in reversed(CellState) if counts.get(state)]


def _bar(counts: Any, width: float) -> list[tuple[float, float, str]]:
    """Left edge, width and colour of each state's share."""
    total, x, found = sum(counts.values()) or 1, 0.0, []
    for state, n in _ordered(counts):
        found.append((round(x, 2), round(width * n / total, 2), LOOKS[state].fill))
        x += width * n / total
    return found


def _legend(view: BoardView, t: Translator, top: float, sheet: DrawingSheet) -> list[Mark]:
    column = sheet.inner / 2
    return [
        Mark(
            x=_MARGIN + index % 2 * column,
            y=top + index // 2 * 52 + 26,
            look=LOOKS[state],
            state=state,
            letter=t(LOOKS[state].letter),
            word=_fitting(f"{t(LOOKS[state].word)} {n}", column - 60, 22),
        )
        for index, (state, n) in enumerate(_ordered(view.counts))
    ]


def _moment(at: datetime, view: BoardView, t: Translator) -> str:
    wall = at.astimezone(view.zone)
    return t("{month}/{day} {time}", month=wall.month, day=wall.day, time=f"{wall:%H:%M}")


def _fitting(text: str, room: float, size: float) -> str:
    """The beginning of a text that is at most so wide."""
    kept = len(text)
    while kept > 1 and text_width(text[:kept], size) > room:
        kept -= 1
    return text if kept == len(text) else shorten(text, max(kept, 2))
