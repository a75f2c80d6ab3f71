"""Sheets over so few names, numbers and codes that everything collides."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.roster.care import EVERYTHING, Care
from bot.roster.difference import Difference
from bot.roster.model import ISSUING_POSTS, Roster
from bot.roster.proposal import compare
from bot.roster.sheet import Sheet, SheetRow
from bot.roster.wire import dumps, loads
from tests.roster.apply import apply_to
from tests.roster.sample import CODES, NOBODY, TIERS

UNITS = st.tuples(
    st.sampled_from(["甲社区", "乙社区"]),
    st.sampled_from(["一期", "二期"]),
    st.sampled_from(["1栋", "2栋", "三号楼"]),
).flatmap(lambda units: st.sampled_from([units[:1], units[:2], units]))
WORDS = st.sampled_from(["负责人", "成员", "副职", "专员", "督导", "楼长", ""])
PEOPLE = st.sampled_from(["", "赵一", "钱二", "孙三", "趙一"])
PHONES = st.sampled_from(["", "", "13800000001", "13800000002", "1380000000"])
CODED = st.sampled_from(["", "", "", "", "A", "B", "甲社区-1期"])
NOTES = st.sampled_from(["", "新"])
LINES = st.lists(st.tuples(UNITS, WORDS, PEOPLE, PHONES, CODED, NOTES), max_size=12)


def sheet(lines: list[tuple[tuple[str, ...], str, str, str, str, str]]) -> Sheet:
    return Sheet(CODES, tuple(SheetRow(row, *line) for row, line in enumerate(lines, start=2)))


SHEETS = LINES.map(sheet)


def answered(sheet: Sheet, roster: Roster, care: Care, answer: bool) -> Difference:
    asked = compare(sheet, roster, TIERS, care).questions
    answers = {question.id: answer for question in asked}
    return compare(sheet, roster, TIERS, care, answers)


@st.composite
def imports(draw: st.DrawFn) -> tuple[Roster, Sheet, Care, bool]:
    answer = draw(st.booleans())
    roster = NOBODY
    for before in draw(st.lists(SHEETS, min_size=1, max_size=2)):
        roster = apply_to(roster, answered(before, roster, EVERYTHING, answer))
    paths = [unit.path for unit in roster.units.values()]
    some = st.lists(st.sampled_from(paths), max_size=2).map(tuple) if paths else st.just(())
    return roster, draw(SHEETS), Care(draw(st.none() | some)), answer


@settings(max_examples=250)
@given(imports())
def test_a_second_time_changes_nothing(case: tuple[Roster, Sheet, Care, bool]) -> None:
    roster, sheet, care, answer = case
    after = apply_to(roster, answered(sheet, roster, care, answer))
    again = answered(sheet, after, care, answer)
    assert again.is_empty


@settings(max_examples=250)
@given(imports())
def test_nothing_outside_the_senders_care_changes(case: tuple[Roster, Sheet, Care, bool]) -> None:
    roster, sheet, care, answer = case
    after = apply_to(roster, answered(sheet, roster, care, answer))
    for unit in roster.units.values():
        if not care.covers(unit.path):
            assert after.units[unit.id] == unit
    for post in roster.posts.values():
        unit = roster.units[post.unit_id]
        kept = post.kind in ISSUING_POSTS and care.is_root(unit.path)
        if kept or not care.covers(unit.path):
            assert after.posts[post.id] == post
            who = roster.holders.get(post.id)
            assert after.holders.get(post.id) == who
            assert who is None or after.members[who] == roster.members[who]


@settings(max_examples=250)
@given(imports())
def test_what_comes_out_is_a_sound_roster(case: tuple[Roster, Sheet, Care, bool]) -> None:
    roster, sheet, care, answer = case
    difference = answered(sheet, roster, care, answer)
    assert loads(dumps(difference)) == difference
    after = apply_to(roster, difference)
    seats = [(post.unit_id, post.kind, post.ordinal) for post in after.posts.values()]
    assert len(seats) == len(set(seats))
    assert all(post.unit_id in after.units for post in after.posts.values())
    assert all(unit.parent_id in {None, *after.units} for unit in after.units.values())
    assert len({unit.code for unit in after.units.values()}) == len(after.units)
    assert set(after.holders) <= set(after.posts)
    assert set(after.holders.values()) <= set(after.members)
    left = set(roster.holders.values()) - set(after.holders.values())
    assert left == set(difference.leaving)
    assert difference.emptied <= difference.held
