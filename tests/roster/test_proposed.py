"""The view of a difference: the counts, what is named of it, and its stored form."""

from __future__ import annotations

from bot.roster.difference import Difference
from bot.roster.proposal import compare
from bot.roster.proposed import Proposed, difference_of, dumps_proposal, proposed, shown_of
from bot.roster.sheet import RowFault
from bot.roster.telling import change_lines
from tests.roster.sample import HAPPY, NOBODY, TIERS, roster, sheet

BEFORE = roster()
MUCH = """
幸福社区/一期        | 网格长 | 冯十   | 13800000010
幸福社区/一期/1栋    | 楼长  | 李四   | 1380000       |            | 夜班
幸福社区/一期/9栋    | 楼长  | 何二   |
幸福社区/二期        | 书记  | 郑七   | 13800000007
幸福社区/二期/1栋    | 楼长  | 王八二 | 13800000008
"""
"""Something of everything: new, handed over, vacant, removed, renamed, asked, faulty, mended."""


def much() -> Difference:
    return compare(sheet(MUCH, RowFault(9, "unit_hole", {}, ("幸福社区", "三期"))), BEFORE, TIERS)


def test_what_is_new_is_named_and_the_rest_counted() -> None:
    found = proposed(compare(sheet(HAPPY), NOBODY, TIERS), NOBODY, TIERS)
    assert found.units == ("幸福社区", "一期", "1栋", "2栋", "二期", "1栋")
    assert found.uppers == (None, None, "一期", "一期", None, "二期")
    assert found.people[:3] == ("高山", "赵一", "钱二")
    assert (found.rows, found.held, found.emptied, found.rest) == (9, 0, 0, 0)
    assert (found.told, found.questions) == ((), ())
    assert (found.empty, found.emptying) == (False, False)
    assert found.counts["new_units"] == 6
    assert found.counts["new_members"] == 9


def test_the_same_file_again_shows_that_nothing_changes() -> None:
    found = proposed(compare(sheet(HAPPY), BEFORE, TIERS), BEFORE, TIERS)
    assert (found.empty, found.rows, found.held) == (True, 9, 9)
    assert set(found.counts.values()) == {0}


def test_the_numbers_are_those_of_the_difference() -> None:
    difference = much()
    found = proposed(difference, BEFORE, TIERS)
    assert (found.held, found.emptied) == (difference.held, difference.emptied)
    assert difference.emptied > 0
    assert found.emptying is difference.emptying is True
    assert found.counts["emptied"] == difference.emptied
    assert found.counts["faults"] == 1
    assert found.counts["questions"] == len(found.questions) == 1


def test_notes_and_titles_are_counted_apart() -> None:
    table = HAPPY.replace("李四   | 13800000004", "李四 | 13800000004 | | 夜班")
    both = compare(sheet(table.replace("一期        | 书记", "一期 | 网格长")), BEFORE, TIERS)
    found = proposed(both, BEFORE, TIERS)
    assert len(both.changed_posts) == 1 + found.counts["titles"]
    assert found.counts["changed_posts"] == 1
    one = proposed(compare(sheet(table), BEFORE, TIERS), BEFORE, TIERS)
    assert (one.counts["changed_posts"], one.counts["titles"]) == (1, 0)


def test_of_very_many_changes_the_first_are_told() -> None:
    difference = much()
    every = change_lines(difference, BEFORE, TIERS)
    assert proposed(difference, BEFORE, TIERS).told == tuple(every)
    few = proposed(difference, BEFORE, TIERS, most=2)
    assert (few.told, few.rest) == (tuple(every[:2]), len(every) - 2)
    enough = proposed(difference, BEFORE, TIERS, most=len(every))
    assert (len(enough.told), enough.rest) == (len(every), 0)


def test_it_is_stored_and_read_back_equal() -> None:
    difference = much()
    shown = proposed(difference, BEFORE, TIERS)
    text = dumps_proposal(difference, shown)
    assert shown_of(text) == shown
    assert difference_of(text) == difference
    assert isinstance(shown_of(text), Proposed)
    assert "冯十" in text.partition("\n")[0], "Chinese stays readable"
    assert {type(each.section) for each in shown_of(text).told} == {
        type(each.section) for each in shown.told
    }
    assert {type(each.kind) for each in shown_of(text).told} == {
        type(each.kind) for each in shown.told
    }


def test_what_an_older_version_stored_without_names_is_read() -> None:
    first = '{"rows":3,"counts":{},"told":[],"questions":[]}'
    assert shown_of(f"{first}\n{{}}") == Proposed(rows=3, counts={})
