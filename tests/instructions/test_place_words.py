"""Typed places: numbers, ranges, branches, and what is none."""

from __future__ import annotations

import pytest

from bot.instructions.place_words import looks_like_places, places_in
from bot.roster.model import Unit

TREE = {
    "幸福里": ("3栋", "4栋", "5栋"),
    "和平苑": ("1栋", "2幢", "三号楼", "4栋", "6栋", "12栋", "商业楼"),
}


def _tree() -> list[Unit]:
    found = [Unit(1, "C", "幸福社区", "community", None, "1.")]
    for branch, buildings in TREE.items():
        at = len(found) + 1
        found.append(Unit(at, branch, branch, "branch", 1, f"1.{at}."))
        for name in buildings:
            number = len(found) + 1
            code = branch + name
            found.append(Unit(number, code, name, "building", at, f"1.{at}.{number}."))
    return found


KNOWN = _tree()


def read(text: str, here: str | None = None) -> tuple[str, ...] | None:
    """How the scope changes, and which units by code; what is not found or not clear behind it."""
    opened = next((unit for unit in KNOWN if unit.name == here), None)
    found = places_in(text, KNOWN, "building", opened)
    if found is None:
        return None
    codes = tuple(unit.code for unit in found.units)
    missing = tuple(f"-{name}" for name in found.missing)
    return (found.change.value, *codes, *missing, *(f"?{name}" for name in found.several))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("和平苑1-4", ("和平苑1栋", "和平苑2幢", "和平苑三号楼", "和平苑4栋")),
        ("和平苑 1 到 3 栋", ("和平苑1栋", "和平苑2幢", "和平苑三号楼")),
        ("和平苑4～1", ("和平苑1栋", "和平苑2幢", "和平苑三号楼", "和平苑4栋")),
        ("和平苑１－２", ("和平苑1栋", "和平苑2幢")),
        ("和平苑1、2、4号楼", ("和平苑1栋", "和平苑2幢", "和平苑4栋")),
        ("和平苑 1 2 4", ("和平苑1栋", "和平苑2幢", "和平苑4栋")),
        ("和平苑1栋2栋", ("和平苑1栋", "和平苑2幢")),
        ("和平苑三、四栋", ("和平苑三号楼", "和平苑4栋")),
        ("和平苑十二栋", ("和平苑12栋",)),
        ("和平苑商业楼", ("和平苑商业楼",)),
        ("商业楼", ("和平苑商业楼",)),
        ("幸福里", ("幸福里",)),
        ("幸福里、和平苑1栋", ("幸福里", "和平苑1栋")),
        ("幸福里3栋和平苑1栋", ("幸福里3栋", "和平苑1栋")),
        ("发给幸福里3、4栋和和平苑", ("幸福里3栋", "幸福里4栋", "和平苑")),
        ("1-2栋", ("和平苑1栋", "和平苑2幢")),
        ("5栋", ("幸福里5栋",)),
        ("12", ("和平苑12栋",)),
    ],
)
def test_places_that_are_understood(text: str, units: tuple[str, ...]) -> None:
    assert read(text) == ("choose", *units)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("只要幸福里3栋", "only"),
        ("只发给幸福里3栋", "only"),
        ("不要幸福里3栋", "remove"),
        ("除了幸福里3栋以外", "remove"),
        ("再加幸福里3栋", "add"),
        ("还有幸福里3栋吧", "add"),
    ],
)
def test_what_becomes_of_them(text: str, change: str) -> None:
    assert read(text) == (change, "幸福里3栋")


def test_what_is_not_found_is_named_and_the_rest_is_taken() -> None:
    assert read("和平苑4-6") == ("choose", "和平苑4栋", "和平苑6栋", "-和平苑5")
    assert read("幸福里9栋") == ("choose", "-幸福里9")


def test_a_number_of_several_branches_is_not_guessed() -> None:
    assert read("3栋") == ("choose", "?3")
    assert read("3-5栋") == ("choose", "?3-5")
    assert read("3-5栋", here="幸福里") == ("choose", "幸福里3栋", "幸福里4栋", "幸福里5栋")


@pytest.mark.parametrize(
    "text",
    [
        "今晚停水",
        "15:00前回复",
        "1栋着火了",
        "荷塘苑3栋",
        "和平苑3栋今晚停水",
        "",
        "。",
        "好的",
        "和平苑1-900",
    ],
)
def test_other_words_are_no_places(text: str) -> None:
    assert read(text) is None


def test_what_may_be_meant_as_places_though_it_was_not_understood() -> None:
    assert looks_like_places("荷塘苑3栋", KNOWN)
    assert looks_like_places("和平苑东边那几栋", KNOWN)
    assert not looks_like_places("请大家15:00前回复", KNOWN)
    assert not looks_like_places(
        "和平苑3栋、4栋今晚十点到明早六点停水检修，请互相转告，提前储水备用。", KNOWN
    )
