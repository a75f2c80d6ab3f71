"""Draws a board as SVG: for the page as it is, for chats as a picture, for print."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from math import ceil, sqrt
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from bot.chat.board.legend import LOOKS, CellLook
from bot.chat.board.places import MapDrawing, map_drawing
from bot.chat.board.timeline import text_width, timeline_drawing
from bot.chat.board.values import BoardView
from bot.chat.looking.rows import title
from bot.chat.text import shorten, unit_name
from bot.chat.texts import Translator, translator
from bot.chat.times import days_ago
from bot.instructions.board import Cell, CellState

FONT = "Noto Sans SC"
_MARGIN = 24
_GAP = 12
_NARROW = 270
"""How wide a cell is at most where there are many."""
_NAME, _SMALL = 25, 19
"""Sizes of a cell's name in one line and in two."""
_DRAWN = 8192
"""Cells whose drawing is kept: of some dozen pages."""
Counts = tuple[tuple[CellState, int], ...]
"""How many units stand how, in the order of a bar."""
Link = Callable[[Cell], str | None]
"""Where a cell leads on the page; None for nowhere."""


@dataclass(frozen=True, slots=True)
class DrawingSheet:
    """How a drawing is laid out: its width, the columns of single units and of those that stand for
    several, and whether it says by itself what it shows (`headed`) and what its signs mean.
    `plan`: where the plan of a unit, by code, is found; None: it is part of the drawing. `styled`:
    it says by itself how it looks, too, which in a page the page's style sheet does. `tallest`: it
    becomes wider, with more columns, where it would be taller than so many times its width."""

    width: int = 720
    singles: int = 4
    several: int = 2
    headed: bool = True
    legend: bool = True
    plan: Callable[[str, int], str] | None = None
    styled: bool = False
    tallest: float | None = None

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - 2 * _MARGIN

    @property
    def top(self) -> float:
        """Where the cells begin."""
        return 132 if self.headed else 12


PICTURE = DrawingSheet(styled=True, tallest=1.5)
"""By itself: in a chat, or in print. Chats shrink a picture until its longer side fits."""
ON_WALL = DrawingSheet(headed=False, tallest=0.6)
"""On a hall's screen, which is wide, and whose words say what it shows."""


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
    """A cell and its place: all that its drawing follows from, so that a cell which has not changed
    is not drawn again. `heard`: how long ago somebody there answered anything."""

    x: float
    y: float
    width: float
    height: float
    name: str
    counts: tuple[tuple[CellState, int], ...]
    done: int
    state: CellState
    heard: str
    link: str | None
    language: str


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
    sheet = _widened(sheet, view)
    found = _map(view, t, link, sheet)
    start = found.top + found.height + _GAP if found else sheet.top
    cells = _cells(view, t, link, sheet, start)
    below = max((each.y + each.height for each in cells), default=start) + 20
    marks = _legend(view, t, below, sheet) if sheet.legend else []
    below = max((each.y for each in marks), default=below) + (52 if marks else 0)
    timeline = timeline_drawing(view, t, below, sheet.width) if view.timeline else None
    below += timeline.height if timeline else 0
    return _template("board.svg").render(
        styled=sheet.styled,
        cell_size=_cell_size(view, sheet),
        looks=_looks(view, t),
        font=FONT,
        width=sheet.width,
        height=below + 20,
        margin=_MARGIN,
        headed=sheet.headed,
        heading=_fitting(_title(view, t), sheet.inner, 30),
        place=_place(view, t),
        share=_share(view),
        bar=_bar(tuple(_ordered(view.counts)), sheet.inner),
        map=found,
        cells=[cell_drawn(each) for each in cells],
        marks=marks,
        timeline=timeline,
        more=_more(len(view.undrawn), t),
        drawn=t("as of {time}", time=_moment(view.now, view, t)),
    )


@cache
def _template(name: str) -> Template:
    folder = Path(__file__).parent / "templates"
    found = Environment(
        loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return found.get_template(name)


def _looks(view: BoardView, t: Translator) -> list[tuple[str, CellLook, str]]:
    """The badges that cells refer to, each once: name, look and letter."""
    states = dict.fromkeys(each.state for each in view.all_cells)
    return [(state.value, LOOKS[state], t(LOOKS[state].letter)) for state in states]


def _title(view: BoardView, t: Translator) -> str:
    if view.heading is None:
        return t("Readiness")
    return title(view.heading.instruction, t)


def _place(view: BoardView, t: Translator) -> str:
    return unit_name(view.unit.name, 24) if view.unit else t("All in my care")


def _share(view: BoardView) -> str:
    return f"{view.done}/{view.total}"


def _more(undrawn: int, t: Translator) -> str:
    return t.n("… and {n} more", "… and {n} more", undrawn) if undrawn else ""


def _map(view: BoardView, t: Translator, link: Link, sheet: DrawingSheet) -> MapDrawing | None:
    """Where the cells lie, above them."""
    found = view.map
    if found is None:
        return None
    picture = ""
    if found.code:
        picture = sheet.plan(found.code, found.version) if sheet.plan else _embedded(found.content)

    def said(cell: Cell) -> str:
        counts = tuple(_ordered(cell.counts))
        return _said(cell.unit.name, counts, heard_words(cell, view.now, t), t)

    return map_drawing(view.all_cells, found, t, link, said, sheet.top, sheet.inner, picture)


def _embedded(content: bytes | None) -> str:
    return "data:image/jpeg;base64," + b64encode(content).decode() if content else ""


def _columns(view: BoardView, sheet: DrawingSheet) -> int:
    return sheet.singles if view.single else sheet.several


def _cell_size(view: BoardView, sheet: DrawingSheet) -> tuple[float, float]:
    columns = _columns(view, sheet)
    width = (sheet.inner - (columns - 1) * _GAP) / columns
    return round(width, 1), 84 if view.single else 104


def _widened(sheet: DrawingSheet, view: BoardView) -> DrawingSheet:
    """With as many columns as keep it from being too tall."""
    cells, before = len(view.all_cells), _columns(view, sheet)
    width, height = _cell_size(view, sheet)
    if sheet.tallest is None or cells * (height + _GAP) <= sheet.tallest * sheet.width * before:
        return sheet
    wide = min(width, _NARROW)
    columns = max(before, ceil(sqrt(cells * (height + _GAP) / sheet.tallest / (wide + _GAP))))
    inner = int(columns * (wide + _GAP) - _GAP)
    more = max(inner + 2 * _MARGIN, sheet.width)
    return replace(sheet, width=more, singles=columns, several=columns)


def _cells(
    view: BoardView, t: Translator, link: Link, sheet: DrawingSheet, top: float
) -> list[CellDrawing]:
    columns = _columns(view, sheet)
    width, height = _cell_size(view, sheet)
    return [
        CellDrawing(
            x=_MARGIN + index % columns * (width + _GAP),
            y=top + index // columns * (height + _GAP),
            width=width,
            height=height,
            name=cell.unit.name,
            counts=tuple(_ordered(cell.counts)),
            done=cell.done,
            state=cell.state,
            heard=heard_words(cell, view.now, t),
            link=link(cell),
            language=t.language,
        )
        for index, cell in enumerate(view.all_cells)
    ]


@lru_cache(maxsize=_DRAWN)
def cell_drawn(cell: CellDrawing) -> Markup:
    """A cell as SVG, on one line: the badge of its state, its name, below it how long ago those
    there answered anything, and where it stands for several units, how many lack nothing and the
    bar of all states."""
    t, several = translator(cell.language), sum(n for _, n in cell.counts) > 1
    count = f"{cell.done}/{sum(n for _, n in cell.counts)}" if several else ""
    room = cell.width - 76 - (66 if count else 0)
    names = _name_lines(unit_name(cell.name, 24), room, two=several or not cell.heard)
    drawn = _template("cell.svg").render(
        cell=cell,
        names=names,
        small=len(names) > 1 or text_width(names[0], _NAME) > room,
        below="" if several else cell.heard,
        count=count,
        bar=_bar(cell.counts, cell.width - 24) if several else (),
        said=_said(cell.name, cell.counts, cell.heard, t),
    )
    return Markup(drawn.replace("\n", ""))  # noqa: S704 - its template escapes what people wrote


def _name_lines(name: str, room: float, *, two: bool) -> list[str]:
    """A name in one line, smaller where it must be, else in two small ones: how it begins and how
    it ends, where its number stands."""
    if not two or text_width(name, _NAME) <= room:
        return [_fitting(name, room, _NAME)]
    if text_width(name, _SMALL) <= room:
        return [name]
    cut = _most(len(name), lambda n: text_width(name[:n], _SMALL) <= room)
    while cut > 1 and name[cut - 1].isdecimal():  # a number stands with what it counts
        cut -= 1
    first, rest = name[:cut], name[cut:]
    if text_width(rest, _SMALL) <= room:
        return [first, rest]
    end = _most(len(rest), lambda n: text_width("…" + rest[-n:], _SMALL) <= room)
    return [first, "…" + rest[-end:]]


def _most(most: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `most` that fits, at least 1."""
    return next((n for n in range(most, 1, -1) if fits(n)), 1)


def _said(name: str, counts: Counts, heard: str, t: Translator) -> str:
    """What a cell says to those who do not see it."""
    several = sum(n for _, n in counts) > 1
    words = (f"{n} {t(LOOKS[state].word)}" if several else t(LOOKS[state].word)
             for state, n in counts)  # fmt: skip
    return f"{name}: {t(', ').join(each for each in (*words, heard) if each)}"


def heard_words(cell: Cell, now: datetime, t: Translator) -> str:
    """12 天前: the last sign of life in a cell, where readiness is shown."""
    return "" if cell.alive_at is None else days_ago(cell.alive_at, now, t)


def _ordered(counts: Mapping[CellState, int]) -> list[tuple[CellState, int]]:
    """What lacks nothing first, what most needs somebody last: as a bar fills."""
    return [(state, counts[state]) for state in reversed(CellState) if counts.get(state)]


def _bar(counts: Counts, width: float) -> list[tuple[float, float, str]]:
    """Left edge, width and colour of each state's share."""
    total, x, found = sum(n for _, n in counts) or 1, 0.0, []
    for state, n in counts:
        found.append((round(x, 2), round(width * n / total, 2), LOOKS[state].fill))
        x += width * n / total
    return found


def _legend(view: BoardView, t: Translator, top: float, sheet: DrawingSheet) -> list[Mark]:
    said = [(state, f"{t(LOOKS[state].word)} {n}") for state, n in _ordered(view.counts)]
    wide = max((text_width(each, _MARKED) for _, each in said), default=0)
    columns = 2 if wide <= sheet.inner / 2 - 60 else 1
    column = sheet.inner / columns
    return [
        Mark(
            x=_MARGIN + index % columns * column,
            y=top + index // columns * 52 + 26,
            look=LOOKS[state],
            state=state,
            letter=t(LOOKS[state].letter),
            word=_fitting(word, column - 60, _MARKED),
        )
        for index, (state, word) in enumerate(said)
    ]


_MARKED = 22
"""The size of the legend's words."""


def _moment(at: datetime, view: BoardView, t: Translator) -> str:
    wall = at.astimezone(view.zone)
    return t("{month}/{day} {time}", month=wall.month, day=wall.day, time=f"{wall:%H:%M}")


def _fitting(text: str, room: float, size: float) -> str:
    """The beginning of a text that is at most so wide."""
    kept = len(text)
    while kept > 1 and text_width(text[:kept], size) > room:
        kept -= 1
    return text if kept == len(text) else shorten(text, max(kept, 2))
