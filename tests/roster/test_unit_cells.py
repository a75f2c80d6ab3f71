"""Lists, ranges and stairwells in the cell of a building."""

from __future__ import annotations

import pytest

from bot.roster.cells.unit import is_one_of_a_kind, read_unit


@pytest.mark.parametrize(
    "text",
    [
        "A座",
        "甲3号楼",
        "3栋",
        "101弄12号",
        "一期5栋",
        "商铺",
        "四季花城",
        "3-1栋",
        "和平里一区",
        "第一座",
        "Block 12",
        "12A",
        "三、四期会所",
    ],
)
def test_one_building_by_its_own_name(text: str) -> None:
    found = read_unit(text)
    assert (found.names, found.note, found.range) == ((text,), "", ())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("6、7栋", ("6栋", "7栋")),
        ("6栋、7栋", ("6栋", "7栋")),
        ("6/7号楼", ("6号楼", "7号楼")),
        ("6,7,8幢", ("6幢", "7幢", "8幢")),
        ("六和七栋", ("六栋", "七栋")),
        ("A、B座", ("A座", "B座")),
        ("6#、7#", ("6#", "7#")),
        ("1至3栋", ("1栋", "2栋", "3栋")),
        ("1栋到2栋", ("1栋", "2栋")),
        ("6、6栋", ("6栋",)),
    ],
)
def test_several_buildings(text: str, names: tuple[str, ...]) -> None:
    assert read_unit(text).names == names


@pytest.mark.parametrize("text", ["1-3栋", "1—3栋", "1栋-3栋"])
def test_what_may_be_a_range(text: str) -> None:
    found = read_unit(text)
    assert (found.names, found.range) == ((text,), ("1栋", "2栋", "3栋"))


@pytest.mark.parametrize(
    ("text", "building", "note"),
    [
        ("5栋1单元", "5栋", "1单元"),
        ("5号楼二单元", "5号楼", "二单元"),
        ("5栋1、2单元", "5栋", "1、2单元"),
        ("12号101室", "12号", "101室"),
        ("5栋1单元301室", "5栋", "1单元301室"),
        ("甲3号楼2单元", "甲3号楼", "2单元"),
    ],
)
def test_a_stairwell_is_no_building(text: str, building: str, note: str) -> None:
    found = read_unit(text)
    assert (found.names, found.note) == ((building,), note)


def test_names_with_a_dash_stand_beside_one_another() -> None:
    assert is_one_of_a_kind("3-5栋", {"3-5栋", "3-4栋"})
    assert not is_one_of_a_kind("1-3栋", {"1-3栋", "4-6栋", "5栋"})
