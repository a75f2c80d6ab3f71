"""What stands in a drawing where there is little room."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.chat.board.drawing import IN_PAGE, draw_board
from bot.chat.board.values import BoardView
from bot.chat.texts import translator
from bot.instructions.board import Cell, CellState
from bot.roster.model import Unit

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def drawn(language: str, **states: CellState) -> str:
    return drawn_counts(language, {name: {state: 1} for name, state in states.items()})


def drawn_counts(language: str, counts: dict[str, dict[CellState, int]]) -> str:
    units = [Unit(n, f"u{n}", name, "building", 1, f"/1/{n}/") for n, name in enumerate(counts, 2)]
    cells = tuple(Cell(*each) for each in zip(units, counts.values(), strict=True))
    view = BoardView(heading=None, unit=None, unit_id=0, own=None, cells=cells, now=NOW,
                     zone=ZoneInfo("Asia/Shanghai"))  # fmt: skip
    return draw_board(view, translator(language), sheet=IN_PAGE)


def test_a_long_name_keeps_its_beginning_and_its_number() -> None:
    long = drawn("zh-hans", 阳光公寓东区甲座3号楼=CellState.READY, 阳光公寓5号楼=CellState.READY)
    assert re.findall(r'class="b-two"[^>]*>([^<]*)<', long) == [
        "阳光公寓", "…座3号楼", "阳光公寓", "5号楼",
    ]  # fmt: skip
    assert re.findall(r'class="b-name"[^>]*>([^<]*)<', drawn("zh-hans", 门房=CellState.READY)) == [
        "门房"
    ]


def test_a_name_that_fits_when_smaller_stays_in_one_line() -> None:
    counts = {CellState.READY: 13, CellState.VACANT: 1}
    found = drawn_counts("zh-hans", {"10号小区": counts})
    assert re.findall(r'<text class="(b-\w+)"[^>]*>(10[^<]*|)<', found) == [("b-two", "10 号小区")]


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_the_legend_never_loses_a_count(language: str) -> None:
    states = {f"n{n}": each for n, each in enumerate(CellState)}
    found = re.findall(r'font-size="22"[^>]*>([^<]*)<', drawn(language, **states))
    assert len(found) == len(CellState)
    assert all(each.endswith(" 1") for each in found), found
