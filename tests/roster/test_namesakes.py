"""People of one name in one unit: who is meant by a row without a phone, or with a new one."""

from __future__ import annotations

from dataclasses import replace

from bot.roster.care import Care
from bot.roster.model import HandChange, HandMark, Member, Post, PostKind, Roster
from bot.roster.proposal import compare
from tests.roster.sample import HAPPY, TIERS, roster, sheet
from tests.roster.words import words

BEFORE = roster()
LEAD, DEPUTY, HELPER = PostKind.LEAD, PostKind.DEPUTY, PostKind.HELPER
PHONE = "+8613800000014"
ONE = "幸福社区/一期/1栋"
HEAD = "幸福社区/一期 | 书记 |"


def with_seats(*seats: tuple[PostKind, Member]) -> Roster:
    """A building with these seats, all held."""
    empty = roster(f"{HEAD}\n{ONE} | 楼长 | |")
    building = next(unit for unit in empty.units.values() if unit.name == "1栋")
    posts = {post.id: post for post in empty.posts.values() if post.unit_id != building.id}
    posts |= {
        100 + number: Post(100 + number, building.id, kind, number)
        for number, (kind, _) in enumerate(seats)
    }
    members = {member.id: member for _, member in seats}
    holders = {100 + number: member.id for number, (_, member) in enumerate(seats)}
    return Roster(empty.units, posts, members, holders)


def changes(table: str, before: Roster) -> list[str]:
    return words(compare(sheet(f"{HEAD}\n{table}"), before, TIERS), before)


def untitled(found: list[str]) -> list[str]:
    return [line for line in found if " title: " not in line]


def test_rows_of_one_name_mean_whoever_holds_such_a_seat() -> None:
    before = with_seats((LEAD, Member(1, "甲")), (HELPER, Member(2, "甲")))
    assert untitled(changes(f"{ONE} | 成员 | 甲 |\n{ONE} | 楼长 | 甲 |", before)) == []


def test_two_of_one_name_keep_two_seats_of_a_kind() -> None:
    before = with_seats((HELPER, Member(1, "甲")), (HELPER, Member(2, "甲")))
    found = untitled(changes(f"{ONE} | 成员 | 甲 |\n{ONE} | 成员 | 甲 |", before))
    assert [line for line in found if "甲" in line] == []


def test_a_row_without_a_phone_means_whoever_has_none() -> None:
    before = with_seats((LEAD, Member(1, "甲", PHONE)), (HELPER, Member(2, "甲")))
    table = f"{ONE} | 楼长 | 甲 | {PHONE}\n{ONE} | 成员 | 甲 |"
    assert untitled(changes(table, before)) == []


def test_a_new_phone_is_that_of_whoever_had_none() -> None:
    for first, second in (((1, PHONE), (2, None)), ((1, None), (2, PHONE))):
        before = with_seats((LEAD, Member(first[0], "甲", first[1])),
                            (DEPUTY, Member(second[0], "甲", second[1])))  # fmt: skip
        table = f"{ONE} | 楼长 | 甲 | {PHONE}\n{ONE} | 副楼长 | 甲 | 13900000001"
        found = untitled(changes(table, before))
        assert "甲  is 甲 +8613900000001" in found
        assert not [line for line in found if line.startswith("new ")]


def test_two_new_phones_are_those_of_two_people() -> None:
    before = with_seats((HELPER, Member(1, "甲")))
    table = f"{ONE} | 成员 | 甲 | 13900000001\n{ONE} | 成员 | 甲 | 13900000002"
    found = untitled(changes(table, before))
    assert "甲  is 甲 +8613900000001" in found
    assert "new 甲 +8613900000002" in found


def test_a_new_person_in_two_seats_of_a_unit_is_one() -> None:
    for phone in ("", "13900000001"):
        table = f"{HAPPY}\n幸福社区/一期/9栋 | 楼长 | 新人 | {phone}\n"
        table += "幸福社区/一期/9栋 | 成员 | 新 人 |\n幸福社区/一期/8栋 | 楼长 | 新人 |"
        found = compare(sheet(table), BEFORE, TIERS)
        assert [(new.name, new.row) for new in found.new_members] == [("新人", 11), ("新人", 13)]


def test_a_name_still_heard_in_another_row_is_not_replaced() -> None:
    table = """
    幸福社区/二期      | 书记 | 郑七   | 13800000007
    幸福社区/二期/1栋  | 楼长 | 王八二 | 13800000008
    """
    answers = {"m9-r3": True}
    renamed = words(compare(sheet(table), BEFORE, TIERS, answers=answers), BEFORE)
    assert renamed == ["王八一 +8613800000008 is 王八二 +8613800000008"]
    both = f"{table}\n幸福社区/二期/1栋 | 成员 | 王八一 |"
    found = words(compare(sheet(both), BEFORE, TIERS, answers=answers), BEFORE)
    assert found == ["幸福社区/二期/1栋 helper: 王八一"]


def test_a_question_names_its_row_its_names_and_hides_the_number() -> None:
    table = "幸福社区/二期/1栋 | 楼长 | 王八二 | 13800000008"
    (asked,) = compare(sheet(table), BEFORE, TIERS).questions
    assert (asked.id, asked.kind, asked.rows) == ("m9-r2", "one_phone_two_names", (2,))
    assert (asked.names, asked.phone) == (("王八一", "王八二"), "138****0008")


def test_a_new_number_of_somebody_above_the_sender_is_refused() -> None:
    table = f"{HAPPY}\n{ONE} | 成员 | 钱二 | 13800000002"
    before = roster(table)
    branch = next(unit for unit in before.units.values() if unit.name == "一期")
    changed = f"{ONE} | 成员 | 钱二 | 13900000002"
    found = compare(sheet(changed), before, TIERS, Care((branch.path,)))
    assert "row 2: person_outside_care" in words(found, before)
    assert not found.changed_members


def test_a_second_entry_that_was_made_part_of_somebody_is_them() -> None:
    anna = Member(1, "安娜", "+8613800000011")
    before = replace(with_seats((LEAD, anna)), other_names={1: ["安小娜"]})
    assert untitled(changes(f"{ONE} | 楼长 | 安小娜 |", before)) == []
    assert untitled(changes(f"{ONE} | 楼长 | 安小娜 | 13800000014", before)) == [
        f"安娜 +8613800000011 is 安小娜 {PHONE}"
    ]
    both = f"{ONE} | 副楼长 | 安小娜 | 13800000014\n{ONE} | 楼长 | 安娜 | 13800000011"
    assert untitled(changes(both, before)) == [f"{ONE} deputy: 安娜"], "they keep their own name"
    twice = f"{ONE} | 楼长 | 安小娜 | 13800000014\n{ONE} | 楼长 | 安娜 | 13800000011"
    assert untitled(changes(twice, before)) == ["row 3 mend: duplicate_row"]


def test_who_lost_a_seat_by_hand_is_no_new_person_though_their_number_changed() -> None:
    anna, bert = Member(1, "安娜", "+8613800000011"), Member(2, "白二", "+8613800000012")
    seats = with_seats((LEAD, bert))
    lost = {HandMark("holder", 100): HandChange(held=frozenset({1}))}
    before = replace(seats, members={1: anna, 2: bert}, by_hand=lost)
    file = compare(sheet(f"{HEAD}\n{ONE} | 楼长 | 安娜 | 13800000014"), before, TIERS)
    assert [each.kind for each in file.questions] == ["by_hand"]
    assert (file.new_members, file.assign) == ((), ())


def test_an_old_number_that_is_somebody_elses_by_now_is_still_theirs_in_the_file() -> None:
    anna, bert = Member(1, "安娜", "+8613800000011"), Member(2, "白二", PHONE)
    mark = {HandMark("person", 1): HandChange()}
    before = replace(with_seats((LEAD, anna), (DEPUTY, bert)), by_hand=mark)
    file = compare(sheet(f"{HEAD}\n{ONE} | 楼长 | 安娜 | 13800000014"), before, TIERS)
    assert [each.kind for each in file.questions] == ["by_hand"], "no question of one number"


def test_a_holder_renamed_by_hand_is_meant_though_another_once_bore_the_name() -> None:
    anna, bert = Member(1, "安娜", "+8613800000011"), Member(2, "白二", PHONE)
    mark = {HandMark("person", 2): HandChange()}
    seats = with_seats((LEAD, anna), (DEPUTY, bert))
    before = replace(seats, by_hand=mark, other_names={1: ["安小娜"]})
    file = compare(sheet(f"{HEAD}\n{ONE} | 副楼长 | 安小娜 | {PHONE}"), before, TIERS)
    assert [(each.kind, each.names) for each in file.questions] == [
        ("one_phone_two_names", ("白二", "安小娜"))
    ]


def test_who_got_another_name_and_number_by_hand_is_asked_about_before_a_vacancy_is_filled() -> (
    None
):
    anna = Member(1, "安娜", "+8613800000011")
    mark = {HandMark("person", 1): HandChange()}
    seats = with_seats((LEAD, anna))
    vacant = replace(seats.posts[100], id=90, ordinal=0)
    held = replace(seats.posts[100], ordinal=1)
    before = replace(seats, posts={90: vacant, 100: held}, by_hand=mark)
    rows = f"{HEAD}\n{ONE} | 楼长 | |\n{ONE} | 楼长 | 安小娜 | 13800000014"
    file = compare(sheet(rows), before, TIERS)
    assert [each.kind for each in file.questions] == ["by_hand"]
    assert (file.new_members, file.assign) == ((), ())
