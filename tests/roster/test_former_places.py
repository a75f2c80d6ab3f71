"""A building gets a name by hand that files may still give to another one."""

from __future__ import annotations

from dataclasses import replace

from bot.roster.asking import BY_HAND
from bot.roster.export import export_rows
from bot.roster.model import HandChange, HandMark, Roster, Unit
from bot.roster.proposal import compare
from bot.roster.sheet import Sheet, SheetRow
from tests.roster.apply import apply_to
from tests.roster.sample import CODES, TIERS, roster

BEFORE = roster()
UNITS = {each.code: each for each in BEFORE.units.values()}
PHASE, SECOND = UNITS["幸福社区-1期"], UNITS["幸福社区-1期-2"]


def renamed_and_replaced(marks: tuple[HandMark, ...]) -> Roster:
    """2栋 is 荷花楼 now, and a new building is called 2栋."""
    lotus = replace(SECOND, name="荷花楼")
    new = Unit(900, "XIN-2", "2栋", "building", PHASE.id, f"{PHASE.path}00000900.")
    lead = replace(BEFORE.posts_by_unit[SECOND.id][0], id=901, unit_id=900)
    by_hand = {mark: HandChange() for mark in marks}
    by_hand |= {HandMark("unit", SECOND.id): HandChange(was_name="2栋")}
    units = {**BEFORE.units, SECOND.id: lotus, 900: new}
    return replace(BEFORE, units=units, posts={**BEFORE.posts, 901: lead}, by_hand=by_hand)


def file_of(before: Roster) -> Sheet:
    rows = (replace(row, code="") for row in export_rows(before, TIERS, "zh-hans"))
    return Sheet(CODES, tuple(rows))


def test_an_older_file_moves_nobody_into_the_new_building() -> None:
    now = renamed_and_replaced((HandMark("unit", 900),))
    asked = compare(file_of(BEFORE), now, TIERS)
    assert [question.kind for question in asked.questions] == [BY_HAND]
    kept = apply_to(now, compare(file_of(BEFORE), now, TIERS, answers={BY_HAND: False}))
    assert export_rows(kept, TIERS, "zh-hans") == export_rows(now, TIERS, "zh-hans")


def test_where_the_file_has_the_last_word_it_is_as_the_file_says() -> None:
    now = renamed_and_replaced((HandMark("unit", 900),))
    after = apply_to(now, compare(file_of(BEFORE), now, TIERS, answers={BY_HAND: True}))
    assert _without_codes(after) == _without_codes(BEFORE)


def test_a_newer_file_that_names_both_asks_nothing() -> None:
    now = renamed_and_replaced((HandMark("unit", 900),))
    found = compare(file_of(now), now, TIERS)
    assert (found.questions, found.is_empty) == ((), True)


def test_a_building_no_hand_has_touched_keeps_its_name() -> None:
    now = renamed_and_replaced(())
    found = compare(file_of(BEFORE), now, TIERS, answers={BY_HAND: False})
    assert not any(new.name == "2栋" for new in found.new_units)


def _without_codes(found: Roster) -> set[SheetRow]:
    return {replace(row, code="", row=0) for row in export_rows(found, TIERS, "zh-hans")}
