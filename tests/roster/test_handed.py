"""Which posts somebody gained and lost: by a file, by hand, under another name."""

from __future__ import annotations

from bot.roster.difference import Difference, NewPost, NewUnit, Ref
from bot.roster.edit_changes import difference_of_edit
from bot.roster.edits import Edit, EditSaid, EditVerb
from bot.roster.handed import handed_posts
from bot.roster.model import PostKind, Roster
from bot.roster.proposal import compare
from tests.roster.sample import CODES, HAPPY, TIERS, roster, sheet

BEFORE = roster()
HEIGHTS = {code: height for height, code in enumerate(reversed(CODES))}
LI = "幸福社区/一期/1栋    | 楼长  | 李四   | 13800000004"
WU = "幸福社区/一期/2栋    | 楼长  | 吴六   | 13800000006"


def member(name: str) -> int:
    return next(each.id for each in BEFORE.members.values() if each.name == name)


def post(name: str) -> int:
    """The first post somebody holds."""
    return next(post for post, holder in BEFORE.holders.items() if holder == member(name))


def told(difference: Difference, before: Roster = BEFORE) -> dict[str, list[str]]:
    """What each is to be told: + 1栋 lead, - 2栋 lead."""
    keys = [each.key for each in difference.new_units]
    keys += [each.key for each in difference.new_posts]
    ids: dict[Ref, int] = {key: 900 + number for number, key in enumerate(keys)}
    found = handed_posts(difference, before, ids, HEIGHTS)
    new: dict[int, NewPost] = {ids[each.key]: each for each in difference.new_posts}
    assert all(
        number in before.posts or number in new
        for each in found.values()
        for number in (*each.taken.values(), *each.left.values())
    ), "posts are named by the ids they have afterwards"
    return {
        before.members[who].name: [f"+ {key[1]} {key[2]}" for key in each.taken]
        + [f"- {key[1]} {key[2]}" for key in each.left]
        for who, each in found.items()
    }


def by_file(*replaced: tuple[str, str]) -> Difference:
    table = HAPPY
    for old, new in replaced:
        assert old in table
        table = table.replace(old, new)
    return compare(sheet(table), BEFORE, TIERS)


def by_hand(edit: Edit) -> Difference:
    return difference_of_edit(edit, BEFORE, CODES)


def test_who_takes_and_who_leaves() -> None:
    assert told(by_file((LI, LI.replace("李四   | 13800000004", "吴六 | 13800000006")))) == {
        "李四": ["- 1栋 lead"],
        "吴六": ["+ 1栋 lead"],
    }


def test_two_who_change_places_read_both() -> None:
    swapped = ((LI, WU.replace("2栋", "1栋")), (WU, LI.replace("1栋", "2栋")))
    one = by_file((LI, "LI"), (WU, swapped[1][1]), ("LI", swapped[0][1]))
    assert told(one) == {
        "李四": ["+ 2栋 lead", "- 1栋 lead"],
        "吴六": ["+ 1栋 lead", "- 2栋 lead"],
    }


def test_somebody_new_is_nobody_to_be_told_and_the_former_is() -> None:
    new = by_file((LI, LI.replace("李四   | 13800000004", "冯十 | 13800000010")))
    assert told(new) == {"李四": ["- 1栋 lead"]}


def test_a_new_post_of_a_new_building_has_its_id() -> None:
    found = by_file((WU, f"{WU}\n{WU.replace('2栋', '3栋')}"))
    assert [type(each) for each in found.new_units] == [NewUnit]
    assert told(found) == {"吴六": ["+ 3栋 lead"]}


def test_a_removed_building_and_a_vacated_post_are_lost() -> None:
    assert told(by_file((WU, ""))) == {"吴六": ["- 2栋 lead"]}
    assert told(by_hand(Edit(EditVerb.VACATE, post=post("李四")))) == {"李四": ["- 1栋 lead"]}


def test_the_same_under_another_word_number_or_name_is_no_change() -> None:
    for old, new in (
        ("楼长  | 李四", "楼栋长 | 李四"),
        ("| 李四", "| 李四四"),
        ("13800000004", ""),
    ):
        assert told(by_file((old, new))) == {}, new


def test_a_helper_who_becomes_deputy_reads_both() -> None:
    assert told(by_file(("成员  | 周五", "副楼长 | 周五"))) == {
        "周五": ["+ 1栋 deputy", "- 1栋 helper"]
    }


def test_the_posts_of_a_second_entry_are_no_news_to_them() -> None:
    merged = by_hand(
        Edit(EditVerb.MERGE, member=member("周五"), said=EditSaid(person=member("李四")))
    )
    assert merged.merged_members
    assert told(merged) == {}
    assert PostKind.HELPER in {each.kind for each in BEFORE.posts.values()}
