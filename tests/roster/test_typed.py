"""People and units as typed in chat, and whom of the roster a typed person may be."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.roster.model import Member, Roster
from bot.roster.typed_person import (
    Acquaintance,
    TypedPerson,
    acquainted,
    read_number,
    read_one_name,
    read_person,
)
from bot.roster.typed_unit import read_unit_name, read_unit_names
from tests.roster.sample import roster

PHONE = "+8613800138000"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("王芳", TypedPerson("王芳")),
        ("王　芳 ", TypedPerson("王芳")),
        ("王芳 13800138000", TypedPerson("王芳", PHONE)),
        ("王芳，138-0013-8000", TypedPerson("王芳", PHONE)),
        ("13800138000 王芳", TypedPerson("王芳", PHONE)),
        ("王芳：１３８００１３８０００", TypedPerson("王芳", PHONE)),
        ("王芳 13800138000（儿子代接）", TypedPerson("王芳", PHONE, "儿子代接")),
        ("王芳 13800138000（微信同号）", TypedPerson("王芳", PHONE)),
        ("王芳 (+86)13800138000", TypedPerson("王芳", PHONE)),
        ("John Smith +852 9123 4567", TypedPerson("John Smith", "+85291234567")),
    ],
)
def test_a_name_with_or_without_a_number(text: str, person: TypedPerson) -> None:
    assert read_person(text, "CN") == person


@pytest.mark.parametrize(
    ("text", "reason", "facts"),
    [
        ("", "not_a_name", {"said": ""}),
        ("空缺", "not_a_name", {"said": "空缺"}),
        ("王芳、李强", "not_a_name", {"said": "王芳、李强"}),
        ("王芳（已离任）", "not_a_name", {"said": "王芳（已离任）"}),
        ("今晚停水，请大家储水。谢谢大家支持配合工作", "not_a_name",
         {"said": "今晚停水，请大家储水。谢谢大家支持配合工"}),
        ("王芳是我们楼的楼长啊", "not_a_name", {"said": "王芳是我们楼的楼长啊"}),
        ("王芳 1380013", "no_number_in", {"said": "1380013"}),
        ("13800138000", "not_a_name", {"said": ""}),
    ],
)  # fmt: skip
def test_what_is_no_person(text: str, reason: str, facts: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        read_person(text, "CN")
    assert (refused.value.reason, refused.value.facts) == (reason, facts)


def test_a_name_is_at_most_eight_characters_or_forty_letters() -> None:
    assert read_one_name("欧阳上官司马诸葛") == "欧阳上官司马诸葛"
    assert read_one_name("A" * 40) == "A" * 40
    for long in ("欧阳上官司马诸葛王", "A" * 41):
        with pytest.raises(Refused):
            read_one_name(long)


def test_a_number_with_the_words_beside_it() -> None:
    assert read_number(" 138 0013 8000 ", "CN") == (PHONE, "")
    assert read_number("13800138000（儿子代接）", "CN") == (PHONE, "儿子代接")
    with pytest.raises(Refused) as refused:
        read_number("没有", "CN")
    assert (refused.value.reason, refused.value.facts) == ("no_number_in", {"said": "没有"})


BEFORE = roster()
ONE = next(unit.id for unit in BEFORE.units.values() if unit.code == "幸福社区-1期-1")
TWO = next(unit.id for unit in BEFORE.units.values() if unit.code == "幸福社区-1期-2")
LI, ZHOU = (next(m for m in BEFORE.members.values() if m.name == name) for name in ("李四", "周五"))


def nobody_foreign(_member: Member) -> bool:
    return False


def foreign(_member: Member) -> bool:
    return True


def known(typed: TypedPerson, unit: int = ONE, before: Roster = BEFORE) -> Acquaintance:
    return acquainted(typed, unit, before, nobody_foreign)


def test_number_and_name_together_are_sure() -> None:
    typed = TypedPerson("李 四", LI.phone)
    assert known(typed, TWO) == Acquaintance(sure=LI)
    assert acquainted(typed, TWO, BEFORE, foreign) == Acquaintance(sure=LI)
    assert known(typed, TWO).asked == ()


def test_a_name_is_sure_within_its_unit_and_asked_elsewhere() -> None:
    assert known(TypedPerson("周五")) == Acquaintance(sure=ZHOU)
    assert known(TypedPerson("周五"), TWO) == Acquaintance(by_name=(ZHOU,))
    assert known(TypedPerson("周五"), TWO).asked == (ZHOU,)
    assert acquainted(TypedPerson("周五"), ONE, BEFORE, foreign) == Acquaintance()
    assert known(TypedPerson("谁")) == Acquaintance()


def test_two_numbers_are_two_people_of_one_name() -> None:
    assert known(TypedPerson("李四", PHONE), TWO) == Acquaintance()
    assert known(TypedPerson("周五", PHONE), TWO) == Acquaintance(by_name=(ZHOU,))


def test_a_number_under_another_name_is_asked() -> None:
    typed = TypedPerson("周五", LI.phone)
    found = known(typed)
    assert (found.sure, found.by_phone, found.asked) == (None, LI, (LI,))
    with pytest.raises(Refused, match="phone_elsewhere"):
        acquainted(typed, ONE, BEFORE, foreign)


@pytest.mark.parametrize("text", ["", "。。", "1栋\n2栋", "长" * 41])
def test_what_is_no_unit(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_unit_name(text)
    assert refused.value.reason == "not_a_unit"
    assert refused.value.facts == {"said": text.strip()[:20]}


def test_one_unit_or_several() -> None:
    assert read_unit_name(" ３ 栋 ") == "3栋"
    assert read_unit_name("长" * 40) == "长" * 40
    assert read_unit_names("6、7栋", lowest=True) == ("6栋", "7栋")
    assert read_unit_names("6、7期", lowest=False) == ("6、7期",)
    assert read_unit_names("1-3栋", lowest=False) == ("1-3栋",)
    with pytest.raises(Refused) as refused:
        read_unit_names("1-3栋", lowest=True)
    assert (refused.value.reason, refused.value.facts) == ("range_or_one", {"said": "1-3栋"})
