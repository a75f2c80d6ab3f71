"""Name cells: words beside a name, people who have left, several names."""

from __future__ import annotations

import pytest

from bot.roster.cells.name import left_in, means_nobody, read_names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("王芳", [("王芳", "", "")]),
        ("丙三(代)", [("丙三", "代", "")]),
        ("王芳（女，党员）", [("王芳", "女，党员", "")]),
        ("乙九（退）", [("乙九", "", "退")]),
        ("乙九（已离任）", [("乙九", "", "已离任")]),
        ("乙九(2026年3月调走)", [("乙九", "", "2026年3月调走")]),
        ("乙九已退", [("乙九", "", "已退")]),
        ("乙九-离任", [("乙九", "", "离任")]),
        ("丙一/丙二", [("丙一", "", ""), ("丙二", "", "")]),
        ("丙一、丙二（代）", [("丙一", "", ""), ("丙二", "代", "")]),
        ("丙一（退）/丙二", [("丙一", "", "退"), ("丙二", "", "")]),
        ("丙一\n丙二丁", [("丙一", "", ""), ("丙二丁", "", "")]),
        ("丙一/待定", [("丙一", "", "")]),
        ("欧阳娜娜", [("欧阳娜娜", "", "")]),
        ("买买提·艾力", [("买买提·艾力", "", "")]),
        ("Tan, Ah Kow", [("Tan, Ah Kow", "", "")]),
        ("Raj s/o Kumar", [("Raj s/o Kumar", "", "")]),
        ("Tan Ah Kow (Alex)", [("Tan Ah Kow (Alex)", "", "")]),
        ("Lim Mei / Goh Seng", [("Lim Mei", "", ""), ("Goh Seng", "", "")]),
        ("O'Brien", [("O'Brien", "", "")]),
        ("张离任", [("张离任", "", "")]),
    ],
)
def test_the_people_of_a_cell(text: str, people: list[tuple[str, str, str]]) -> None:
    assert [(each.name, each.note, each.gone) for each in read_names(text)] == people


@pytest.mark.parametrize("text", ["", "待定", "空缺", "（空缺）", "/", "暂无", "TBD", "N/A", "—"])
def test_words_for_nobody(text: str) -> None:
    assert means_nobody(text)
    assert read_names(text) == ()


@pytest.mark.parametrize(
    "note",
    [
        "离任",
        "已退",
        "2026年3月已离任，待补",
        "已搬走",
        "退",
        "已调走",
        "2026.3离任",
        "搬离了",
        "已離任",
    ],
)
def test_a_note_by_which_somebody_has_left(note: str) -> None:
    assert left_in(note)


@pytest.mark.parametrize(
    "note",
    [
        "离退休干部",
        "退休",
        "已退休",
        "退役军人",
        "接替离任书记",
        "未离任",
        "代",
        "党员",
        "待补",
        "",
    ],
)
def test_a_note_by_which_nobody_has_left(note: str) -> None:
    assert not left_in(note)
