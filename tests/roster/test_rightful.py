"""Checked again when a difference is carried out: does it stay within its sender's care?"""

from __future__ import annotations

import pytest

from bot.roster.care import EVERYTHING, Care
from bot.roster.difference import (
    Assign,
    ChangedMember,
    ChangedPost,
    Difference,
    DroppedPost,
    NewMember,
    NewPost,
    NewUnit,
    RemovedUnit,
    RenamedUnit,
    Vacate,
)
from bot.roster.model import PostKind
from bot.roster.rightful import rightful
from tests.roster.sample import roster

BEFORE = roster()
UNITS = {unit.code: unit for unit in BEFORE.units.values()}
COMMUNITY, FIRST, SECOND = (UNITS[code] for code in ("幸福社区", "幸福社区-1期", "幸福社区-2期"))
ONE, OTHER = UNITS["幸福社区-1期-1"], UNITS["幸福社区-2期-1"]
LIAISON = Care((FIRST.path,))


def seat(unit_id: int, kind: PostKind) -> int:
    """The seat of that kind in a unit."""
    return next(each.id for each in BEFORE.posts_by_unit[unit_id] if each.kind is kind)


def person(name: str) -> int:
    return next(each.id for each in BEFORE.members.values() if each.name == name)


def changed(name: str) -> Difference:
    number = person(name)
    return Difference(0, changed_members=(ChangedMember(number, name, name, None, None, 2),))


def made(unit_id: int | str, kind: PostKind) -> Difference:
    return Difference(0, new_posts=(NewPost("p1", unit_id, kind, 9, None, 2),))


LEAD, LIAISON_POST = PostKind.LEAD, PostKind.LIAISON
NEW_BUILDING = NewUnit("u1", "X", "9栋", "building", FIRST.id, 2)

OWN = {
    "nothing": Difference(0),
    "a new building": Difference(0, new_units=(NEW_BUILDING,)),
    "one below a new one": Difference(
        0, new_units=(NEW_BUILDING, NewUnit("u2", "Y", "1层", "building", "u1", 2))
    ),
    "a removed building": Difference(0, removed_units=(RemovedUnit(ONE.id, ONE.code, ()),)),
    "a renamed building": Difference(0, renamed_units=(RenamedUnit(ONE.id, "1栋", "9栋", 2),)),
    "a new person": Difference(0, new_members=(NewMember("m1", "冯十", None, 2),)),
    "a changed person": changed("李四"),
    "a new seat": made(ONE.id, LEAD),
    "a seat in a new building": made("u1", LEAD),
    "the branch's lead": Difference(0, assign=(Assign(seat(FIRST.id, LEAD), "m1", None, 2),)),
    "a new seat taken": Difference(0, assign=(Assign("p1", "m1", None, 2),)),
    "a vacancy": Difference(0, vacate=(Vacate(seat(ONE.id, LEAD), person("李四")),)),
    "a note": Difference(0, changed_posts=(ChangedPost(seat(ONE.id, LEAD), None, "代", 2),)),
    "a dropped seat": Difference(
        0, dropped_posts=(DroppedPost(seat(ONE.id, LEAD), ONE.id, LEAD, None),)
    ),
}
NOT_OWN = {
    "a new community": Difference(0, new_units=(NewUnit("u1", "X", "和平", "community", None, 2),)),
    "a new branch": Difference(
        0, new_units=(NewUnit("u1", "X", "三期", "branch", COMMUNITY.id, 2),)
    ),
    "a removed building": Difference(0, removed_units=(RemovedUnit(OTHER.id, OTHER.code, ()),)),
    "a renamed branch": Difference(0, renamed_units=(RenamedUnit(SECOND.id, "二期", "三期", 2),)),
    "a changed person": changed("王八一"),
    "their own number": changed("钱二"),
    "a new seat": made(OTHER.id, LEAD),
    "another liaison": made(FIRST.id, LIAISON_POST),
    "another lead": Difference(0, assign=(Assign(seat(OTHER.id, LEAD), "m1", None, 2),)),
    "a successor of theirs": Difference(
        0, assign=(Assign(seat(FIRST.id, LIAISON_POST), "m1", person("钱二"), 2),)
    ),
    "a vacancy": Difference(0, vacate=(Vacate(seat(OTHER.id, LEAD), person("王八一")),)),
    "a note": Difference(0, changed_posts=(ChangedPost(seat(OTHER.id, LEAD), None, "代", 2),)),
    "a dropped seat": Difference(
        0, dropped_posts=(DroppedPost(seat(OTHER.id, LEAD), OTHER.id, LEAD, None),)
    ),
}


@pytest.mark.parametrize("what", OWN)
def test_a_liaison_may_change_what_is_in_their_care(what: str) -> None:
    assert rightful(OWN[what], BEFORE, LIAISON)


@pytest.mark.parametrize("what", NOT_OWN)
def test_nothing_outside_it_and_nobody_above(what: str) -> None:
    assert not rightful(NOT_OWN[what], BEFORE, LIAISON)
    assert rightful(NOT_OWN[what], BEFORE, EVERYTHING), "the operator may"


def test_from_above_a_liaison_is_changed() -> None:
    supervisor = Care((COMMUNITY.path,))
    for what in ("another liaison", "a successor of theirs", "their own number", "a new branch"):
        assert rightful(NOT_OWN[what], BEFORE, supervisor)
