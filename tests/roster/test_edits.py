"""Changes of the roster by hand: what each would do, and what it must not bring about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Refused
from bot.roster.difference import MergedMember, MovedUnit
from bot.roster.edit_changes import difference_of_edit
from bot.roster.edits import Edit, EditSaid, EditVerb
from bot.roster.model import Member, PostKind, Roster, Unit
from tests.roster.sample import CODES, roster
from tests.roster.words import words

BEFORE = roster()
NUMBER, PHONE = "13800000010", "+8613800000010"
V = EditVerb


def unit(code: str, before: Roster = BEFORE) -> Unit:
    return next(each for each in before.units.values() if each.code == code)


def member(name: str, before: Roster = BEFORE) -> Member:
    return next(each for each in before.members.values() if each.name == name)


def post(code: str, kind: PostKind = PostKind.LEAD, before: Roster = BEFORE) -> int:
    number = unit(code, before).id
    return next(each.id for each in before.posts_by_unit[number] if each.kind is kind)


COMMUNITY, FIRST, SECOND = "幸福社区", "幸福社区-1期", "幸福社区-2期"
ONE, TWO, OTHER = f"{FIRST}-1", f"{FIRST}-2", f"{SECOND}-1"


def done(edit: Edit, before: Roster = BEFORE) -> list[str]:
    found = difference_of_edit(edit, before, CODES)
    assert found.roster_version == before.version
    return words(found, before)


def refused(edit: Edit, before: Roster = BEFORE) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as error:
        difference_of_edit(edit, before, CODES)
    return error.value.reason, dict(error.value.facts)


def test_somebody_new_takes_a_post() -> None:
    said = EditSaid("冯十", PHONE, note="儿子代接")
    assert done(Edit(V.REPLACE, post=post(ONE), said=said)) == [
        f"new 冯十 {PHONE}",
        "幸福社区/一期/1栋 lead: 冯十 instead of 李四",
        "幸福社区/一期/1栋 lead note: 儿子代接",
    ]


def test_words_beside_a_number_join_the_note_there_is() -> None:
    posts = {**BEFORE.posts, post(ONE): replace(BEFORE.posts[post(ONE)], note="夜班")}
    noted = replace(BEFORE, posts=posts)
    said = EditSaid(person=member("周五").id, note="代")
    assert done(Edit(V.REPLACE, post=post(ONE), said=said), noted) == [
        "幸福社区/一期/1栋 lead: 周五 instead of 李四",
        "幸福社区/一期/1栋 lead note: 夜班；代",
    ]


def test_somebody_known_takes_a_post_and_gets_the_number_typed_beside() -> None:
    said = EditSaid(person=member("周五").id, phone=PHONE)
    assert done(Edit(V.REPLACE, post=post(TWO), said=said)) == [
        f"周五  is 周五 {PHONE}",
        "幸福社区/一期/2栋 lead: 周五 instead of 吴六",
    ]


def test_who_holds_a_post_already_only_gets_what_is_new() -> None:
    same = EditSaid(person=member("李四").id)
    assert refused(Edit(V.REPLACE, post=post(ONE), said=same))[0] == "nothing_to_change"
    number = replace(same, phone=PHONE, note="代")
    assert done(Edit(V.REPLACE, post=post(ONE), said=number)) == [
        f"李四 +8613800000004 is 李四 {PHONE}",
        "幸福社区/一期/1栋 lead note: 代",
    ]


def test_a_unit_without_posts_gets_one_for_its_lead() -> None:
    bare = roster("幸福社区/一期 | 书记 | 孙三 |")
    said = EditSaid("冯十", note="代")
    edit = Edit(V.REPLACE, unit=unit(COMMUNITY, bare).id, said=said)
    found = difference_of_edit(edit, bare, CODES)
    assert words(found, bare) == ["new 冯十", "幸福社区 lead: 冯十"]
    assert found.new_posts[0].note == "代"


def test_of_a_unit_the_first_post_that_answers_is_meant() -> None:
    said = EditSaid("冯十")
    assert done(Edit(V.REPLACE, unit=unit(ONE).id, said=said))[1:] == [
        "幸福社区/一期/1栋 lead: 冯十 instead of 李四"
    ]


def test_a_post_falls_vacant_once() -> None:
    assert done(Edit(V.VACATE, post=post(ONE))) == ["幸福社区/一期/1栋 lead: no more 李四"]
    holders = {key: who for key, who in BEFORE.holders.items() if key != post(ONE)}
    vacant = replace(BEFORE, holders=holders)
    assert refused(Edit(V.VACATE, post=post(ONE)), vacant)[0] == "vacant_already"
    bare = roster("幸福社区/一期 | 书记 | 孙三 |")
    assert refused(Edit(V.VACATE, unit=unit(COMMUNITY, bare).id), bare)[0] == "vacant_already"


def test_a_person_gets_another_number_or_name() -> None:
    who = member("李四").id
    assert done(Edit(V.PHONE, member=who, said=EditSaid(phone=PHONE))) == [
        f"李四 +8613800000004 is 李四 {PHONE}"
    ]
    assert done(Edit(V.RENAME, member=who, said=EditSaid("李思"))) == [
        "李四 +8613800000004 is 李思 +8613800000004"
    ]
    same = Edit(V.RENAME, member=who, said=EditSaid("李四"))
    assert refused(same)[0] == "nothing_to_change"


def test_who_is_taken_out_leaves_all_posts_and_gets_back_those_still_free() -> None:
    before = roster("""
        幸福社区/一期/1栋 | 楼长 | 李四 | 13800000004
        幸福社区/一期/2栋 | 楼长 | 李四 | 13800000004
        幸福社区/一期/2栋 | 成员 | 周五 |
    """)
    who = member("李四", before).id
    out = difference_of_edit(Edit(V.SUSPEND, member=who), before, CODES)
    assert out.suspended == (who,)
    one, two = post(ONE, before=before), post(TWO, before=before)
    assert [each.post for each in out.vacate] == sorted((one, two))
    taken = {two: member("周五", before).id}
    gone = replace(before, holders=taken, suspended={who: [one, two]})
    back = difference_of_edit(Edit(V.RESTORE, member=who), gone, CODES)
    assert [(each.post, each.member) for each in back.assign] == [(one, who)]
    assert back.restored == (who,)
    assert refused(Edit(V.SUSPEND, member=who), gone)[0] == "nothing_to_change"
    assert refused(Edit(V.RESTORE, member=who), before) == ("not_suspended", {"name": "李四"})


TWICE = roster("""
幸福社区/一期/1栋 | 楼长 | 王芳 | 13800000004
幸福社区/一期/2栋 | 楼长 | 王小芳 |
幸福社区/一期/1栋 | 成员 | 周五 |
""")


def test_two_entries_of_one_person_become_one() -> None:
    keep, gone = member("王芳", TWICE), member("王小芳", TWICE)
    for first, second in ((keep, gone), (gone, keep)):
        edit = Edit(V.MERGE, member=first.id, said=EditSaid(person=second.id))
        found = difference_of_edit(edit, TWICE, CODES)
        assert found.merged_members == (MergedMember(gone.id, keep.id),), "the number decides"
        assert [(each.member, each.former) for each in found.assign] == [
            (keep.id, gone.id) for key, who in TWICE.holders.items() if who == gone.id
        ]


def test_of_two_entries_the_linked_one_stays_and_takes_the_number() -> None:
    keep, gone = member("王小芳", TWICE), member("王芳", TWICE)
    members = {**TWICE.members, keep.id: replace(keep, telegram_id=7)}
    linked = replace(TWICE, members=members)
    edit = Edit(V.MERGE, member=gone.id, said=EditSaid(person=keep.id))
    found = difference_of_edit(edit, linked, CODES)
    assert found.merged_members == (MergedMember(gone.id, keep.id),)
    (changed,) = found.changed_members
    assert (changed.member, changed.phone) == (keep.id, "+8613800000004")


def test_an_equal_post_of_both_is_dropped() -> None:
    before = roster("""
        幸福社区/一期/1栋 | 成员 | 王芳 | 13800000004
        幸福社区/一期/1栋 | 成员 | 王小芳 |
        幸福社区/一期/1栋 | 楼长 | 王小芳 |
    """)
    keep, gone = member("王芳", before), member("王小芳", before)
    edit = Edit(V.MERGE, member=keep.id, said=EditSaid(person=gone.id))
    found = difference_of_edit(edit, before, CODES)
    assert [(each.kind, each.member) for each in found.dropped_posts] == [
        (PostKind.HELPER, gone.id)
    ]
    assert [each.post for each in found.assign] == [post(ONE, before=before)]


def test_nobody_is_merged_with_themselves_or_with_nobody() -> None:
    who = member("李四").id
    for other in (who, None, 999):
        edit = Edit(V.MERGE, member=who, said=EditSaid(person=other))
        assert refused(edit)[0] == "person_gone"


def test_a_unit_gets_another_name_which_no_neighbour_has() -> None:
    number = unit(ONE).id
    assert done(Edit(V.RENAME, unit=number, said=EditSaid("东楼"))) == ["unit 1栋 is 东楼"]
    assert refused(Edit(V.RENAME, unit=number, said=EditSaid("2号楼"))) == (
        "unit_name_taken",
        {"name": "2栋"},
    )
    assert done(Edit(V.RENAME, unit=number, said=EditSaid("1幢"))) == ["unit 1栋 is 1幢"]
    assert refused(Edit(V.RENAME, unit=number, said=EditSaid("1栋")))[0] == "nothing_to_change"


def test_a_further_post_stands_after_those_there_are() -> None:
    said = EditSaid(kind="helper", title="楼道长", note="夜班")
    found = difference_of_edit(Edit(V.ADD_POST, unit=unit(ONE).id, said=said), BEFORE, CODES)
    (new,) = found.new_posts
    assert (new.unit, new.kind, new.ordinal) == (unit(ONE).id, PostKind.HELPER, 1)
    assert (new.title, new.note) == ("楼道长", "夜班")
    plain = Edit(V.ADD_POST, unit=unit(TWO).id, said=EditSaid(kind="helper"))
    (first,) = difference_of_edit(plain, BEFORE, CODES).new_posts
    assert (first.ordinal, first.title, first.note) == (0, None, None)


def test_new_buildings_get_codes_and_a_vacant_lead_each() -> None:
    said = EditSaid(names=("7栋", "8栋", "8幢"))
    assert done(Edit(V.ADD_UNIT, unit=unit(FIRST).id, said=said)) == [
        "new unit 幸福社区/一期/7栋 [幸福社区-1期-7]",
        "new unit 幸福社区/一期/8栋 [幸福社区-1期-8]",
        "幸福社区/一期/7栋 lead: vacant",
        "幸福社区/一期/8栋 lead: vacant",
    ]
    again = Edit(V.ADD_UNIT, unit=unit(FIRST).id, said=EditSaid(names=("2号楼",)))
    assert refused(again) == ("unit_name_taken", {"name": "2栋"})
    below = Edit(V.ADD_UNIT, unit=unit(ONE).id, said=EditSaid(names=("1层",)))
    assert refused(below)[0] == "unit_gone"


def test_a_building_moves_below_another_branch() -> None:
    edit = Edit(V.MOVE, unit=unit(TWO).id, said=EditSaid(parent=unit(SECOND).id))
    found = difference_of_edit(edit, BEFORE, CODES)
    assert found.moved_units == (MovedUnit(unit(TWO).id, unit(FIRST).id, unit(SECOND).id),)
    taken = Edit(V.MOVE, unit=unit(ONE).id, said=EditSaid(parent=unit(SECOND).id))
    assert refused(taken) == ("unit_name_taken", {"name": "1栋"})
    for parent in (unit(FIRST).id, unit(COMMUNITY).id, unit(OTHER).id, None, 999):
        wrong = Edit(V.MOVE, unit=unit(TWO).id, said=EditSaid(parent=parent))
        assert refused(wrong)[0] == "unit_gone"


def test_a_post_or_a_building_is_no_more() -> None:
    assert done(Edit(V.CLOSE, post=post(ONE, PostKind.HELPER))) == [
        "幸福社区/一期/1栋 helper: dropped"
    ]
    assert done(Edit(V.CLOSE, unit=unit(ONE).id)) == [
        "no unit 幸福社区/一期/1栋",
        "幸福社区/一期/1栋 lead: dropped",
        "幸福社区/一期/1栋 helper: dropped",
    ]
    gone = difference_of_edit(Edit(V.CLOSE, unit=unit(ONE).id), BEFORE, CODES).dropped_posts
    assert [each.member for each in gone] == [member("李四").id, member("周五").id]
    assert refused(Edit(V.CLOSE, unit=unit(FIRST).id)) == ("unit_holds_others", {"unit": "一期"})


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (Edit(V.REPLACE, post=999, said=EditSaid("冯十")), "post_gone"),
        (Edit(V.REPLACE, unit=999, said=EditSaid("冯十")), "unit_gone"),
        (Edit(V.REPLACE, said=EditSaid("冯十")), "unit_gone"),
        (Edit(V.REPLACE, post=post(ONE), said=EditSaid(person=999)), "person_gone"),
        (Edit(V.PHONE, member=999, said=EditSaid(phone=PHONE)), "person_gone"),
        (Edit(V.PHONE, said=EditSaid(phone=PHONE)), "person_gone"),
    ],
)
def test_what_is_gone_meanwhile_is_not_changed(edit: Edit, reason: str) -> None:
    assert refused(edit)[0] == reason


def test_nobody_holds_two_equal_posts_of_a_unit() -> None:
    again = roster("幸福社区/一期/1栋 | 成员 | 甲 |\n幸福社区/一期/1栋 | 成员 | 乙 |")
    said = EditSaid(person=member("甲", again).id)
    second = next(key for key, who in again.holders.items() if again.members[who].name == "乙")
    assert refused(Edit(V.REPLACE, post=second, said=said), again) == (
        "already_here",
        {"name": "甲"},
    )


def test_two_of_one_name_in_a_unit_need_two_numbers() -> None:
    helper = post(ONE, PostKind.HELPER)
    assert refused(Edit(V.REPLACE, post=helper, said=EditSaid("李 四"))) == (
        "same_name_here",
        {"name": "李 四"},
    )
    told_apart = Edit(V.REPLACE, post=helper, said=EditSaid("李四", PHONE))
    assert done(told_apart)[0] == f"new 李四 {PHONE}"
    assert refused(Edit(V.RENAME, member=member("周五").id, said=EditSaid("李四"))) == (
        "same_name_here",
        {"name": "李四"},
    )


def test_a_number_belongs_to_one_person_unless_two_are_said_to_share_it() -> None:
    of_wu = "+8613800000006"
    typed = Edit(V.REPLACE, post=post(ONE), said=EditSaid("冯十", of_wu))
    assert refused(typed) == ("number_taken", {"name": "吴六"})
    shared = replace(typed, said=replace(typed.said, apart=True))
    assert done(shared)[0] == f"new 冯十 {of_wu}"
    namesake = replace(shared, said=replace(shared.said, name="吴六"))
    assert refused(namesake) == ("number_of_namesake", {"name": "吴六"})
    known = Edit(V.PHONE, member=member("李四").id, said=EditSaid(phone=of_wu))
    assert refused(known) == ("number_taken", {"name": "吴六"})


def test_who_shares_a_number_may_change_their_name() -> None:
    both = roster(
        "幸福社区/一期/1栋 | 楼长 | 甲 | 13800000004\n幸福社区/一期/2栋 | 楼长 | 乙 | 13800000005"
    )
    shared = replace(member("乙", both), phone="+8613800000004")
    before = replace(both, members={**both.members, shared.id: shared})
    edit = Edit(V.RENAME, member=shared.id, said=EditSaid("丙"))
    assert done(edit, before) == ["乙 +8613800000004 is 丙 +8613800000004"]
    namesake = Edit(V.RENAME, member=shared.id, said=EditSaid("甲"))
    assert refused(namesake, before) == ("number_of_namesake", {"name": "甲"})
