"""A phone with two names leads to a question."""

from __future__ import annotations

from bot.roster.care import Care
from bot.roster.proposal import compare
from tests.roster.apply import apply_to
from tests.roster.sample import TIERS, roster, sheet
from tests.roster.words import words

BEFORE = roster()
RENAMED = """
幸福社区/二期      | 书记 | 郑七   | 13800000007
幸福社区/二期/1栋  | 楼长 | 王八二 | 13800000008
"""
TWICE = """
和平社区/东区/1栋 | 楼长 | 甲 | 13900000001
和平社区/东区/2栋 | 楼长 | 乙 | 13900000001
"""


def told(table: str, answers: dict[str, bool] | None = None) -> list[str]:
    return words(compare(sheet(table), BEFORE, TIERS, answers=answers), BEFORE)


def test_the_rosters_name_and_the_files_are_asked_and_the_row_waits() -> None:
    assert told(RENAMED) == ["m9-r3: 王八一 or 王八二 138****0008?"]
    assert compare(sheet(RENAMED), BEFORE, TIERS).spared == (5,)


def test_yes_renames() -> None:
    expected = ["王八一 +8613800000008 is 王八二 +8613800000008"]
    assert told(RENAMED, {"m9-r3": True}) == expected


def test_no_makes_two_people_who_share_the_number() -> None:
    assert told(RENAMED, {"m9-r3": False}) == [
        "new 王八二 +8613800000008",
        "幸福社区/二期/1栋 lead: 王八二 instead of 王八一",
        "王八一 leaves",
    ]


def test_what_was_answered_is_not_asked_again() -> None:
    for answer in (True, False):
        found = compare(sheet(RENAMED), BEFORE, TIERS, answers={"m9-r3": answer})
        after = apply_to(BEFORE, found)
        again = compare(sheet(RENAMED), after, TIERS)
        assert again.is_empty
        assert not again.questions


def test_a_number_its_owner_has_changed_is_free_for_another() -> None:
    table = RENAMED.replace("郑七   | 13800000007", "郑七 | 13900000007")
    assert told(table.replace("王八二 | 13800000008", "王八一 | 13800000007")) == [
        "郑七 +8613800000007 is 郑七 +8613900000007",
        "王八一 +8613800000008 is 王八一 +8613800000007",
    ]


def test_two_names_within_the_file_are_asked() -> None:
    found = compare(sheet(TWICE), BEFORE, TIERS)
    (question,) = found.questions
    assert (question.id, question.rows, question.names) == ("r2-r3", (2, 3), ("甲", "乙"))
    assert [new.name for new in found.new_members] == ["甲"]


def test_two_names_of_one_person_within_the_file() -> None:
    assert "和平社区/东区/2栋 lead: 甲" in told(TWICE, {"r2-r3": True})


def test_a_shared_number_is_known_for_both_from_then_on() -> None:
    after = apply_to(BEFORE, compare(sheet(TWICE), BEFORE, TIERS, answers={"r2-r3": False}))
    assert [member.phone for member in after.members.values()][-2:] == ["+8613900000001"] * 2
    again = compare(sheet(TWICE), after, TIERS)
    assert again.is_empty
    assert not again.questions


def test_a_person_outside_the_senders_care_is_neither_asked_about_nor_named() -> None:
    table = "幸福社区/二期/1栋 | 楼长 | 某某 | 13800000004"
    second = BEFORE.units[5]
    found = compare(sheet(table), BEFORE, TIERS, Care((second.path,)))
    assert words(found, BEFORE) == ["row 2: person_outside_care"]
    (fault,) = found.faults
    assert dict(fault.facts) == {"name": "某某"}
