from __future__ import annotations

import pytest

from bot.roster.likeness import (
    contact_likeness,
    fits_best,
    fitting,
    likest,
    likest_first,
)
from bot.roster.model import Member, Post, PostKind, Unit
from bot.roster.seats import Seat

BRANCH = Unit(1, "XFL", "幸福里", "branch", None, "1.")
OTHER = Unit(2, "HPY", "和平苑", "branch", None, "2.")
THREE = Unit(3, "XFL-3", "3栋", "building", 1, "1.3.")
OTHER_THREE = Unit(4, "HPY-3", "3幢", "building", 2, "2.4.")
THIRTEEN = Unit(5, "XFL-13", "13栋", "building", 1, "1.5.")
UNITS = (BRANCH, THREE, THIRTEEN, OTHER, OTHER_THREE)

WANG = Member(1, "王芳")
NAMESAKE = Member(2, "王芳")
ZHANG = Member(3, "张三")


def of(member: Member, unit: Unit) -> tuple[Member, list[Seat]]:
    return member, [Seat(Post(member.id, unit.id, PostKind.LEAD), unit, member)]


CANDIDATES = [of(WANG, THREE), of(NAMESAKE, THIRTEEN), of(ZHANG, OTHER_THREE)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3 栋楼长王芳", WANG),
        ("我是三号楼的王　芳", WANG),
        ("13栋 王芳", NAMESAKE),
        ("王芳", None),
        ("張三", ZHANG),
        ("3栋的人", None),
        ("", None),
    ],
)
def test_whom_words_are_about(words: str, found: Member | None) -> None:
    assert likest(words, CANDIDATES) == found


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("幸福里楼长群", ["XFL"]),
        ("幸福里3栋", ["XFL-3", "XFL", "HPY-3"]),
        ("和平苑三号楼邻里群", ["HPY-3", "XFL-3", "HPY"]),
        ("13栋", ["XFL-13"]),
        ("邻里群", []),
        ("", []),
    ],
)
def test_whose_group_a_title_says_it_is(title: str, codes: list[str]) -> None:
    assert [unit.code for unit in fitting(title, UNITS)] == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("幸福里3栋", ["XFL-3"]),
        ("3栋", ["XFL-3", "HPY-3"]),
        ("和平苑", ["HPY"]),
        ("13栋的", ["XFL-13"]),
        ("幸福里与和平苑", ["XFL", "HPY"]),
        ("谁", []),
    ],
)
def test_the_units_that_words_name_best(words: str, codes: list[str]) -> None:
    assert [unit.code for unit in fits_best(words, UNITS)] == codes


def test_of_names_that_hold_one_another_the_longest_is_meant() -> None:
    garden, south = (
        Unit(number, code, name, "branch", None, f"{number}.")
        for number, code, name in ((1, "G", "花园"), (2, "S", "南花园"))
    )
    assert fits_best("南花园的", [garden, south]) == [south]
    assert fits_best("花园的", [garden, south]) == [garden]
    assert fits_best("花园", []) == []


def test_who_may_be_the_same_person_comes_first() -> None:
    phone = "+8613800000001"
    by_number, by_name = Member(4, "李某某", phone), Member(5, "王 芳芳", "+8613800000002")
    alike, unlike = Member(6, "王芳"), Member(7, "张三")
    others = [unlike, alike, by_name, by_number]
    assert likest_first(Member(9, "王芳芳", phone), others) == [by_number, by_name, alike, unlike]
    assert likest_first(Member(9, "王芳芳"), others) == [by_name, alike, unlike, by_number], (
        "two without a number do not share one"
    )
    assert likest_first(Member(9, "张三"), [alike, unlike]) == [unlike, alike]


@pytest.mark.parametrize(
    "called",
    ["王芳", "3栋王芳", "芳芳", "Wang Fang", "wangfang", "Fang Wang", "王方", "阿芳", "三号楼芳姐"],
)
def test_a_contact_is_likest_to_the_name_a_person_would_think_of(called: str) -> None:
    others = [("李强", THIRTEEN), ("王秀英", THIRTEEN), ("赵敏", BRANCH)]
    best = contact_likeness(called, "王芳", [THREE])
    assert all(contact_likeness(called, name, [unit]) < best for name, unit in others)


def test_a_name_in_other_signs_and_a_named_building_are_told_apart() -> None:
    assert contact_likeness("張三", "张三", []) == 100
    assert contact_likeness("3栋邻居", "王芳", [THREE]) > contact_likeness("3栋邻居", "王芳", [])
    assert contact_likeness("", "王芳", []) < 10
